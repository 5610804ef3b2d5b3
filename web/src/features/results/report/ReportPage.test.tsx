import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Remark, Report } from '../../../api/types';
import { anna, openPage, type Server } from '../../../test/page';

// Nothing has a size here, so there is nothing to draw; the stories in a browser look at the drawings.
const charts = vi.hoisted(() => ({ broken: false }));
vi.mock('@mantine/charts', () => ({
  BarChart: () => {
    if (charts.broken) throw new Error('no chart');
    return null;
  },
  LineChart: () => null,
}));

const at = (moment: string) => Date.parse(moment) / 1000;

const report: Report = {
  pupil: { id: '3', first_name: 'Fenna', infix: 'van der', last_name: 'Berg', year_group: 5 },
  product: { id: '1', name: 'Bouw!' },
  from: '2026-08-01',
  until: '2026-11-25',
  highest_lesson: 19,
  lessons_until_test: null,
  reached_before: 16,
  weeks: [
    { week: '2026-W46', home_seconds: 600, school_seconds: 1200 },
    { week: '2026-W47', home_seconds: 0, school_seconds: 0 },
    { week: '2026-W48', home_seconds: 0, school_seconds: 3000 },
  ],
  lessons: [
    { at: at('2026-11-10T10:00:00Z'), highest_lesson: 17 },
    { at: at('2026-11-11T10:00:00Z'), highest_lesson: 17 },
    { at: at('2026-11-24T10:00:00Z'), highest_lesson: 19 },
  ],
  tests: [{ at: at('2026-11-20T10:00:00Z'), test: 'Toets 3', score: 17.5, maximum_score: 20 }],
  sessions: [
    { at: at('2026-11-24T09:05:00Z'), seconds: 3000, place: 'school', lesson: 19 },
    { at: at('2026-11-10T16:00:00Z'), seconds: 600, place: 'home', lesson: null },
  ],
  remarks: [],
};

const path = '/api/schools/7/results/1/pupils/3';
const server = (more: Server = {}): Server => ({
  'GET /api/session': anna,
  [`GET ${path}`]: ({ search }) => ({ ...report, from: search.get('from'), until: search.get('until') }),
  ...more,
});
const address = '/school/7/resultaten/leerlingen/3?product=1&week=2026-W47&sort=-totaal&zoek=ber';

const remark = (id: string, part: Partial<Remark> = {}): Remark => ({
  id,
  author: 'Anna de Vries',
  written_at: at('2026-11-24T09:05:00Z'),
  remark: `Opmerking ${id}`,
  is_own: true,
  is_removable: true,
  ...part,
});

const cellsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .map((row) => [...row.children].map(({ textContent }) => textContent));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-25T12:00:00Z') });
});
afterEach(() => {
  charts.broken = false;
  vi.useRealTimers();
});

test('R3.3 all of this school year: totals, and each chart with a table', async () => {
  const { asked } = openPage(address, server());
  expect(await screen.findByRole('heading', { name: 'Resultaten van Fenna van der Berg' })).toBeTruthy();
  const { search } = asked.at(-1) ?? {};
  expect([search?.get('from'), search?.get('until')]).toEqual(['2026-08-01', '2026-11-25']);
  expect([...document.querySelectorAll('dd')].map(({ textContent }) => textContent)).toEqual([
    '10 min',
    '1 u 10 min',
    '1 u 20 min',
    '19',
    'niet bekend',
  ]);
  expect(screen.getByRole('img', { name: /oefentijd per week, thuis en op school, 01-08-2026/ })).toBeTruthy();
  const table = (name: string) => cellsOf(screen.getByRole('table', { name, hidden: true }));
  expect(table('Oefentijd per week')).toEqual([
    ['Week', 'Thuis', 'Op school', 'Totaal'],
    ['46 (2026)', '10 min', '20 min', '30 min'],
    ['47 (2026)', '0 min', '0 min', '0 min'],
    ['48 (2026)', '0 min', '50 min', '50 min'],
  ]);
  expect(table('Voortgang').slice(1)).toEqual([
    ['10-11-2026', '17'],
    ['24-11-2026', '19'],
  ]);
  expect(table('Toetsen').slice(1)).toEqual([['20-11-2026', 'Toets 3', '17,5 van 20']]);
  expect(table('Oefensessies').slice(1)).toEqual([
    ['24-11-2026, 10:05', '50 min', 'op school', '19'],
    ['10-11-2026, 17:00', '10 min', 'thuis', '–'],
  ]);
});

test('R3.3 of a past period is told how far the pupil was then, and only what was reached in it', async () => {
  openPage(
    `${address}&van=2026-11-01&tot=2026-11-20`,
    server({ [`GET ${path}`]: { ...report, until: '2026-11-20', reached_before: 17 } }),
  );
  await screen.findByRole('heading', { name: 'Resultaten van Fenna van der Berg' });
  const names = [...document.querySelectorAll('dt')].map(({ textContent }) => textContent);
  expect(names.slice(-2)).toEqual(['Hoogst afgeronde les op 20-11-2026', 'Lessen tot toets op 20-11-2026']);
  expect(cellsOf(screen.getByRole('table', { name: 'Voortgang', hidden: true })).slice(1)).toEqual([
    ['24-11-2026', '19'],
  ]);
});

test('R3.3 a chart that cannot be drawn leaves its table, and the rest', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  charts.broken = true;
  openPage(address, server());
  const failure = await screen.findByText(/De grafiek is nu niet te zien/);
  expect(failure.closest('[role="img"]')).toBeNull();
  for (const summary of screen.getAllByText('Toon als tabel')) await userEvent.click(summary);
  expect(screen.getByRole('table', { name: 'Oefentijd per week' })).toBeTruthy();
  expect(screen.getByRole('table', { name: 'Toetsen' })).toBeTruthy();
});

test('R3.3 any period, kept in the address; the way back is the overview as it was', async () => {
  const { asked, address: now } = openPage(address, server());
  const year = await screen.findByRole('button', { name: 'Dit schooljaar' });
  expect(year.getAttribute('aria-pressed')).toBe('true');
  await userEvent.click(screen.getByRole('button', { name: 'Laatste 4 weken' }));
  await waitFor(() => expect(now()).toContain('van=2026-11-02&tot=2026-11-25'));
  await waitFor(() => expect(asked.at(-1)?.search.get('from')).toBe('2026-11-02'));
  expect(year.getAttribute('aria-pressed')).toBe('false');
  const back = screen.getByRole('link', { name: 'Alle leerlingen' }).getAttribute('href');
  expect(back).toBe('/school/7/resultaten/leerlingen?product=1&week=2026-W47&sort=-totaal&zoek=ber');
});

test('R3.3 a period that ends before it begins is not asked for', async () => {
  const { asked } = openPage(`${address}&van=2026-11-20&tot=2026-11-10`, server());
  expect(await screen.findByText('Deze dag ligt voor de eerste dag')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Dossier (pdf)' })).toBeNull();
  expect(asked.filter((one) => one.path === path)).toEqual([]);
});

test('R3.3 a period without practice, and one that is too full', async () => {
  const empty = { ...report, weeks: [], lessons: [], tests: [], sessions: [] };
  openPage(
    address,
    server({
      [`GET ${path}`]: ({ search }) =>
        search.get('from') === '2026-08-01' ? empty : { status: 422, code: 'period_too_full' },
    }),
  );
  expect(await screen.findByText(/Van 01-08-2026 t\/m 25-11-2026 is er niet geoefend/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Vorig schooljaar' }));
  expect(await screen.findByText(/Kies een kortere periode/)).toBeTruthy();
});

test('R3.3 thousands of sessions come by the handful', async () => {
  const sessions = Array.from({ length: 60 }, (_, index) => ({
    at: at('2026-11-24T09:00:00Z') - index * 86_400,
    seconds: 600,
    place: 'home' as const,
    lesson: index,
  }));
  openPage(address, server({ [`GET ${path}`]: { ...report, sessions } }));
  const rows = async () => within(await screen.findByRole('table', { name: 'Oefensessies' })).getAllByRole('rowheader');
  expect(await rows()).toHaveLength(25);
  await userEvent.click(screen.getByRole('button', { name: 'Toon meer (nog 35 sessies)' }));
  expect(await rows()).toHaveLength(50);
  expect(document.activeElement).toBe((await rows())[25]);
});

test('R3.4 a remark is written, with who and when; only one’s own can be removed, after asking', async () => {
  const theirs = remark('1', { author: 'Bart Bos', is_own: false, is_removable: false });
  const { asked } = openPage(
    address,
    server({
      [`GET ${path}`]: { ...report, remarks: [theirs] },
      [`POST ${path}/remarks`]: { remarks: [remark('2'), theirs] },
      [`DELETE ${path}/remarks/2`]: {},
    }),
  );
  const field = await screen.findByLabelText('Nieuwe opmerking');
  const list = () => within(screen.getByRole('list', { name: 'Opmerkingen' })).getAllByRole('listitem');
  expect(list().map(({ textContent }) => textContent)).toEqual(['Bart Bos24-11-2026, 10:05Opmerking 1']);

  await userEvent.click(screen.getByRole('button', { name: 'Opmerking opslaan' }));
  expect(screen.getByText('Schrijf eerst een opmerking')).toBeTruthy();
  await userEvent.type(field, 'Leest goed.');
  expect(screen.getByText('11 van 2.000 tekens')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Opmerking opslaan' }));
  await waitFor(() => expect(list()).toHaveLength(2));
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ remark: 'Leest goed.' });
  expect((field as HTMLTextAreaElement).value).toBe('');

  await userEvent.click(screen.getByRole('button', { name: 'Verwijder je opmerking van 24-11-2026, 10:05' }));
  const dialog = await screen.findByRole('dialog', { name: 'Deze opmerking verwijderen?' });
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(false);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Verwijderen' }));
  await waitFor(() => expect(list()).toHaveLength(1));
  await waitFor(() => expect(document.activeElement).toBe(field));
});

test('R3.4 an administrator removes a remark of somebody else', async () => {
  const theirs = remark('1', { author: 'Bart Bos', is_own: false });
  const { asked } = openPage(
    address,
    server({ [`GET ${path}`]: { ...report, remarks: [theirs] }, [`DELETE ${path}/remarks/1`]: {} }),
  );
  await userEvent.click(
    await screen.findByRole('button', { name: 'Verwijder de opmerking van Bart Bos, 24-11-2026, 10:05' }),
  );
  const dialog = await screen.findByRole('dialog', { name: 'Deze opmerking verwijderen?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Verwijderen' }));
  expect(await screen.findByText(/Er zijn nog geen opmerkingen/)).toBeTruthy();
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(true);
});

test('R3.4 a remark that is too long is not sent, and what the server refuses is said', async () => {
  const { asked } = openPage(
    address,
    server({ [`POST ${path}/remarks`]: { status: 409, code: 'too_many_remarks', figures: { maximum: 200 } } }),
  );
  const field = await screen.findByLabelText('Nieuwe opmerking');
  await userEvent.click(field);
  await userEvent.paste('é'.repeat(2001));
  await userEvent.click(screen.getByRole('button', { name: 'Opmerking opslaan' }));
  expect(screen.getByText('Dit is te lang. Gebruik hooguit 2.000 tekens')).toBeTruthy();
  expect(asked.some(({ method }) => method === 'POST')).toBe(false);
  await userEvent.type(field, '{Backspace}');
  await userEvent.click(screen.getByRole('button', { name: 'Opmerking opslaan' }));
  expect(await screen.findByText(/Er staan al 200 opmerkingen/)).toBeTruthy();
});

test('R3.4 the dossier and the spreadsheet are of the period on the screen', async () => {
  URL.createObjectURL = () => 'blob:file';
  URL.revokeObjectURL = () => undefined;
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  const { asked } = openPage(
    `${address}&van=2026-10-01&tot=2026-10-31`,
    server({ [`GET ${path}/dossier`]: {}, [`GET ${path}/sheet`]: {} }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Dossier (pdf)' }));
  expect(await screen.findByText('Het dossier is gedownload.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Excel' }));
  expect(await screen.findByText('Het Excel-bestand is gedownload.')).toBeTruthy();
  const files = asked.filter((one) => one.path.startsWith(`${path}/`));
  expect(files.map((one) => [one.path, one.search.toString()])).toEqual([
    [`${path}/dossier`, 'from=2026-10-01&until=2026-10-31'],
    [`${path}/sheet`, 'from=2026-10-01&until=2026-10-31'],
  ]);
  expect(click.mock.contexts.map((link) => (link as HTMLAnchorElement).download)).toEqual([
    'dossier-fenna-van-der-berg-2026-10-31.pdf',
    'dossier-fenna-van-der-berg-2026-10-31.xlsx',
  ]);
});

test('R3.1 of a pupil of somebody else is told nothing', async () => {
  openPage(address, server({ [`GET ${path}`]: { status: 404, code: 'not_found' } }));
  expect(await screen.findByText('Dit bestaat niet (meer).')).toBeTruthy();
});
