import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { AuditLine } from '../../api/types';
import { anna, openPage, person, type Server } from '../../test/page';

const noon = Date.UTC(2026, 10, 25, 11) / 1000;
const day = 86_400;

const line = (id: number, part: Partial<AuditLine> = {}): AuditLine => ({
  id: String(id),
  at: noon,
  actor: { id: 'u1', name: 'Anna de Vries' },
  action: 'people.archived',
  subjects: [{ id: 'f', name: `Kind ${id}` }],
  subject_count: 1,
  details: [],
  ...part,
});
const log = (lines: AuditLine[], more = false) => ({ lines, more });
const server = (audit: Server[string]): Server => ({
  'GET /api/session': anna,
  'GET /api/schools/7/people': ({ search }) => ({
    // Fenna is being archived just now.
    people: [
      person('f'),
      ...(search.get('state') === 'archived' ? [person('z', { display_name: 'Öztürk, Zoë' })] : []),
    ],
  }),
  'GET /api/schools/7/audit': audit,
});
const questions = (asked: { path: string; search: URLSearchParams }[]) =>
  asked.filter(({ path }) => path.endsWith('/audit')).map(({ search }) => search.toString());

test('R8.2 one sentence for each change with its time, under its day, the newest first', async () => {
  openPage('/school/7/beheer/logboek', server(log([line(9, { at: noon }), line(8, { at: noon - day })])));
  const today = await screen.findByRole('list', { name: 'woensdag 25 november 2026' });
  expect(within(today).getByRole('listitem').textContent).toBe('12:00Anna de Vries archiveerde Kind 9');
  const headings = screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent);
  expect(headings).toEqual(['woensdag 25 november 2026', 'dinsdag 24 november 2026']);
  expect(screen.getByRole('status').textContent).toBe('2 wijzigingen');
  expect(screen.getByRole('link', { name: 'Logboek' }).getAttribute('aria-current')).toBe('page');
});

test('R8.2 Toon meer asks for what came before the last line, and reading goes on there', async () => {
  const { asked } = openPage(
    '/school/7/beheer/logboek',
    server(({ search }) => (search.has('before') ? log([line(7)]) : log([line(9), line(8)], true))),
  );
  const more = await screen.findByRole('button', { name: 'Toon meer' });
  expect(screen.getByRole('status').textContent).toBe('De nieuwste 2 wijzigingen');
  await userEvent.click(more);
  const last = (await screen.findByText(/Kind 7/)).closest('li');
  await waitFor(() => expect(document.activeElement).toBe(last));
  expect(screen.queryByRole('button', { name: 'Toon meer' })).toBeNull();
  expect(screen.getAllByText(/^Anna de Vries archiveerde/)).toHaveLength(3);
  expect(questions(asked)).toEqual(['', 'before=8']);
});

test('R8.2 more that does not come: a reason, what was there stays, and it can be asked again', async () => {
  let down = true;
  openPage(
    '/school/7/beheer/logboek',
    server(({ search }) => {
      if (!search.has('before')) return log([line(9)], true);
      return down ? { status: 500, code: 'internal' } : log([line(8)]);
    }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Toon meer' }));
  const alert = await screen.findByRole('alert');
  expect(screen.getByText(/Kind 9/)).toBeTruthy();
  down = false;
  await userEvent.click(within(alert).getByRole('button', { name: 'Probeer opnieuw' }));
  expect(await screen.findByText(/Kind 8/)).toBeTruthy();
});

test('R8.2 by user and by period, kept in the address', async () => {
  const { asked, address } = openPage('/school/7/beheer/logboek', server(log([line(9)])));
  await screen.findByText(/Kind 9/);
  await userEvent.click(screen.getByRole('combobox', { name: 'Gebruiker' }));
  await userEvent.type(screen.getByRole('combobox', { name: 'Gebruiker' }), 'ozturk');
  await userEvent.click(await screen.findByRole('option', { name: 'Öztürk, Zoë' }));
  await waitFor(() => expect(address()).toBe('/school/7/beheer/logboek?wie=z'));
  const from = screen.getByLabelText<HTMLInputElement>('Van');
  // As the year is being typed.
  fireEvent.change(from, { target: { value: '0202-11-01' } });
  expect(from.value).toBe('0202-11-01');
  fireEvent.change(from, { target: { value: '2026-11-01' } });
  fireEvent.change(screen.getByLabelText('Tot en met'), { target: { value: '2026-11-25' } });
  await waitFor(() => expect(address()).toBe('/school/7/beheer/logboek?wie=z&van=2026-11-01&tot=2026-11-25'));
  await waitFor(() => expect(questions(asked).at(-1)).toBe('user=z&from=2026-11-01&until=2026-11-25'));
  expect(questions(asked).join()).not.toContain('0202');
  await userEvent.click(screen.getByRole('button', { name: 'Wis de filters' }));
  await waitFor(() => expect(address()).toBe('/school/7/beheer/logboek'));
  expect(from.value).toBe('');
});

test('R8.2 names that cannot be fetched: a reason beside the changes, which are there', async () => {
  openPage('/school/7/beheer/logboek', {
    ...server(log([line(9)])),
    'GET /api/schools/7/people': { status: 500, code: 'internal' },
  });
  expect(await screen.findByText(/Kind 9/)).toBeTruthy();
  expect((await screen.findByRole('alert')).textContent).toMatch(/fout bij ons/);
  await userEvent.click(screen.getByRole('combobox', { name: 'Gebruiker' }));
  expect(await screen.findByText('De namen zijn er nog niet')).toBeTruthy();
});

test('R8.2 a shared address shows the same, and a day that does not exist is no filter', async () => {
  const { asked } = openPage('/school/7/beheer/logboek?wie=f&van=2026-02-30&tot=2026-11-25', server(log([line(9)])));
  await screen.findByText(/Kind 9/);
  expect(questions(asked)).toEqual(['user=f&until=2026-11-25']);
  const who = screen.getByRole<HTMLInputElement>('combobox', { name: 'Gebruiker' });
  await waitFor(() => expect(who.value).toBe('Jansen, Fenna'));
  expect(screen.getByLabelText<HTMLInputElement>('Tot en met').value).toBe('2026-11-25');
});

test('R8.2 nothing to read: why, and what to do about it', async () => {
  openPage('/school/7/beheer/logboek', server(log([])));
  expect(await screen.findByText(/Het logboek is nog leeg/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Van'), { target: { value: '2026-11-25' } });
  expect(await screen.findByText(/Niets gevonden/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Tot en met'), { target: { value: '2026-11-01' } });
  expect(await screen.findByText('Deze dag ligt voor de eerste dag')).toBeTruthy();
});
