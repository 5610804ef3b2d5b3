import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { OwnProfile, Session } from '../../api/types';
import { anna, fenna, openPage, type Server } from '../../test/page';

const mine: OwnProfile = {
  first_name: 'Anna',
  infix: 'de',
  last_name: 'Vries',
  user_name: null,
  email: 'anna@regenboog.example',
  job_title: 'Leerkracht',
  new_email: null,
  version: 3,
};
const server = (more: Server = {}, session: Session = anna): Server => ({
  'GET /api/session': session,
  'GET /api/profile': mine,
  'GET /api/second-factor': { on: false, demanded: false, recovery_codes_left: 0 },
  ...more,
});
const edit = async () => userEvent.click(await screen.findByRole('button', { name: 'Wijzig profiel' }));
const save = (name = 'Opslaan') => userEvent.click(screen.getByRole('button', { name }));
const put = (asked: { method: string; body: unknown }[]) =>
  asked.filter(({ method }) => method === 'PUT').map(({ body }) => body);
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

test('R4.12.2 my own profile: what is mandatory, what may be empty, and the version goes along', async () => {
  const { asked } = openPage('/profiel', server({ 'PUT /api/profile': { ...mine, job_title: '', version: 4 } }));
  await edit();
  expect(document.activeElement).toBe(field('Voornaam'));
  expect(screen.queryByLabelText('Je wachtwoord van nu')).toBeNull();
  await userEvent.clear(field('Voornaam'));
  await userEvent.clear(field('Functie'));
  await save();
  expect(screen.getByText('Dit moet je nog invullen')).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(field('Voornaam')));
  expect(put(asked)).toEqual([]);
  await userEvent.type(field('Voornaam'), 'Anna ');
  await userEvent.type(field('Gebruikersnaam'), 'anna.v');
  await save();
  expect(await screen.findByText('Je profiel is opgeslagen.')).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Wijzig profiel' }));
  expect(put(asked)).toEqual([
    {
      version: 3,
      first_name: 'Anna',
      infix: 'de',
      last_name: 'Vries',
      user_name: 'anna.v',
      email: 'anna@regenboog.example',
      job_title: '',
      new_email: null,
    },
  ]);
  // The name in the menu may have changed too.
  await waitFor(() => expect(asked.filter(({ path }) => path === '/api/session')).toHaveLength(2));
});

test('R4.12.2 another e-mail address asks for the password of now, and a wrong one is told there', async () => {
  let tries = 0;
  const { asked } = openPage(
    '/profiel',
    server({
      'PUT /api/profile': () => {
        tries += 1;
        return tries === 1
          ? { status: 422, code: 'faulty', concerns: [{ field: 'password', code: 'wrong_password' }] }
          : mine;
      },
    }),
  );
  await edit();
  await userEvent.clear(field('E-mailadres'));
  await userEvent.type(field('E-mailadres'), 'a@elders.example');
  await save();
  const password = field('Je wachtwoord van nu');
  expect(password.getAttribute('aria-invalid')).toBe('true');
  expect(put(asked)).toEqual([]);
  await userEvent.type(password, 'geraden');
  await save();
  expect(await screen.findByText('Dit is niet je wachtwoord van nu')).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(password));
  await userEvent.clear(password);
  await userEvent.type(password, 'Lezen-is-leuk-2026');
  await save();
  expect(await screen.findByText(/mail gestuurd naar a@elders.example; het nieuwe adres geldt zodra/)).toBeTruthy();
  expect(put(asked).at(-1)).toMatchObject({ email: 'a@elders.example', password: 'Lezen-is-leuk-2026', version: 3 });
});

test('R4.12.2 the link of the mail: a button uses it, and then one signs in with the new address', async () => {
  const { asked, address } = openPage('/e-mailadres/bevestigen#geheim', { 'POST /api/email-changes/use': undefined });
  await userEvent.click(await screen.findByRole('button', { name: 'Ja, dit is mijn adres' }));
  expect(await screen.findByText('Je nieuwe e-mailadres geldt. Log er voortaan mee in.')).toBeTruthy();
  expect(address()).toBe('/inloggen?melding=e-mailadres');
  expect(asked.map(({ path, body }) => [path, body])).toEqual([['/api/email-changes/use', { token: 'geheim' }]]);
});

test('R4.12.2 a link that was used, or an address that somebody else has by now, is told', async () => {
  let code = 'token_unusable';
  openPage('/e-mailadres/bevestigen#oud', { 'POST /api/email-changes/use': () => ({ status: 422, code }) });
  await userEvent.click(await screen.findByRole('button', { name: 'Ja, dit is mijn adres' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/Deze link werkt niet meer/);
  expect(screen.queryByRole('button')).toBeNull();
  cleanup();
  code = 'email_taken';
  openPage('/e-mailadres/bevestigen#oud', { 'POST /api/email-changes/use': () => ({ status: 409, code }) });
  await userEvent.click(await screen.findByRole('button', { name: 'Ja, dit is mijn adres' }));
  expect((await screen.findByRole('alert')).textContent).toBe(
    'Er is al een account met dit e-mailadres. Is het van jou? Log er dan mee in, of vraag je beheerder om hulp.',
  );
});

test('R4.12.2 an address that waits is shown, kept by other changes, and can be withdrawn', async () => {
  const waiting = { ...mine, new_email: 'a@elders.example' };
  const { asked } = openPage(
    '/profiel',
    server({
      'GET /api/profile': waiting,
      'PUT /api/profile': ({ body }) => ({ ...waiting, new_email: (body as OwnProfile).new_email ?? null }),
    }),
  );
  await edit();
  await userEvent.type(field('Functie'), ' groep 3');
  await save();
  expect(await screen.findByText('Wacht op bevestiging: a@elders.example')).toBeTruthy();
  expect(put(asked).at(-1)).toMatchObject({ new_email: 'a@elders.example' });
  await userEvent.click(screen.getByRole('button', { name: 'Annuleren' }));
  await waitFor(() => expect(screen.queryByText(/Wacht op bevestiging/)).toBeNull());
  expect(put(asked).at(-1)).not.toHaveProperty('new_email');
});

test('R4.12.2 an address that is typed back needs no password', async () => {
  const { asked } = openPage('/profiel', server({ 'PUT /api/profile': { ...mine, version: 4 } }));
  await edit();
  await userEvent.type(field('E-mailadres'), 'x');
  await userEvent.type(field('Je wachtwoord van nu'), 'iets');
  await userEvent.type(field('E-mailadres'), '{Backspace}');
  await userEvent.type(field('Functie'), ' groep 5');
  await save();
  await screen.findByText('Je profiel is opgeslagen.');
  expect(put(asked)[0]).not.toHaveProperty('password');
});

test('R4.12.2 it changed meanwhile: what is there now is shown, what I typed is kept, and I choose', async () => {
  let newest = mine;
  const theirs = { ...mine, first_name: 'Anne', last_name: 'Vriesema', version: 9 };
  const { asked } = openPage(
    '/profiel',
    server({
      'GET /api/profile': () => newest,
      'PUT /api/profile': ({ body }) => {
        newest = theirs;
        return (body as { version: number }).version === 3
          ? { status: 409, code: 'changed_meanwhile' }
          : { ...theirs, version: 10 };
      },
    }),
  );
  await edit();
  await userEvent.type(field('Achternaam'), '-Bos');
  await save();
  const clash = await screen.findByRole('alert');
  expect(within(clash).getByText(/Voornaam: nu/).textContent).toContain('Anne');
  expect(field('Voornaam').value).toBe('Anne');
  expect(field('Achternaam').value).toBe('Vries-Bos');
  await save('Toch opslaan');
  await screen.findByText('Je profiel is opgeslagen.');
  expect(put(asked).at(-1)).toMatchObject({ version: 9, first_name: 'Anne', last_name: 'Vries-Bos' });
});

test('R4.12.2 it changed meanwhile, and what is there now cannot be fetched: that is said', async () => {
  let reached = true;
  openPage(
    '/profiel',
    server({
      'GET /api/profile': () => (reached ? mine : { status: 500, code: 'internal' }),
      'PUT /api/profile': { status: 409, code: 'changed_meanwhile' },
    }),
  );
  await edit();
  await userEvent.type(field('Functie'), ' 2');
  reached = false;
  await save();
  expect((await screen.findByRole('alert')).textContent).toMatch(/fout bij ons/);
  reached = true;
  await save();
  expect(await screen.findByText('Iemand anders veranderde dit profiel net')).toBeTruthy();
});

test('R4.12.2 a fault that the server finds is told at its field', async () => {
  openPage(
    '/profiel',
    server({
      'PUT /api/profile': { status: 422, code: 'faulty', concerns: [{ field: 'user_name', code: 'taken' }] },
    }),
  );
  await edit();
  await userEvent.type(field('Gebruikersnaam'), 'bezet');
  await save();
  expect(await screen.findByText('Deze gebruikersnaam is al bezet')).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(field('Gebruikersnaam')));
});

test('R4.12.2 leaving with something changed warns first; the password changes by mail only', async () => {
  const { address } = openPage('/profiel', server());
  const byMail = await screen.findByRole('link', { name: 'Wachtwoord veranderen' });
  expect(byMail.getAttribute('href')).toBe('/wachtwoord');
  await edit();
  await userEvent.type(field('Achternaam'), 'x');
  await userEvent.click(screen.getByRole('link', { name: 'Home' }));
  const dialog = await screen.findByRole('dialog', { name: 'Wil je hier weg?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Hier blijven' }));
  expect(field('Achternaam').value).toBe('Vriesx');
  await userEvent.click(screen.getByRole('button', { name: 'Annuleren' }));
  await userEvent.click(byMail);
  await waitFor(() => expect(address()).toBe('/wachtwoord'));
});

test('R4.12.2 R8.1 an operator, who has no school, has a profile too', async () => {
  const operator: Session = { ...anna, user: { ...anna.user, kind: 'operator' }, schools: [], current_school: null };
  openPage('/profiel', server({}, operator));
  expect(await screen.findByText('anna@regenboog.example')).toBeTruthy();
  expect(screen.getByText('Niet ingevuld')).toBeTruthy();
  expect(screen.queryByRole('heading', { name: 'Je rollen' })).toBeNull();
});

test('R4.12.2 R2.4 a pupil never sees it', async () => {
  const { address } = openPage('/profiel', {
    'GET /api/session': fenna,
    'GET /api/my/programs': { programs: [] },
  });
  await screen.findByRole('heading', { name: 'Hoi Fenna!' });
  expect(address()).toBe('/oefenen');
});
