import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
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
    'Lessen tot toets',
  ]);
  await userEvent.click(screen.getByRole('button', { name: 'Oefentijd totaal' }));
  await userEvent.click(screen.getByRole('button', { name: 'Oefentijd totaal' }));
  await waitFor(() => expect(shown()).toEqual(['Jansen, Fenna', 'Bakker, Bram']));
  expect(address()).toContain('sort=-totaal');
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
  expect(asked.at(-1)?.path).toBe('/api/schools/7/results/1/pupils');
  expect(asked.at(-1)?.search.get('week')).toBe('2026-W40');
  await userEvent.clear(screen.getByLabelText('Zoek een leerling'));
  await waitFor(() => expect(shown()).toEqual(['Jansen, Fenna', 'Bakker, Bram']));
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
