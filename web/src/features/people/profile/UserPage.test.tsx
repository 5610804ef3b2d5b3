import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Profile } from '../../../api/types';
import { anna, openPage, person, products, type Server } from '../../../test/page';
import { differences, valuesOf } from '../../accounts/profile';
import { fieldsOf } from './form';
import { rolesToSend, sameChoice } from './links';

const bouw = { id: '1', name: 'Bouw!' };
const fenna: Profile = {
  id: 'f',
  kind: 'pupil',
  first_name: 'Fenna',
  infix: '',
  last_name: 'Jansen',
  display_name: 'Jansen, Fenna',
  year_group: 5,
  user_name: 'fenna.j',
  email: null,
  job_title: '',
  new_email: null,
  roles: [],
  archived: false,
  is_self: false,
  own_profile_only: false,
  version: 3,
  products: [bouw],
  links: [{ product: bouw, pupils: [], supervisors: [{ id: 's1', display_name: 'Vries, Anna de' }] }],
};
const bart: Profile = {
  ...fenna,
  id: 'b',
  kind: 'professional',
  first_name: 'Bart',
  infix: 'van',
  last_name: 'Geleiden',
  year_group: null,
  user_name: null,
  email: 'bart@regenboog.example',
  job_title: 'Leerkracht',
  roles: ['supervisor'],
  links: [{ product: bouw, pupils: [{ id: 'f', display_name: 'Jansen, Fenna' }], supervisors: [] }],
};

const server = (profile: Profile, more: Server = {}): Server => ({
  'GET /api/session': anna,
  [`GET /api/schools/7/people/${profile.id}`]: profile,
  'GET /api/schools/7/people': { people: [person('f'), person('z', { display_name: 'Öztürk, Zoë' })] },
  'GET /api/schools/7/products': { products },
  'GET /api/schools/7/supervisors': {
    supervisors: [
      { id: 's1', display_name: 'Vries, Anna de' },
      { id: 's2', display_name: 'Bakker, Bob' },
    ],
  },
  ...more,
});
const at = (profile: Profile) => `/school/7/beheer/gebruikers/${profile.id}`;
const edit = async (name = 'Wijzig profiel') => userEvent.click(await screen.findByRole('button', { name }));
const put = (asked: { method: string; body: unknown }[]) => asked.filter(({ method }) => method === 'PUT');

test('R4.12.1 an address that waits is shown, and an administrator withdraws it, unless it is not theirs to change', async () => {
  const waiting = { ...bart, new_email: 'bart@elders.example' };
  const { asked } = openPage(at(waiting), server(waiting, { 'PUT /api/schools/7/people/b/profile': bart }));
  expect(await screen.findByText('Wacht op bevestiging: bart@elders.example')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Annuleren' }));
  await waitFor(() => expect(screen.queryByText(/Wacht op bevestiging/)).toBeNull());
  expect(put(asked)[0]?.body).toMatchObject({ email: 'bart@regenboog.example', new_email: null });
  cleanup();
  const elsewhere = { ...waiting, own_profile_only: true };
  openPage(at(elsewhere), server(elsewhere));
  expect(await screen.findByText('Wacht op bevestiging: bart@elders.example')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Annuleren' })).toBeNull();
});

test('R4.12.1 a pupil: names, year group and user name; the version goes along', async () => {
  const { asked } = openPage(
    at(fenna),
    server(fenna, { 'PUT /api/schools/7/people/f/profile': { ...fenna, last_name: 'Bos', version: 4 } }),
  );
  expect(await screen.findByRole('heading', { level: 1, name: 'Fenna Jansen' })).toBeTruthy();
  await edit();
  const field = screen.getByLabelText('Achternaam');
  await userEvent.clear(field);
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect(screen.getByText('Dit moet je nog invullen')).toBeTruthy();
  expect(document.activeElement).toBe(field);
  expect(put(asked)).toEqual([]);
  await userEvent.type(field, 'Bos');
  await userEvent.selectOptions(screen.getByLabelText('Leerjaar'), '6');
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect(await screen.findByText('Het profiel van Fenna Bos is opgeslagen.')).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Wijzig profiel' }));
  expect(put(asked)[0]?.body).toEqual({
    version: 3,
    first_name: 'Fenna',
    infix: '',
    last_name: 'Bos',
    year_group: 6,
    user_name: 'fenna.j',
  });
});

test('R4.12.1 R4.4.8 a new password that the portal thought up, and a card of it', async () => {
  const { asked } = openPage(
    at(fenna),
    server(fenna, {
      'POST /api/schools/7/pupils/credentials': { user_name: 'fenna.j2', password: 'boom-vis-27' },
      'PUT /api/schools/7/people/f/profile': { ...fenna, version: 4 },
    }),
  );
  await edit();
  await userEvent.click(screen.getByRole('button', { name: 'Maak een nieuw wachtwoord' }));
  expect(await screen.findByDisplayValue('boom-vis-27')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect(await screen.findByRole('button', { name: 'Kaartje (pdf)' })).toBeTruthy();
  expect(screen.getByText('boom-vis-27')).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Het nieuwe wachtwoord van Fenna' }));
  expect(put(asked)[0]?.body).toMatchObject({ user_name: 'fenna.j', password: 'boom-vis-27' });
});

test('R4.5.1 under Archief: one tick, and the user is archived with what was changed before', async () => {
  const { asked } = openPage(
    at(fenna),
    server(fenna, {
      'PUT /api/schools/7/people/f/profile': { ...fenna, first_name: 'Fen', version: 4 },
      'POST /api/schools/7/people/archive': { people: 1, activated: 0, archived: 1, undo: 't' },
    }),
  );
  await edit();
  await userEvent.clear(screen.getByLabelText('Voornaam'));
  await userEvent.type(screen.getByLabelText('Voornaam'), 'Fen');
  await userEvent.click(within(screen.getByRole('group', { name: 'Archief' })).getByLabelText('Archiveren'));
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect(await screen.findByText('Fen Jansen staat nu in het archief.')).toBeTruthy();
  expect(asked.find(({ path }) => path.endsWith('/archive'))?.body).toEqual({ people: [{ id: 'f', version: 4 }] });
});

test('R4.12.1 somebody else was first: field by field, what I typed is kept, and I choose', async () => {
  let versions = 0;
  const newer = { ...fenna, first_name: 'Fenne', last_name: 'Jansens', version: 9 };
  const { asked } = openPage(
    at(fenna),
    server(fenna, {
      'GET /api/schools/7/people/f': () => (versions === 0 ? fenna : newer),
      'PUT /api/schools/7/people/f/profile': ({ body }) => {
        versions = (body as { version: number }).version;
        return versions === 3 ? { status: 409, code: 'changed_meanwhile' } : { ...newer, version: 10 };
      },
    }),
  );
  await edit();
  await userEvent.type(screen.getByLabelText('Achternaam'), '-Bos');
  await userEvent.type(screen.getByLabelText('Gebruikersnaam'), '2');
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  const clash = await screen.findByRole('alert');
  // Left alone here, so theirs; typed here, so mine until I say otherwise.
  expect(within(clash).getByText(/Voornaam: nu/).textContent).toContain('Fenne');
  expect(screen.getByLabelText<HTMLInputElement>('Voornaam').value).toBe('Fenne');
  expect(screen.getByLabelText<HTMLInputElement>('Achternaam').value).toBe('Jansen-Bos');
  await userEvent.click(within(clash).getByRole('button', { name: 'Neem over bij Achternaam: Jansens' }));
  expect(screen.getByLabelText<HTMLInputElement>('Achternaam').value).toBe('Jansens');
  await userEvent.click(screen.getByRole('button', { name: 'Toch opslaan' }));
  await screen.findByText(/is opgeslagen/);
  expect(put(asked).at(-1)?.body).toMatchObject({
    version: 9,
    first_name: 'Fenne',
    last_name: 'Jansens',
    user_name: 'fenna.j2',
  });
});

test('R4.12.1 somebody else was first, and what they changed cannot be fetched: that is said, and saving tries again', async () => {
  let reached = true;
  openPage(
    at(fenna),
    server(fenna, {
      'GET /api/schools/7/people/f': () => (reached ? fenna : { status: 500, code: 'internal' }),
      'PUT /api/schools/7/people/f/profile': { status: 409, code: 'changed_meanwhile' },
    }),
  );
  await edit();
  await userEvent.type(screen.getByLabelText('Achternaam'), '-Bos');
  reached = false;
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/fout bij ons/);
  reached = true;
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect(await screen.findByText('Iemand anders veranderde dit profiel net')).toBeTruthy();
  expect(screen.getByDisplayValue('Jansen-Bos')).toBeTruthy();
});

test('R4.12.3 supervisors that cannot be fetched do not read as if there are none', async () => {
  let reached = false;
  openPage(
    at(fenna),
    server(fenna, {
      'GET /api/schools/7/supervisors': () =>
        reached ? { supervisors: [{ id: 's2', display_name: 'Bakker, Bob' }] } : { status: 500, code: 'internal' },
      'PUT /api/schools/7/people/f/products': { status: 409, code: 'changed_meanwhile' },
    }),
  );
  await edit('Wijzig rollen en producten');
  const alert = await screen.findByRole('alert');
  const supervisors = screen.getByRole('combobox', { name: 'Begeleider(s) voor Bouw!' });
  await userEvent.click(supervisors);
  expect(await screen.findByText('De namen zijn er nog niet')).toBeTruthy();
  reached = true;
  await userEvent.click(within(alert).getByRole('button', { name: 'Probeer opnieuw' }));
  await waitFor(() => expect(alert.isConnected).toBe(false));
  await userEvent.click(supervisors);
  await userEvent.click(await screen.findByRole('option', { name: 'Bakker, Bob' }));
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect(await screen.findByText('Iemand anders veranderde dit net')).toBeTruthy();
});

test('R4.12.1 what changed under my hands', () => {
  const before = valuesOf(fenna);
  const now = { ...before, first_name: 'Fenne', user_name: 'fenna.k', last_name: 'Bos' };
  const typed = { ...before, user_name: 'fenna.x', last_name: 'Bos ' };
  expect(differences(fieldsOf.pupil, before, typed, now)).toEqual([
    { field: 'first_name', theirs: 'Fenne', yours: undefined },
    { field: 'user_name', theirs: 'fenna.k', yours: 'fenna.x' },
  ]);
});

test('R4.12.1 a new e-mail address counts later, and the page says when', async () => {
  openPage(at(bart), server(bart, { 'PUT /api/schools/7/people/b/profile': { ...bart, version: 4 } }));
  await edit();
  await userEvent.clear(screen.getByLabelText('E-mailadres'));
  await userEvent.type(screen.getByLabelText('E-mailadres'), 'bert@regenboog.example');
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect(
    await screen.findByText(/gestuurd naar bert@regenboog.example; het nieuwe adres geldt zodra de link gebruikt is/),
  ).toBeTruthy();
});

test('R4.12.1 a fault that the server finds is told at its field', async () => {
  openPage(
    at(bart),
    server(bart, {
      'PUT /api/schools/7/people/b/profile': {
        status: 422,
        code: 'faulty',
        concerns: [{ field: 'email', code: 'taken' }],
      },
    }),
  );
  await edit();
  const field = screen.getByLabelText('E-mailadres');
  await userEvent.type(field, 'x');
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect(await screen.findByText('Dit e-mailadres is al van iemand anders')).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(field));
});

test('R4.12.1 who is archived cannot be changed, and the page says so', async () => {
  openPage(at(fenna), server({ ...fenna, archived: true }));
  expect(await screen.findByText('Fenna Jansen staat in het archief')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Wijzig/ })).toBeNull();
});

test('R4.4.3 R4.12.1 who works elsewhere too changes names and e-mail only by themself', async () => {
  openPage(at(bart), server({ ...bart, own_profile_only: true }));
  await edit();
  expect(screen.getByLabelText<HTMLInputElement>('E-mailadres').disabled).toBe(true);
  expect(screen.getByText(/kan alleen Bart zelf veranderen/)).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('Archiveren').disabled).toBe(false);
});

test('R4.12.1 R4.12.2 one’s own e-mail address is changed in one’s own profile, the rest here', async () => {
  openPage(at(bart), server({ ...bart, is_self: true }));
  await edit();
  const field = screen.getByLabelText<HTMLInputElement>('E-mailadres');
  expect(field.disabled).toBe(true);
  expect(screen.getByText(/verander je bij ‘Mijn profiel’/)).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('Achternaam').disabled).toBe(false);
});

test('R4.12.1 R4.12.3 cancelling gives the focus back to the button that one pressed', async () => {
  openPage(at(fenna), server(fenna));
  for (const name of ['Wijzig profiel', 'Wijzig rollen en producten']) {
    await edit(name);
    await userEvent.click(screen.getByRole('button', { name: 'Annuleren' }));
    expect(document.activeElement).toBe(screen.getByRole('button', { name }));
  }
});

test('R4.12.1 leaving with something changed warns first', async () => {
  openPage(at(fenna), server(fenna));
  await edit();
  await userEvent.type(screen.getByLabelText('Achternaam'), 'x');
  await userEvent.click(screen.getByRole('link', { name: 'Home' }));
  expect(await screen.findByRole('dialog', { name: 'Wil je hier weg?' })).toBeTruthy();
});

test('R4.12.3 leaving with another choice of products warns first, and staying keeps it', async () => {
  const { address } = openPage(at(fenna), server(fenna));
  await edit('Wijzig rollen en producten');
  await userEvent.click(await screen.findByLabelText('Letterster'));
  await userEvent.click(screen.getByRole('link', { name: 'Archief' }));
  const dialog = await screen.findByRole('dialog', { name: 'Wil je hier weg?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Hier blijven' }));
  expect(address()).toBe(at(fenna));
  expect(screen.getByLabelText<HTMLInputElement>('Letterster').checked).toBe(true);
});

test('R4.12.3 a pupil: a product more with its supervisor; all off asks first, and then archives', async () => {
  const { asked } = openPage(
    at(fenna),
    server(fenna, { 'PUT /api/schools/7/people/f/products': { people: 1, activated: 0, archived: 1, undo: 't' } }),
  );
  await edit('Wijzig rollen en producten');
  await userEvent.click(await screen.findByLabelText('Letterster'));
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  expect(await screen.findByText('Kies minstens één begeleider')).toBeTruthy();
  await userEvent.click(screen.getByRole('combobox', { name: 'Begeleider(s) voor Letterster' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Bakker, Bob' }));
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  await waitFor(() =>
    expect(put(asked)[0]?.body).toEqual({
      version: 3,
      rows: [
        { product: '1', supervisors: ['s1'] },
        { product: '2', supervisors: ['s2'] },
      ],
    }),
  );
  await edit('Wijzig rollen en producten');
  await userEvent.click(await screen.findByLabelText('Bouw!'));
  expect(screen.getByText('Zonder product gaat Fenna Jansen naar het archief.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  const sure = await screen.findByRole('dialog', { name: 'Fenna Jansen naar het archief?' });
  expect(put(asked)).toHaveLength(1);
  await userEvent.click(within(sure).getByRole('button', { name: 'Archiveren' }));
  await waitFor(() => expect(put(asked)[1]?.body).toEqual({ version: 3, rows: [] }));
});

test('R4.12.3 a professional: roles on and off, a supervisor gets products and pupils', async () => {
  const { asked } = openPage(
    at(bart),
    server(bart, { 'PUT /api/schools/7/people/b/roles': { people: 1, activated: 0, archived: 0 } }),
  );
  await edit('Wijzig rollen en producten');
  await userEvent.click(await screen.findByRole('checkbox', { name: /Beheerder/ }));
  await userEvent.click(screen.getByRole('combobox', { name: 'Leerlingen voor Bouw! (mag leeg blijven)' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Öztürk, Zoë' }));
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  await waitFor(() =>
    expect(put(asked)[0]?.body).toEqual({
      version: 3,
      roles: ['supervisor', 'administrator'],
      products: ['1'],
      links: [{ product: '1', pupils: ['f', 'z'] }],
    }),
  );
});

test('R4.12.3 what is sent: no products without the role, and a product that came with pupils stays that', () => {
  const choice = { products: ['1', '2'], people: { 1: ['f'], 2: [] } };
  const linked = { ...bart, products: [] };
  expect(rolesToSend(linked, ['supervisor'], choice)).toEqual({
    version: 3,
    roles: ['supervisor'],
    products: ['2'],
    links: [{ product: '1', pupils: ['f'] }],
  });
  expect(rolesToSend(bart, ['administrator'], choice)).toMatchObject({ products: [], links: [] });
  expect(sameChoice(choice, { products: ['2', '1'], people: { 1: ['f'] } })).toBe(true);
  expect(sameChoice(choice, { products: ['1', '2'], people: {} })).toBe(false);
});
