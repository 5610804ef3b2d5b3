import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Import, ImportRow } from '../../../api/types';
import { anna, openPage, person, products, type Server } from '../../../test/page';

const server = (more: Server = {}): Server => ({
  'GET /api/session': anna,
  'GET /api/schools/7/supervisors': { supervisors: [{ id: 's1', display_name: 'Vries, Anna de' }] },
  'GET /api/schools/7/products': { products },
  'GET /api/schools/7/people': { people: [] },
  'GET /api/schools/7/imports': { imports: [] },
  ...more,
});

test('R4.4.5 without a supervisor no pupil can be created, and the page says so', async () => {
  const { address } = openPage(
    '/school/7/beheer/aanmaken',
    server({ 'GET /api/schools/7/supervisors': { supervisors: [] } }),
  );
  const choice = await screen.findByRole('button', { name: /Eén leerling/ });
  expect(choice.getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByText('Er is nog geen begeleider op deze school')).toBeTruthy();
  await userEvent.click(choice);
  expect(address()).toBe('/school/7/beheer/aanmaken');
  // A professional can, or there would never be one.
  await userEvent.click(screen.getByRole('button', { name: /Eén professional/ }));
  expect(await screen.findByRole('heading', { name: 'Over welke collega gaat het?' })).toBeTruthy();
});

test('R4.4.5 without a supervisor the address does not lead past the first step either', async () => {
  openPage(
    '/school/7/beheer/aanmaken?soort=leerling&aantal=meer&stap=2a',
    server({ 'GET /api/schools/7/supervisors': { supervisors: [] } }),
  );
  expect(await screen.findByRole('heading', { name: 'Wie wil je aanmaken?' })).toBeTruthy();
});

async function fillInFenna() {
  await userEvent.click(await screen.findByRole('button', { name: /Eén leerling/ }));
  await userEvent.type(await screen.findByLabelText('Voornaam'), 'Fenna');
  await userEvent.type(screen.getByLabelText('Achternaam'), 'Jansen');
  await userEvent.selectOptions(screen.getByLabelText('Leerjaar'), '5');
  await userEvent.click(screen.getByLabelText('Bouw!'));
  await userEvent.click(screen.getByRole('combobox', { name: 'Begeleider(s) voor Bouw!' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Vries, Anna de' }));
  await userEvent.click(screen.getByRole('button', { name: 'Ga verder' }));
}

const oneByOne = {
  'POST /api/schools/7/pupils/credentials': { user_name: 'fenna.j', password: 'boom-vis-27' },
  'GET /api/schools/7/user-names/check': ({ search }: { search: URLSearchParams }) => ({
    free: search.get('user_name') !== 'bezet',
    allowed: true,
  }),
};

test('R4.4.6 one pupil: data, credentials that are checked, and the confirmation; Back keeps what was filled in', async () => {
  const { asked } = openPage(
    '/school/7/beheer/aanmaken',
    server({
      ...oneByOne,
      'POST /api/schools/7/pupils': { id: '1', display_name: 'Jansen, Fenna', user_name: 'fenna.j' },
    }),
  );
  await fillInFenna();
  const userName = await screen.findByDisplayValue('fenna.j');
  expect(await screen.findByText('Deze naam is vrij')).toBeTruthy();

  await userEvent.click(screen.getByRole('button', { name: 'Terug' }));
  expect(await screen.findByDisplayValue('Jansen')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Ga verder' }));
  await screen.findByDisplayValue('fenna.j');
  expect(asked.filter(({ path }) => path.endsWith('/credentials'))).toHaveLength(1);
  expect(userName.isConnected).toBe(false);

  const field = screen.getByLabelText('Gebruikersnaam');
  await userEvent.clear(field);
  await userEvent.type(field, 'bezet');
  expect(await screen.findByText('Deze gebruikersnaam is al bezet')).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Opslaan' }).disabled).toBe(true);
  await userEvent.clear(field);
  await userEvent.type(field, 'fenna.j');
  await userEvent.click(await screen.findByRole('button', { name: 'Opslaan' }));

  expect(await screen.findByRole('heading', { name: 'Fenna Jansen kan aan de slag' })).toBeTruthy();
  expect(screen.getByText('boom-vis-27')).toBeTruthy();
  expect(asked.find(({ path }) => path === '/api/schools/7/pupils')?.body).toEqual({
    first_name: 'Fenna',
    infix: '',
    last_name: 'Jansen',
    year_group: 5,
    user_name: 'fenna.j',
    password: 'boom-vis-27',
    links: [{ product: '1', supervisors: ['s1'] }],
    accept_duplicate: false,
  });
});

test('R4.4.6 another name brings other suggestions, but not over what was typed; it says that they are coming', async () => {
  let answer: (credentials: object) => void = () => undefined;
  openPage(
    '/school/7/beheer/aanmaken',
    server({
      ...oneByOne,
      'POST /api/schools/7/pupils/credentials': () =>
        new Promise<object>((resolve) => {
          answer = resolve;
        }),
    }),
  );
  await fillInFenna();
  expect(await screen.findByText(/We bedenken een gebruikersnaam/)).toBeTruthy();
  answer({ user_name: 'fenna.j', password: 'boom-vis-27' });
  const field = await screen.findByDisplayValue('fenna.j');
  expect(screen.queryByText(/We bedenken/)).toBeNull();
  await userEvent.clear(field);
  await userEvent.type(field, 'fen');
  await userEvent.click(screen.getByRole('button', { name: 'Terug' }));
  await userEvent.type(await screen.findByLabelText('Achternaam'), 's');
  await userEvent.click(screen.getByRole('button', { name: 'Ga verder' }));
  await screen.findByText(/We bedenken een gebruikersnaam/);
  answer({ user_name: 'fenna.j2', password: 'maan-roos-81' });
  expect(await screen.findByDisplayValue('maan-roos-81')).toBeTruthy();
  expect(screen.getByDisplayValue('fen')).toBeTruthy();
});

test('R4.4.8 one pupil: a password that was not downloaded goes only after a question', async () => {
  const { address } = openPage(
    '/school/7/beheer/aanmaken',
    server({
      ...oneByOne,
      'POST /api/schools/7/pupils': { id: '1', display_name: 'Jansen, Fenna', user_name: 'fenna.j' },
    }),
  );
  await fillInFenna();
  await screen.findByDisplayValue('fenna.j');
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Afronden' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Eerst downloaden' }));
  expect(screen.getByText('boom-vis-27')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Nog een leerling' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Toch verder' }));
  expect(await screen.findByRole('heading', { name: 'Over welke leerling gaat het?' })).toBeTruthy();
  expect(screen.queryByText('boom-vis-27')).toBeNull();
  expect(address()).toContain('stap=2a');
});

test('R4.4.1 leaving with something filled in warns first', async () => {
  const { address } = openPage('/school/7/beheer/aanmaken', server());
  await userEvent.click(await screen.findByRole('button', { name: /Eén leerling/ }));
  await userEvent.type(await screen.findByLabelText('Voornaam'), 'Fenna');
  await userEvent.click(screen.getByRole('link', { name: 'Home' }));
  const dialog = await screen.findByRole('dialog', { name: 'Wil je hier weg?' });
  expect(address()).toContain('/beheer/aanmaken');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Hier blijven' }));
  expect(screen.getByDisplayValue('Fenna')).toBeTruthy();
  await userEvent.click(screen.getByRole('link', { name: 'Home' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Toch weggaan' }));
  await waitFor(() => expect(address()).toBe('/school/7/home'));
});

const row = (number: number, part: Partial<ImportRow> = {}): ImportRow => ({
  number,
  first_name: `Kind${number}`,
  infix: '',
  last_name: 'Jansen',
  year_group: '5',
  user_name: `kind.${number}`,
  password: 'boom-vis-27',
  roles: '',
  email: '',
  skip: false,
  keep: false,
  faults: [],
  duplicate: null,
  ...part,
});
const draft = (part: Partial<Import> = {}): Import => ({
  id: '55',
  kind: 'pupils',
  file_name: 'groep5.xlsx',
  state: 'ready',
  progress: { done: 0, total: 0 },
  interrupted: false,
  rows: [],
  created: 0,
  ...part,
});

test('R4.4.9 a file that cannot be used: what is wrong, and the file can be chosen anew', async () => {
  openPage(
    '/school/7/beheer/aanmaken?aantal=meer&stap=2a',
    server({ 'POST /api/schools/7/imports': { status: 422, code: 'sheet_empty' } }),
  );
  await screen.findByRole('heading', { name: 'Zet je leerlingen in een lijst' });
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (input === null) throw new Error('no file input');
  await userEvent.upload(input, new File(['x'], 'groep5.xlsx'));
  expect(await screen.findByText('groep5.xlsx')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Ga verder' }));
  expect((await screen.findByRole('alert')).textContent).toContain('staat niemand in dit bestand');
});

test('R4.4.9 a list that was left is found again at step 2', async () => {
  const { address } = openPage(
    '/school/7/beheer/aanmaken?aantal=meer&stap=2a',
    server({
      'GET /api/schools/7/imports': {
        imports: [{ id: '55', kind: 'pupils', file_name: 'groep5.xlsx', state: 'ready', rows: 1, created_at: 1 }],
      },
      'GET /api/schools/7/imports/55': draft({ rows: [row(2)] }),
    }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Ga verder met groep5.xlsx' }));
  expect(await screen.findByDisplayValue('Kind2')).toBeTruthy();
  expect(address()).toContain('import=55');
});

test('R4.4.9 a list is thrown away only after a question, and a refusal is shown', async () => {
  let refusing = true;
  let lists = [{ id: '55', kind: 'pupils', file_name: 'groep5.xlsx', state: 'ready', rows: 1, created_at: 1 }];
  const { asked } = openPage(
    '/school/7/beheer/aanmaken?aantal=meer&stap=2a',
    server({
      'GET /api/schools/7/imports': () => ({ imports: lists }),
      'DELETE /api/schools/7/imports/55': () => {
        if (refusing) return { status: 500, code: 'internal' };
        lists = [];
        return undefined;
      },
    }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Gooi weg: groep5.xlsx' }));
  const dialog = await screen.findByRole('dialog', { name: 'Gooi je deze lijst weg?' });
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(false);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Gooi weg' }));
  expect((await within(dialog).findByRole('alert')).textContent).toMatch(/fout bij ons/);
  refusing = false;
  await userEvent.click(within(dialog).getByRole('button', { name: 'Gooi weg' }));
  await waitFor(() => expect(screen.queryByText('groep5.xlsx')).toBeNull());
});

test('R4.4.9 unfinished lists that cannot be fetched do not read as if there are none', async () => {
  let reached = false;
  openPage(
    '/school/7/beheer/aanmaken?aantal=meer&stap=2a',
    server({ 'GET /api/schools/7/imports': () => (reached ? { imports: [] } : { status: 500, code: 'internal' }) }),
  );
  expect((await screen.findByRole('alert')).textContent).toMatch(/fout bij ons/);
  reached = true;
  await userEvent.click(screen.getByRole('button', { name: 'Probeer opnieuw' }));
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

test('R4.4.9 of two files at once one is taken, and the page says which', async () => {
  openPage('/school/7/beheer/aanmaken?aantal=meer&stap=2a', server());
  await screen.findByRole('heading', { name: 'Zet je leerlingen in een lijst' });
  const files = ['groep5.xlsx', 'groep6.xlsx'].map((name) => new File(['x'], name));
  fireEvent.drop(screen.getByLabelText('Bestand met leerlingen'), {
    dataTransfer: { items: files.map((file) => ({ kind: 'file', getAsFile: () => file })), types: ['Files'] },
  });
  expect((await screen.findByRole('alert')).textContent).toContain('We namen ‘groep5.xlsx’');
  await userEvent.upload(screen.getByLabelText('Bestand met leerlingen'), files.slice(1));
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

test('R4.4.2 R4.4.6 products that cannot be fetched do not read as if there is no subscription', async () => {
  openPage(
    '/school/7/beheer/aanmaken?soort=leerling&aantal=een&stap=2a',
    server({ 'GET /api/schools/7/products': { status: 500, code: 'internal' } }),
  );
  expect(await screen.findByRole('heading', { name: 'Er ging iets mis' })).toBeTruthy();
  expect(screen.queryByText(/nog geen lopend abonnement/)).toBeNull();
});

test('R4.4.4 R4.4.7 every fault at its cell; saving waits until all is good and then shows progress', async () => {
  const faulty = draft({
    rows: [row(2), row(3, { password: 'abc', faults: [{ field: 'password', code: 'too_short' }] })],
  });
  const good = draft({ rows: [row(2), row(3, { password: 'abcdefgh-12' })] });
  let saves = 0;
  const { asked } = openPage(
    '/school/7/beheer/aanmaken?import=55',
    server({
      'GET /api/schools/7/imports/55': () =>
        saves === 0 ? faulty : { ...good, state: 'saved', created: 2, progress: { done: 2, total: 2 } },
      'PUT /api/schools/7/imports/55/rows': good,
      'POST /api/schools/7/imports/55/save': () => {
        saves += 1;
        return { ...good, state: 'saving', progress: { done: 1, total: 2 } };
      },
    }),
  );
  const cell = await screen.findByLabelText('Wachtwoord, rij 3');
  expect(cell.getAttribute('aria-invalid')).toBe('true');
  const fault = document.getElementById(cell.getAttribute('aria-describedby') ?? '');
  expect(fault?.textContent).toBe('Gebruik minstens 8 tekens');
  expect(screen.getByText('Nog 1 punt om na te kijken in 1 rij')).toBeTruthy();

  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect(document.activeElement).toBe(cell);
  expect(asked.some(({ path }) => path.endsWith('/save'))).toBe(false);

  await userEvent.type(cell, 'defgh-12');
  await screen.findByText(/Alles klopt. 2 leerlingen worden aangemaakt/, {}, { timeout: 3000 });
  const sent = asked.filter(({ method }) => method === 'PUT');
  expect(sent).toHaveLength(1);
  expect(sent[0]?.body).toMatchObject({ rows: [{ number: 3, password: 'abcdefgh-12' }] });

  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  const bar = await screen.findByRole('progressbar', { name: 'Opgeslagen' });
  expect(bar.getAttribute('aria-valuetext')).toBe('1 van 2');
  expect(await screen.findByRole('heading', { name: '2 leerlingen zijn aangemaakt' }, { timeout: 3000 })).toBeTruthy();
});

test('R4.4.1 who goes back right after typing keeps what was typed', async () => {
  const { asked } = openPage(
    '/school/7/beheer/aanmaken?import=55',
    server({
      'GET /api/schools/7/imports/55': draft({ rows: [row(2)] }),
      'PUT /api/schools/7/imports/55/rows': draft({ rows: [row(2, { first_name: 'Femke' })] }),
    }),
  );
  const cell = await screen.findByLabelText('Voornaam, rij 2');
  await userEvent.clear(cell);
  await userEvent.paste('Femke');
  await userEvent.click(screen.getByRole('button', { name: 'Terug' }));
  await screen.findByRole('heading', { name: 'Zet je leerlingen in een lijst' });
  await waitFor(() =>
    expect(asked.find(({ method }) => method === 'PUT')?.body).toMatchObject({
      rows: [{ number: 2, first_name: 'Femke' }],
    }),
  );
});

test('R4.4.1 who goes back while the server cannot be reached is told what would be lost, and loses nothing by staying', async () => {
  let reached = false;
  const { address } = openPage(
    '/school/7/beheer/aanmaken?import=55',
    server({
      'GET /api/schools/7/imports/55': draft({ rows: [row(2)] }),
      'PUT /api/schools/7/imports/55/rows': () =>
        reached ? draft({ rows: [row(2, { first_name: 'Femke' })] }) : { status: 500, code: 'internal' },
    }),
  );
  const cell = await screen.findByLabelText('Voornaam, rij 2');
  await userEvent.clear(cell);
  await userEvent.paste('Femke');
  await userEvent.click(screen.getByRole('button', { name: 'Terug' }));
  const dialog = await screen.findByRole('dialog', { name: 'Wil je hier weg?' });
  expect(within(dialog).getByText(/laatste wijzigingen zijn nog niet bewaard/)).toBeTruthy();
  expect(address()).toContain('import=55');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Hier blijven' }));
  expect(screen.getByDisplayValue('Femke')).toBeTruthy();
  reached = true;
  await userEvent.click(screen.getByRole('button', { name: 'Terug' }));
  expect(await screen.findByRole('heading', { name: 'Zet je leerlingen in een lijst' })).toBeTruthy();
});

test('R4.4.8 passwords of a list that is done with do not come back, by the address nor by Back', async () => {
  let gone = false;
  const { address, router } = openPage(
    '/school/7/beheer/aanmaken?aantal=meer&stap=2a',
    server({
      'GET /api/schools/7/imports': () => ({
        imports: gone
          ? []
          : [{ id: '55', kind: 'pupils', file_name: 'groep5.xlsx', state: 'saved', rows: 1, created_at: 1 }],
      }),
      'GET /api/schools/7/imports/55': () =>
        gone ? { status: 404, code: 'not_found' } : draft({ state: 'saved', created: 1, rows: [row(2)] }),
      'DELETE /api/schools/7/imports/55': () => {
        gone = true;
        return undefined;
      },
    }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Ga verder met groep5.xlsx' }));
  await screen.findByRole('heading', { name: '1 leerling is aangemaakt' });
  const list = address();
  await userEvent.click(screen.getByRole('button', { name: 'Afronden en koppelen' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Toch afronden' }));
  await screen.findByRole('heading', { name: 'Gebruikersarchief' });
  router.history.back();
  await screen.findByRole('heading', { name: 'Zet je leerlingen in een lijst' });
  expect(address()).not.toContain('import');
  await router.navigate({ to: list });
  expect(await screen.findByText(/Deze lijst is er niet meer/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Lijst (Excel)' })).toBeNull();
});

test('R4.4.9 a likely duplicate is to be skipped or kept', async () => {
  const { asked } = openPage(
    '/school/7/beheer/aanmaken?import=55',
    server({
      'GET /api/schools/7/imports/55': draft({ rows: [row(2), row(3, { duplicate: 'archived' })] }),
      'PUT /api/schools/7/imports/55/rows': draft({ rows: [row(2), row(3, { duplicate: 'archived', skip: true })] }),
    }),
  );
  const choice = await screen.findByRole('group', { name: /In het archief/ });
  await userEvent.click(within(choice).getByLabelText('Overslaan'));
  expect(await screen.findByText(/1 leerling wordt aangemaakt/)).toBeTruthy();
  await waitFor(() => expect(asked.some(({ method }) => method === 'PUT')).toBe(true), { timeout: 3000 });
});

test('R4.4.9 after a save that broke off: nothing is stored, try again', async () => {
  openPage(
    '/school/7/beheer/aanmaken?import=55',
    server({ 'GET /api/schools/7/imports/55': draft({ interrupted: true, rows: [row(2)] }) }),
  );
  expect((await screen.findByRole('alert')).textContent).toMatch(/niets opgeslagen/);
});

test('R4.4.4 from one fault to the next, also far down the list', async () => {
  const rows = Array.from({ length: 400 }, (_, index) =>
    row(index + 2, index === 3 || index === 10 ? { faults: [{ field: 'year_group', code: 'not_a_year_group' }] } : {}),
  );
  openPage('/school/7/beheer/aanmaken?import=55', server({ 'GET /api/schools/7/imports/55': draft({ rows }) }));
  const next = await screen.findByRole('button', { name: 'Volgende fout' });
  await userEvent.click(next);
  expect(document.activeElement).toBe(screen.getByLabelText('Leerjaar, rij 5'));
  await userEvent.click(next);
  expect(document.activeElement).toBe(screen.getByLabelText('Leerjaar, rij 12'));
  await userEvent.click(next);
  expect(document.activeElement).toBe(screen.getByLabelText('Leerjaar, rij 5'));
  await userEvent.click(screen.getByLabelText('Alleen rijen met fouten'));
  expect(screen.getAllByRole('rowheader')).toHaveLength(2);
});

test('R4.4.9 of a list of 5,000 rows only those in sight are in the page; a fault in the last row is found', async () => {
  const rows = Array.from({ length: 5000 }, (_, index) =>
    row(index + 2, index === 4999 ? { faults: [{ field: 'year_group', code: 'not_a_year_group' }] } : {}),
  );
  openPage('/school/7/beheer/aanmaken?import=55', server({ 'GET /api/schools/7/imports/55': draft({ rows }) }));
  expect(await screen.findByText(/staan 5000 leerlingen/)).toBeTruthy();
  expect(screen.getByText(/Nog 1 punt om na te kijken in 1 rij/)).toBeTruthy();
  const shown = screen.getAllByRole('row').length;
  expect(shown).toBeGreaterThan(5);
  expect(shown).toBeLessThan(80);
  await userEvent.click(screen.getByLabelText('Alleen rijen met fouten'));
  expect(screen.getByLabelText('Leerjaar, rij 5001')).toBeTruthy();
});

test('R4.4.1 leaving a list that is not saved warns, and says how long it is kept', async () => {
  const { address } = openPage(
    '/school/7/beheer/aanmaken?import=55',
    server({ 'GET /api/schools/7/imports/55': draft({ rows: [row(2)] }) }),
  );
  await screen.findByText(/Alles klopt/);
  await userEvent.click(screen.getByRole('link', { name: 'Archief' }));
  const dialog = await screen.findByRole('dialog', { name: 'Wil je hier weg?' });
  expect(within(dialog).getByText(/24 uur/)).toBeTruthy();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Toch weggaan' }));
  await waitFor(() => expect(address()).toBe('/school/7/beheer/archief'));
});

async function fillInBart() {
  await userEvent.click(await screen.findByRole('button', { name: /Eén professional/ }));
  await userEvent.type(await screen.findByLabelText('Voornaam'), 'Bart');
  await userEvent.type(screen.getByLabelText('Tussenvoegsel'), 'van');
  await userEvent.type(screen.getByLabelText('Achternaam'), 'Geleiden');
  await userEvent.type(screen.getByLabelText('E-mailadres'), 'bart@regenboog.example');
}

test('R4.4.2 one professional: what is missing, roles, products and pupils at once, and the mail', async () => {
  const { asked } = openPage(
    '/school/7/beheer/aanmaken',
    server({
      'GET /api/schools/7/people': { people: [person('f')] },
      'POST /api/schools/7/professionals': {
        id: '9',
        display_name: 'Geleiden, Bart van',
        email: 'bart@regenboog.example',
        joined: false,
      },
    }),
  );
  await fillInBart();
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect(screen.getByText('Kies minstens één rol')).toBeTruthy();
  expect(screen.queryByLabelText('Bouw!')).toBeNull();
  await userEvent.click(screen.getByRole('checkbox', { name: /Begeleider/ }));
  await userEvent.click(screen.getByLabelText('Bouw!'));
  await userEvent.click(screen.getByRole('combobox', { name: /Leerlingen voor Bouw!/ }));
  await userEvent.click(await screen.findByRole('option', { name: 'Jansen, Fenna' }));
  // R4.4.1: back keeps what was filled in.
  await userEvent.click(screen.getByRole('button', { name: 'Terug' }));
  await userEvent.click(await screen.findByRole('button', { name: /Eén professional/ }));
  expect(await screen.findByDisplayValue('Geleiden')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect(await screen.findByRole('heading', { name: 'Bart van Geleiden is aangemaakt' })).toBeTruthy();
  expect(screen.getByText(/hoe je collega een wachtwoord kiest/).textContent).toContain('bart@regenboog.example');
  expect(asked.find(({ method, path }) => method === 'POST' && path.endsWith('/professionals'))?.body).toEqual({
    first_name: 'Bart',
    infix: 'van',
    last_name: 'Geleiden',
    email: 'bart@regenboog.example',
    roles: ['supervisor'],
    products: ['1'],
    links: [{ product: '1', pupils: ['f'] }],
  });
});

test('R4.4.3 who has an account elsewhere joins; who is in the archive is to be found there', async () => {
  let first = true;
  openPage(
    '/school/7/beheer/aanmaken',
    server({
      'POST /api/schools/7/professionals': () => {
        if (!first) return { id: '9', display_name: 'x', email: 'bart@regenboog.example', joined: true };
        first = false;
        return { status: 409, code: 'already_here_archived' };
      },
    }),
  );
  await fillInBart();
  await userEvent.click(screen.getByRole('checkbox', { name: /Beheerder/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect((await screen.findByRole('alert')).textContent).toContain('archief van je school');
  expect(screen.getByRole('link', { name: 'Naar het archief' }).getAttribute('href')).toContain(
    'taak=professionals-koppelen',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect(await screen.findByText(/had al een account bij Lexipoort/)).toBeTruthy();
});

test('R4.4.4 several professionals: roles from a list, e-mail faults in their own words, and who is archived', async () => {
  const els = row(2, { first_name: 'Els', last_name: 'Vos', roles: 'Beheerder', email: 'els@school.example' });
  const kim = row(3, {
    first_name: 'Kim',
    last_name: 'Bos',
    roles: 'Directeur',
    email: 'els@school.example',
    faults: [
      { field: 'roles', code: 'not_a_role' },
      { field: 'email', code: 'doubled_in_file' },
    ],
  });
  const good = { ...kim, roles: 'Begeleider', email: 'kim@school.example', faults: [] };
  const list = (part: Partial<Import>) => draft({ kind: 'professionals', ...part });
  let saved = false;
  const { asked, address } = openPage(
    '/school/7/beheer/aanmaken?soort=professional&import=55',
    server({
      'GET /api/schools/7/imports/55': () => list({ rows: [els, saved ? good : kim] }),
      'PUT /api/schools/7/imports/55/rows': list({ rows: [els, good] }),
      'POST /api/schools/7/imports/55/save': () => {
        saved = true;
        return list({ state: 'saved', created: 2, rows: [els, good] });
      },
      'DELETE /api/schools/7/imports/55': undefined,
    }),
  );
  const roles = await screen.findByLabelText<HTMLSelectElement>('Rollen, rij 3');
  expect(roles.tagName).toBe('SELECT');
  expect(roles.value).toBe('Directeur');
  expect(screen.getByText('Dit e-mailadres staat twee keer in de lijst')).toBeTruthy();
  expect(screen.queryByLabelText('Wachtwoord, rij 3')).toBeNull();
  await userEvent.selectOptions(roles, 'Begeleider');
  await userEvent.clear(screen.getByLabelText('E-mailadres, rij 3'));
  await userEvent.type(screen.getByLabelText('E-mailadres, rij 3'), 'kim@school.example');
  await screen.findByText(/Alles klopt. 2 professionals worden aangemaakt/, {}, { timeout: 3000 });
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect(await screen.findByRole('heading', { name: '2 professionals zijn aangemaakt' })).toBeTruthy();
  expect(screen.getByText('1 begeleider staat nog in het archief')).toBeTruthy();
  expect(screen.getByText(/Kim Bos/)).toBeTruthy();
  expect(asked.find(({ method }) => method === 'PUT')?.body).toMatchObject({
    rows: [{ number: 3, roles: 'Begeleider' }],
  });
  await userEvent.click(screen.getByRole('button', { name: 'Afronden en koppelen' }));
  await waitFor(() => expect(address()).toBe('/school/7/beheer/archief?taak=professionals-koppelen'));
});

test('R4.4.4 the template and the upload say of whom they are', async () => {
  const { asked } = openPage(
    '/school/7/beheer/aanmaken?soort=professional&aantal=meer&stap=2a',
    server({ 'POST /api/schools/7/imports': { status: 422, code: 'sheet_empty' } }),
  );
  await screen.findByRole('heading', { name: 'Zet je collega’s in een lijst' });
  await userEvent.upload(screen.getByLabelText('Bestand met professionals'), new File(['x'], 'team.xlsx'));
  await userEvent.click(await screen.findByRole('button', { name: 'Ga verder' }));
  await screen.findByRole('alert');
  expect(asked.find(({ method }) => method === 'POST')?.search.get('kind')).toBe('professionals');
});
