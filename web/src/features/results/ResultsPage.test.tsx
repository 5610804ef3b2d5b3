import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { anna, openPage, products, type Server } from '../../test/page';

const pupil = (id: string, name: string, part: object = {}) => ({
  id,
  display_name: name,
  search: name.toLowerCase().replace(',', ''),
  year_group: 5,
  highest_lesson: 10,
  home_seconds: 600,
  school_seconds: 1200,
  lessons_until_test: 2,
  ...part,
});

const server = (more: Server = {}): Server => ({
  'GET /api/session': anna,
  'GET /api/schools/7/results/products': { products, this_week: '2026-W48' },
  'GET /api/schools/7/results/1/pupils': ({ search }) => ({
    week: search.get('week'),
    product: products[0],
    pupils: [pupil('1', 'Bakker, Bram'), pupil('2', 'Jansen, Fenna', { home_seconds: 7200, highest_lesson: null })],
  }),
  'GET /api/schools/7/results/1/recent': {
    weeks: ['2026-W41', '2026-W42', '2026-W43', '2026-W44', '2026-W45', '2026-W46', '2026-W47', '2026-W48'],
    pupils: [{ id: '2', seconds: [0, 720, 1800, 20, 0, 0, 3600, 840] }],
  },
  'GET /api/schools/7/results/2/recent': { weeks: [], pupils: [] },
  'GET /api/schools/7/results/2/pupils': { week: '2026-W47', product: products[1], pupils: [] },
  ...more,
});
const shown = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent);

test('R3.2 practice at home, at school and in all, each by name; every heading sorts', async () => {
  const { address } = openPage('/school/7/resultaten/leerlingen', server());
  await screen.findByRole('table', { name: 'Resultaten voor Bouw! in week 48' });
  const row = screen.getByRole('row', { name: /Jansen/ });
  expect(row.textContent).toContain('2 u');
  expect(row.textContent).toContain('2 u 20 min');
  expect(screen.getAllByRole('columnheader').map((heading) => heading.textContent.trim())).toEqual([
    'Naam',
    'Leerjaar',
    'Hoogst afgeronde les',
    'Oefentijd thuis',
    'Oefentijd op school',
    'Oefentijd totaal',
    'Laatste 8 weken',
    'Lessen tot toets',
    'Resultaten',
  ]);
  await userEvent.click(screen.getByRole('button', { name: 'Oefentijd totaal' }));
  await userEvent.click(screen.getByRole('button', { name: 'Oefentijd totaal' }));
  await waitFor(() => expect(shown()).toEqual(['Jansen, Fenna', 'Bakker, Bram']));
  expect(address()).toContain('sort=-totaal');
});

test('R3.2 eight weeks at a glance, in words too, and in the order of how much was practised', async () => {
  const { asked } = openPage('/school/7/resultaten/leerlingen?week=2026-W48', server());
  const heat = await screen.findByRole('img', { name: '0, 12, 30, 1, 0, 0, 60 en 14 minuten in week 41 t/m 48' });
  expect([...heat.children].map((bar) => [bar.getAttribute('data-level'), bar.getAttribute('title')])).toEqual([
    ['0', 'week 41: 0 min'],
    ['1', 'week 42: 12 min'],
    ['3', 'week 43: 30 min'],
    ['1', 'week 44: 1 min'],
    ['0', 'week 45: 0 min'],
    ['0', 'week 46: 0 min'],
    ['4', 'week 47: 60 min'],
    ['1', 'week 48: 14 min'],
  ]);
  expect(screen.getByRole('img', { name: '0, 0, 0, 0, 0, 0, 0 en 0 minuten in week 41 t/m 48' })).toBeTruthy();
  expect(asked.find(({ path }) => path.endsWith('/recent'))?.search.get('week')).toBe('2026-W48');
  await userEvent.click(screen.getByRole('button', { name: 'Laatste 8 weken' }));
  await userEvent.click(screen.getByRole('button', { name: 'Laatste 8 weken' }));
  await waitFor(() => expect(shown()).toEqual(['Jansen, Fenna', 'Bakker, Bram']));
});

test('R3.2 without the eight weeks the rest is there', async () => {
  openPage(
    '/school/7/resultaten/leerlingen',
    server({ 'GET /api/schools/7/results/1/recent': { status: 500, code: 'internal' } }),
  );
  expect(await screen.findByText(/Dat lukte niet door een fout bij ons/)).toBeTruthy();
  expect((await screen.findByRole('row', { name: /Jansen/ })).textContent).toContain('nog niet bekend');
});

test('R3.2 the results button leads to the report, for this product, with the view for the way back', async () => {
  openPage('/school/7/resultaten/leerlingen?sort=-naam&zoek=jans', server());
  const link = await screen.findByRole('link', { name: 'Resultaten van Fenna Jansen' });
  expect(link.getAttribute('href')).toBe(
    '/school/7/resultaten/leerlingen/2?sort=-naam&zoek=jans&product=1&week=2026-W48',
  );
});

test('R3.2 what is on the screen is downloaded, in its order', async () => {
  URL.createObjectURL = () => 'blob:file';
  URL.revokeObjectURL = () => undefined;
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  const { asked } = openPage(
    '/school/7/resultaten/leerlingen?sort=-naam',
    server({ 'POST /api/schools/7/results/1/download': {} }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Download (Excel)' }));
  expect(await screen.findByText('Het Excel-bestand is gedownload.')).toBeTruthy();
  expect(asked.at(-1)?.body).toEqual({ week: '2026-W48', pupils: ['2', '1'] });
  expect((click.mock.contexts[0] as HTMLAnchorElement).download).toBe('resultaten-2026-W48.xlsx');
});

test('R3.2 the arrows go through the weeks, and not beyond this one', async () => {
  const { asked, address } = openPage('/school/7/resultaten/leerlingen', server());
  await screen.findByText('Week 48');
  expect(screen.getByRole('link', { name: 'Volgende week is er nog niet' }).getAttribute('aria-disabled')).toBe('true');
  await userEvent.click(screen.getByRole('link', { name: 'Vorige week, week 47' }));
  expect(await screen.findByText('Week 47')).toBeTruthy();
  expect(address()).toContain('week=2026-W47');
  await waitFor(() => expect(asked.at(-1)?.search.get('week')).toBe('2026-W47'));
  await userEvent.click(screen.getByRole('link', { name: 'Volgende week, week 48' }));
  expect(await screen.findByText('Week 48')).toBeTruthy();
});

test('R3.2 school, product, week, order and search of a shared address', async () => {
  const { asked } = openPage('/school/7/resultaten/leerlingen?product=1&week=2026-W40&sort=-naam&zoek=ban', server());
  expect(await screen.findByText(/Geen leerling gevonden/)).toBeTruthy();
  const question = asked.find(({ path }) => path === '/api/schools/7/results/1/pupils');
  expect(question?.search.get('week')).toBe('2026-W40');
  await userEvent.clear(screen.getByLabelText('Zoek een leerling'));
  await waitFor(() => expect(shown()).toEqual(['Jansen, Fenna', 'Bakker, Bram']));
});

test('R3.2 what nobody chose comes into the address, so that a shared link shows the same', async () => {
  const { address } = openPage('/school/7/resultaten/leerlingen', server());
  await waitFor(() => expect(address()).toContain('product=1&week=2026-W48'));
});

test('R3.1 another product, and a helpful line when it has no pupils', async () => {
  openPage('/school/7/resultaten/leerlingen', server());
  await userEvent.selectOptions(await screen.findByLabelText('Product'), '2');
  expect(await screen.findByText(/nog geen leerlingen aan jou gekoppeld/)).toBeTruthy();
});

test('R3.1 a supervisor without pupils reads what to do', async () => {
  openPage(
    '/school/7/resultaten/leerlingen',
    server({ 'GET /api/schools/7/results/products': { products: [], this_week: '2026-W48' } }),
  );
  expect(await screen.findByText(/Een beheerder kan dat doen/)).toBeTruthy();
});

test('R4.13.2 after the end of a subscription its results can be read, and that is said', async () => {
  const [bouw, letterster] = products;
  openPage(
    '/school/7/resultaten/leerlingen',
    server({
      'GET /api/schools/7/results/products': {
        products: [{ ...bouw, ended_on: '2026-08-01' }, letterster],
        this_week: '2026-W48',
      },
    }),
  );
  await screen.findByRole('row', { name: /Jansen/ });
  const line = 'Het abonnement is beëindigd sinds 01-08-2026; je kunt de resultaten nog bekijken.';
  expect(screen.getByText(line)).toBeTruthy();
  await userEvent.selectOptions(screen.getByLabelText('Product'), 'Letterster');
  await waitFor(() => expect(screen.queryByText(line)).toBeNull());
});
