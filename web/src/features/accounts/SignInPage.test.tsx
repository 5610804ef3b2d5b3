import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { anna, fenna, openPage, signedOut } from '../../test/page';

const overview = {
  school: { id: '7', name: 'De Regenboog', place: 'Zwolle', sector: 'po' },
  products: [{ id: '1', name: 'Bouw!', seats_total: 60, seats_used: 41 }],
  active_users: 10,
  archived_users: 2,
  notices: [],
};

async function fillIn(login: string, password: string) {
  await userEvent.type(await screen.findByLabelText('E-mailadres of gebruikersnaam'), login);
  await userEvent.type(screen.getByLabelText('Wachtwoord'), password);
  await userEvent.click(screen.getByRole('button', { name: 'Inloggen' }));
}

test('R1.1 R1.3 a professional signs in and lands on Home, with the licences in use in words', async () => {
  openPage('/', {
    'GET /api/session': signedOut,
    'POST /api/session': anna,
    'GET /api/schools/7/overview': overview,
  });
  await fillIn(' anna@regenboog.example ', 'Lezen-is-leuk-2026');
  expect(await screen.findByRole('heading', { level: 1, name: 'De Regenboog' })).toBeTruthy();
  expect(screen.getByRole('meter', { name: 'Bouw!' }).getAttribute('aria-valuetext')).toBe(
    '41 van 60 licenties in gebruik',
  );
  expect(document.title).toBe('De Regenboog | Lexipoort');
});

test('after signing in one is back at the page one wanted, with all of its view', async () => {
  const { asked, address } = openPage('/school/7/home?', { 'GET /api/session': signedOut, 'POST /api/session': anna });
  await screen.findByText(/de pagina die je zocht/);
  await fillIn('anna', 'Lezen-is-leuk-2026');
  await waitFor(() => expect(address()).toBe('/school/7/home'));
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
    login: 'anna',
    password: 'Lezen-is-leuk-2026',
  });
});

test.each(['//kwaad.example/', 'https://kwaad.example/', '/\\kwaad.example'])(
  'the way back never leads to somebody else: %s',
  async (elsewhere) => {
    const { address } = openPage(`/inloggen?terug=${encodeURIComponent(elsewhere)}`, {
      'POST /api/session': anna,
      'GET /api/schools/7/overview': overview,
    });
    await fillIn('anna', 'x');
    await waitFor(() => expect(address()).toBe('/school/7/home'));
  },
);

test('wrong credentials: one sentence, said aloud, and the password in focus', async () => {
  openPage('/inloggen', { 'POST /api/session': { status: 401, code: 'wrong_credentials' } });
  await fillIn('anna', 'fout');
  expect((await screen.findByRole('alert')).textContent).toMatch(/horen niet bij elkaar/);
  expect(document.activeElement).toBe(screen.getByLabelText('Wachtwoord'));
});

test('R2.4 a pupil without a licence reads whom to ask', async () => {
  openPage('/inloggen', { 'POST /api/session': { status: 403, code: 'no_licence' } });
  await fillIn('fenna.j', 'boom-vis-27');
  expect((await screen.findByRole('alert')).textContent).toMatch(/juf of meester/);
});

test('R2.4 a pupil sees pictograms that start the programs, and nothing of a school', async () => {
  openPage('/', {
    'GET /api/session': fenna,
    'GET /api/my/programs': { programs: [{ product: '1', slug: 'bouw', name: 'Bouw!', icon: '/icons/bouw.svg' }] },
  });
  const tile = await screen.findByRole('link', { name: 'Bouw!' });
  expect(tile.getAttribute('href')).toBe('/launch/1');
  expect(screen.getByRole('heading', { name: 'Hoi Fenna!' })).toBeTruthy();
  expect(screen.queryByRole('navigation')).toBeNull();
});

test('R2.4 a pupil who types the address of a page for teachers is sent to the pictograms', async () => {
  const { address } = openPage('/school/7/home', {
    'GET /api/session': fenna,
    'GET /api/my/programs': { programs: [] },
  });
  await screen.findByRole('heading', { name: 'Hoi Fenna!' });
  expect(address()).toBe('/oefenen');
});

test('an empty form asks for what is missing and asks the server nothing', async () => {
  const { asked } = openPage('/inloggen', {});
  await userEvent.click(await screen.findByRole('button', { name: 'Inloggen' }));
  expect(screen.getByText('Vul je e-mailadres of gebruikersnaam in')).toBeTruthy();
  expect(screen.getByText('Vul je wachtwoord in')).toBeTruthy();
  expect(asked).toEqual([]);
});

test('the password can be seen', async () => {
  openPage('/inloggen', {});
  const field = await screen.findByLabelText('Wachtwoord');
  expect(field.getAttribute('type')).toBe('password');
  await userEvent.click(screen.getByRole('button', { name: 'Toon wachtwoord' }));
  expect(field.getAttribute('type')).toBe('text');
});

test('R4.1.1 asking for a mail says the same whoever asks', async () => {
  const { asked } = openPage('/wachtwoord', { 'POST /api/password-resets': undefined });
  await userEvent.type(await screen.findByLabelText('E-mailadres of gebruikersnaam'), 'wie@dan.example');
  await userEvent.click(screen.getByRole('button', { name: 'Verstuur de mail' }));
  expect(await screen.findByText(/Kennen we je, dan krijg je/)).toBeTruthy();
  expect(asked[0]?.body).toEqual({ login: 'wie@dan.example' });
});

test('R4.1.1 a new password: too short is said at once, and the token comes from behind the #', async () => {
  const { asked, address } = openPage('/wachtwoord/instellen#geheim', {
    'POST /api/password-resets/check': { usable: true },
    'POST /api/password-resets/use': undefined,
  });
  const field = await screen.findByLabelText('Nieuw wachtwoord');
  await userEvent.type(field, 'kort');
  await userEvent.click(screen.getByRole('button', { name: 'Wachtwoord opslaan' }));
  expect(screen.getByText('Gebruik minstens 12 tekens')).toBeTruthy();
  await userEvent.type(field, 'maar-nu-langer');
  await userEvent.click(screen.getByRole('button', { name: 'Wachtwoord opslaan' }));
  await waitFor(() => expect(address()).toBe('/inloggen?melding=wachtwoord'));
  expect(asked.at(-1)?.body).toEqual({ token: 'geheim', password: 'kortmaar-nu-langer' });
});

test('R4.1.1 a used link says so and offers a new mail', async () => {
  openPage('/wachtwoord/instellen#oud', { 'POST /api/password-resets/check': { usable: false } });
  expect((await screen.findByRole('alert')).textContent).toMatch(/werkt niet meer/);
  expect(screen.getByRole('link', { name: 'Vraag een nieuwe mail aan' })).toBeTruthy();
});

test('R8.1 who signs in in two steps is asked for the code, and a wrong one can be typed again', async () => {
  let tries = 0;
  const { asked } = openPage('/inloggen', {
    'GET /api/session': signedOut,
    'POST /api/session': () => {
      tries += 1;
      if (tries === 1) return { status: 401, code: 'code_needed' };
      return tries === 2 ? { status: 401, code: 'wrong_code' } : { ...anna };
    },
  });
  await userEvent.type(await screen.findByLabelText('E-mailadres of gebruikersnaam'), 'anna@regenboog.example');
  await userEvent.type(screen.getByLabelText('Wachtwoord'), 'Lezen{Enter}');
  const code = await screen.findByLabelText('Code');
  expect(document.activeElement).toBe(code);
  expect(screen.queryByRole('alert')).toBeNull();
  await userEvent.type(code, '111111{Enter}');
  expect(await screen.findByText(/Deze code klopt niet/)).toBeTruthy();
  await userEvent.clear(code);
  await userEvent.type(code, '222 222{Enter}');
  await waitFor(() => expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(3));
  expect(asked.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
    { login: 'anna@regenboog.example', password: 'Lezen' },
    { login: 'anna@regenboog.example', password: 'Lezen', code: '111111' },
    { login: 'anna@regenboog.example', password: 'Lezen', code: '222 222' },
  ]);
});
