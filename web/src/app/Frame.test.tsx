import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Session } from '../api/types';
import { anna, openPage, person, products, signedOut } from '../test/page';

const overview = (name: string) => ({
  school: { id: '7', name, place: 'Zwolle', sector: 'po' },
  products: [],
  active_users: 1,
  archived_users: 0,
  notices: [],
});
const atWilgen = { ...anna, current_school: '8' };

test('R2.1 without the role a tab is grey, cannot be followed, and says why', async () => {
  openPage('/school/8/home', { 'GET /api/session': atWilgen, 'GET /api/schools/8/overview': overview('De Wilgen') });
  const tab = await screen.findByRole('link', { name: 'Beheer' });
  expect(tab.getAttribute('aria-disabled')).toBe('true');
  expect(tab.hasAttribute('href')).toBe(false);
  const reason = document.getElementById(tab.getAttribute('aria-describedby') ?? '');
  expect(reason?.textContent).toMatch(/geen beheerder/);
  expect(reason?.className).toBe('unseen');
  await userEvent.hover(tab);
  expect(reason?.className).not.toBe('unseen');
  expect(screen.getByRole('link', { name: 'Resultaten' }).getAttribute('href')).toBe('/school/8/resultaten/leerlingen');
});

test('R2.1 who types the address of a page without the role for it, is told so', async () => {
  openPage('/school/8/beheer/gebruikers', { 'GET /api/session': atWilgen });
  expect(await screen.findByRole('heading', { name: 'Hier kun je niet bij' })).toBeTruthy();
});

test('R1.6 another school: the server remembers it, the address has it, and the page follows', async () => {
  const { asked, address } = openPage('/school/7/home', {
    'GET /api/session': anna,
    'GET /api/schools/7/overview': overview('De Regenboog'),
    'GET /api/schools/8/overview': overview('De Wilgen'),
    'PUT /api/session/school': atWilgen,
  });
  await screen.findByRole('heading', { level: 1 });
  await userEvent.click(screen.getByRole('button', { name: 'School: De Regenboog. Wissel van school' }));
  await userEvent.click(screen.getByRole('button', { name: /De Wilgen/ }));
  expect(await screen.findByRole('heading', { level: 1, name: 'De Wilgen' })).toBeTruthy();
  expect(address()).toBe('/school/8/home');
  expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({ school: '8' });
});

test('R1.6 the same page at the other school, or Home where one may not be there', async () => {
  const { address } = openPage('/school/7/beheer/gebruikers?zoek=x', {
    'GET /api/session': anna,
    'GET /api/schools/7/people': { people: [person('1')] },
    'GET /api/schools/7/products': { products },
    'GET /api/schools/8/overview': overview('De Wilgen'),
    'PUT /api/session/school': atWilgen,
  });
  await screen.findByRole('heading', { level: 1 });
  await userEvent.click(screen.getByRole('button', { name: /Wissel van school/ }));
  await userEvent.click(screen.getByRole('button', { name: /De Wilgen/ }));
  await waitFor(() => expect(address()).toBe('/school/8/home'));
});

test('a school one does not belong to does not exist', async () => {
  openPage('/school/99/home', { 'GET /api/session': anna });
  expect(await screen.findByRole('heading', { name: 'Deze pagina is er niet' })).toBeTruthy();
});

async function signInAgain() {
  const dialog = await screen.findByRole('dialog', { name: 'Je bent uitgelogd' });
  await userEvent.type(within(dialog).getByLabelText('E-mailadres of gebruikersnaam'), 'anna');
  await userEvent.type(within(dialog).getByLabelText('Wachtwoord'), 'Lezen-is-leuk-2026');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Inloggen' }));
}

test('a session that ended on the way: after signing in over the page, the page is there', async () => {
  let ended = true;
  const { address } = openPage('/school/7/beheer/gebruikers?zoek=fenna', {
    'GET /api/session': anna,
    'POST /api/session': () => {
      ended = false;
      return anna;
    },
    'GET /api/schools/7/people': () => (ended ? signedOut : { people: [person('f')] }),
    'GET /api/schools/7/products': { products },
  });
  await signInAgain();
  expect(await screen.findByRole('table')).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(address()).toBe('/school/7/beheer/gebruikers?zoek=fenna');
});

test('a session that ended leads to the sign-in page if one wants, and back to the same address', async () => {
  const { address } = openPage('/school/7/beheer/gebruikers?zoek=zoe', {
    'GET /api/session': anna,
    'GET /api/schools/7/people': signedOut,
    'GET /api/schools/7/products': { products },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Naar de inlogpagina' }));
  await screen.findByRole('heading', { name: 'Inloggen' });
  expect(new URLSearchParams(address().split('?')[1]).get('terug')).toBe('/school/7/beheer/gebruikers?zoek=zoe');
});

test('a busy server: a calm page with a button to try again', async () => {
  let busy = true;
  openPage('/school/7/home', {
    'GET /api/session': anna,
    'GET /api/schools/7/overview': () => (busy ? { status: 500, code: 'internal' } : overview('De Regenboog')),
  });
  await screen.findByRole('heading', { name: 'Er ging iets mis' });
  busy = false;
  await userEvent.click(screen.getByRole('button', { name: 'Probeer opnieuw' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'De Regenboog' })).toBeTruthy();
});

test('R4.12.2 R4.2.1 the menu at the top right: own profile, the settings of each school, signing out', async () => {
  const { asked, address } = openPage('/school/7/home', {
    'GET /api/session': anna,
    'GET /api/schools/7/overview': overview('De Regenboog'),
    'DELETE /api/session': undefined,
  });
  await screen.findByRole('heading', { level: 1 });
  await userEvent.click(screen.getByRole('button', { name: 'Menu' }));
  const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
  expect(links).toEqual(expect.arrayContaining(['/profiel', '/school/7/instellingen', '/school/8/instellingen']));
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('button', { name: 'Uitloggen' })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Menu' }));
  await userEvent.click(screen.getByRole('button', { name: 'Menu' }));
  await userEvent.click(screen.getByRole('button', { name: 'Uitloggen' }));
  await waitFor(() => expect(address()).toBe('/inloggen'));
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(true);
});

async function typeSomething() {
  await userEvent.click(await screen.findByRole('button', { name: /Eén professional/ }));
  await userEvent.type(await screen.findByLabelText('Voornaam'), 'Bart');
}

const wizard = {
  'GET /api/session': anna,
  'GET /api/schools/7/supervisors': { supervisors: [] },
  'GET /api/schools/7/products': { products },
};

test('R4.4.1 signing out asks first what may be lost, and only then ends the session', async () => {
  const { asked, address } = openPage('/school/7/beheer/aanmaken', { ...wizard, 'DELETE /api/session': undefined });
  await typeSomething();
  const leave = async (answer: string) => {
    await userEvent.click(screen.getByRole('button', { name: 'Menu' }));
    await userEvent.click(screen.getByRole('button', { name: 'Uitloggen' }));
    await userEvent.click(await screen.findByRole('button', { name: answer }));
  };
  await leave('Hier blijven');
  expect(screen.getByDisplayValue('Bart')).toBeTruthy();
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(false);
  await leave('Toch weggaan');
  await waitFor(() => expect(address()).toBe('/inloggen'));
  expect(asked.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
});

test('R1.6 R4.4.1 another school: asks first what may be lost, and only then tells the server', async () => {
  const { asked, address } = openPage('/school/7/beheer/aanmaken', {
    ...wizard,
    'GET /api/schools/8/overview': overview('De Wilgen'),
    'PUT /api/session/school': atWilgen,
  });
  await typeSomething();
  const change = async (answer: string) => {
    await userEvent.click(screen.getByRole('button', { name: /Wissel van school/ }));
    await userEvent.click(screen.getByRole('button', { name: /De Wilgen/ }));
    await userEvent.click(await screen.findByRole('button', { name: answer }));
  };
  await change('Hier blijven');
  expect(screen.getByDisplayValue('Bart')).toBeTruthy();
  expect(asked.some(({ method }) => method === 'PUT')).toBe(false);
  await change('Toch weggaan');
  await waitFor(() => expect(address()).toBe('/school/8/home'));
});

test.each<[string, Session]>([
  ['whoever typed it goes on where it was', anna],
  ['somebody else finds nothing of it', { ...anna, user: { ...anna.user, id: 'u2' } }],
])('R4.4.1 a session that ends keeps what was typed: %s', async (_, session) => {
  let ended = true;
  const { asked, address } = openPage('/school/7/beheer/aanmaken', {
    ...wizard,
    'GET /api/schools/7/overview': overview('De Regenboog'),
    'POST /api/session': () => {
      ended = false;
      return session;
    },
    'POST /api/schools/7/professionals': () =>
      ended ? signedOut : { id: '9', display_name: 'x', email: 'bart@regenboog.example', joined: false },
  });
  await typeSomething();
  await userEvent.type(screen.getByLabelText('Achternaam'), 'Geleiden');
  await userEvent.type(screen.getByLabelText('E-mailadres'), 'bart@regenboog.example');
  await userEvent.click(screen.getByRole('checkbox', { name: /Beheerder/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  await signInAgain();
  if (session === anna) {
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByDisplayValue('Bart')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
    expect(await screen.findByRole('heading', { name: 'Bart Geleiden is aangemaakt' })).toBeTruthy();
    expect(asked.filter(({ path }) => path.endsWith('/professionals'))).toHaveLength(2);
  } else {
    await screen.findByRole('heading', { level: 1, name: 'De Regenboog' });
    expect(address()).toBe('/school/7/home');
    expect(screen.queryByDisplayValue('Bart')).toBeNull();
  }
});

const bea: Session = { ...anna, user: { ...anna.user, id: 'u2', display_name: 'Boer, Bea' } };

test.each([
  ['while it stands open', false],
  ['also with the dialog to sign in again over it', true],
])('R4.4.1 who signs in in another tab finds nothing of who was here before: %s', async (_, ended) => {
  let session: Session | typeof signedOut = anna;
  const { asked, address } = openPage('/school/7/beheer/aanmaken', {
    ...wizard,
    'GET /api/session': () => session,
    'GET /api/schools/7/overview': overview('De Regenboog'),
    'GET /api/schools/7/people': { people: [] },
  });
  await typeSomething();
  const look = () => window.dispatchEvent(new Event('visibilitychange'));
  if (ended) {
    session = signedOut;
    look();
    await screen.findByRole('dialog', { name: 'Je bent uitgelogd' });
  }
  session = bea;
  const before = asked.length;
  look();
  await screen.findByRole('heading', { level: 1, name: 'De Regenboog' });
  expect(address()).toBe('/school/7/home');
  expect(screen.queryByRole('dialog')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Menu' }));
  expect(screen.getByText('Boer, Bea')).toBeTruthy();
  // The wizard's products were Anna's.
  await userEvent.click(screen.getByRole('link', { name: 'Beheer' }));
  await waitFor(() => expect(asked.slice(before).some(({ path }) => path.endsWith('/products'))).toBe(true));
});

test('a menu that was opened while a page was still coming stays open', async () => {
  let arrive: (people: object) => void = () => undefined;
  const people = new Promise<object>((resolve) => {
    arrive = resolve;
  });
  openPage('/school/7/home', {
    'GET /api/session': anna,
    'GET /api/schools/7/overview': overview('De Regenboog'),
    'GET /api/schools/7/people': () => people,
    'GET /api/schools/7/products': { products },
  });
  await screen.findByRole('heading', { level: 1 });
  await userEvent.click(screen.getByRole('link', { name: 'Beheer' }));
  await userEvent.click(screen.getByRole('button', { name: 'Menu' }));
  arrive({ people: [person('f')] });
  expect(await screen.findByRole('heading', { name: 'Gebruikersoverzicht' })).toBeTruthy();
  expect(await screen.findByRole('table')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Mijn profiel' })).toBeTruthy();
});

test('a new page has the focus on its heading', async () => {
  openPage('/school/7/home', {
    'GET /api/session': anna,
    'GET /api/schools/7/overview': overview('De Regenboog'),
    'GET /api/schools/8/settings': {
      name: 'De Wilgen',
      place: 'Meppel',
      brin: '12XY',
      location_code: '00',
      sector: 'po',
      addresses: [],
      your_address: '',
    },
  });
  await screen.findByRole('heading', { level: 1 });
  await userEvent.click(screen.getByRole('button', { name: 'Menu' }));
  const menu = screen.getByText('Instellingen van').parentElement;
  if (menu === null) throw new Error('no menu');
  await userEvent.click(within(menu).getByRole('link', { name: /De Wilgen/ }));
  const heading = await screen.findByRole('heading', { level: 1, name: 'Instellingen van De Wilgen' });
  await waitFor(() => expect(document.activeElement).toBe(heading));
});
