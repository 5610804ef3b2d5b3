import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cameIn, look, signIn, visit } from '../support/browser';
import { ADULT_PASSWORD, PUPIL_PASSWORD } from '../support/client';
import { atOverview, openUser, press, tabTo, told } from '../support/people';
import { allOnOnePortal, browser, portal } from '../support/stories';

const MOST_BYTES = 150_000;
const MOST_REQUESTS = 6;

allOnOnePortal();

test('the sign-in page, cold, is at most 150 KB over the wire in 6 requests', async () => {
  const { page, troubles } = await visit(browser);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  let requests = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  await page.goto(`${portal.url}/inloggen`);
  await look(page, 'sign-in');
  expect(requests).toBeGreaterThan(0);
  expect(requests).toBeLessThanOrEqual(MOST_REQUESTS);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  expect(troubles).toEqual([]);
});

test('R2.1 everything on the way in works by keyboard alone, and a wrong password is told in a sentence', async () => {
  const { page } = await visit(browser);
  await page.goto(`${portal.url}/inloggen`);
  await page.getByLabel('E-mailadres of gebruikersnaam').waitFor();
  await tabTo(page, /^E-mailadres of gebruikersnaam/);
  await page.keyboard.type('beheer@demo.lexipoort.example');
  await tabTo(page, /^Wachtwoord(\s*\*)?$/);
  await page.keyboard.type('verkeerd');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await look(page, 'sign-in-refused');
  expect(await page.locator(':focus').getAttribute('name')).toBe('password');
  await page.keyboard.press('Control+A');
  await page.keyboard.type(ADULT_PASSWORD);
  await page.keyboard.press('Enter');
  await cameIn(page);
});

test('R2.1 the tab of a role one lacks is grey, cannot be clicked, and says why', async () => {
  const { page } = await visit(browser);
  await signIn(page, portal.url, 'begeleider@demo.lexipoort.example', ADULT_PASSWORD);
  await cameIn(page);
  const tab = page.getByText('Beheer', { exact: true }).first();
  await tab.focus();
  const reason = page.getByRole('tooltip').filter({ hasText: /beheerder/i });
  await expect.poll(async () => (await reason.boundingBox())?.width ?? 0).toBeGreaterThan(50);
  await look(page, 'home-supervisor');
  await tab.click({ force: true });
  expect(page.url()).toMatch(/\/home$/);
});

test('R2.1 a session that ends loses nothing that was typed, and signing out asks before it does', async () => {
  const { page, troubles } = await atOverview(browser, portal, 'juf.anna');
  await openUser(page, 'Fenna Jansen');
  await press(page, 'Wijzig profiel');
  const lastName = page.getByLabel('Achternaam', { exact: true });
  await lastName.fill('Jansen-Vos');
  await page.context().clearCookies();
  await press(page, 'Opslaan');
  const again = page.getByRole('dialog', { name: 'Je bent uitgelogd' });
  await again.waitFor();
  await look(page, 'sign-in-again');
  const login = again.getByLabel('E-mailadres of gebruikersnaam');
  const password = again.getByLabel('Wachtwoord', { exact: true });
  await login.fill('juf.anna@demo.lexipoort.example');
  await password.fill('verkeerd');
  await password.press('Enter');
  await again.getByRole('alert').waitFor();
  await look(page, 'sign-in-again-refused');
  await password.fill(ADULT_PASSWORD);
  await password.press('Enter');
  await again.waitFor({ state: 'detached' });
  expect(await lastName.inputValue()).toBe('Jansen-Vos');
  await press(page, 'Opslaan');
  await told(page, 'Het profiel van Fenna Jansen-Vos is opgeslagen.');

  await press(page, 'Wijzig profiel');
  await lastName.fill('Niemand');
  const leaving = page.getByRole('dialog', { name: 'Wil je hier weg?' });
  await page.getByRole('button', { name: /^School: De Regenboog/ }).click();
  await page.getByRole('button', { name: /^De Wilgen/ }).click();
  await leaving.waitFor();
  await press(leaving, 'Hier blijven');
  await leaving.waitFor({ state: 'detached' });
  await press(page, 'Menu');
  await press(page, 'Uitloggen');
  await leaving.waitFor();
  await look(page, 'leave-unsaved');
  await page.keyboard.press('Escape');
  await leaving.waitFor({ state: 'detached' });
  expect(await lastName.inputValue()).toBe('Niemand');
  await press(page, 'Menu');
  await press(page, 'Uitloggen');
  await press(leaving, 'Toch weggaan');
  await page.getByRole('heading', { level: 1, name: 'Inloggen' }).waitFor();
  expect((await page.context().cookies()).filter(({ value }) => value !== '')).toEqual([]);
  await page.goto(`${portal.url}/profiel`);
  await page.waitForURL('**/inloggen*');
  expect(portal.database.run("select count(*) from users where last_name = 'Niemand'")).toBe('0');
  expect(troubles).toEqual([]);
});

test('R1.6 who works at several schools switches at the top left, and everything follows', async () => {
  const { page } = await visit(browser);
  await signIn(page, portal.url, 'juf.anna@demo.lexipoort.example', ADULT_PASSWORD);
  await cameIn(page);
  await page.getByRole('button', { name: /School: De Regenboog/ }).click();
  await page.getByRole('button', { name: /De Wilgen/ }).click();
  await page.waitForURL('**/school/2/home');
  await page.getByRole('heading', { name: /De Wilgen/ }).waitFor();
  await page.goto(portal.url);
  await page.waitForURL('**/school/2/home');
});

test('R4.1.1 a forgotten password: the mail’s link leads to a new one', async () => {
  const { page, troubles } = await visit(browser);
  await page.goto(`${portal.url}/inloggen`);
  await page.getByRole('link', { name: /Wachtwoord vergeten/ }).click();
  await page.getByRole('heading', { name: 'Wachtwoord instellen' }).waitFor();
  await page.getByLabel(/E-mailadres/).fill('beheer@demo.lexipoort.example');
  await look(page, 'password-forgotten');
  await page.getByRole('button').last().click();
  const folder = join(portal.database.folder, 'mail');
  const mail = () => readdirSync(folder).find((name) => name.endsWith('.eml') && !name.startsWith('.'));
  await expect.poll(mail, { timeout: 10_000 }).toBeDefined();
  const link = /http\S+\/wachtwoord\/instellen#\S+/.exec(readFileSync(join(folder, mail() ?? ''), 'utf8'))?.[0] ?? '';
  await page.goto(link);
  await page
    .getByLabel(/wachtwoord/i)
    .first()
    .fill('Kikker-op-fiets-88');
  await look(page, 'password-new');
  await page
    .getByLabel(/wachtwoord/i)
    .first()
    .press('Enter');
  await expect.poll(() => page.url()).not.toContain('instellen');
  await signIn(page, portal.url, 'beheer@demo.lexipoort.example', 'Kikker-op-fiets-88');
  await cameIn(page);
  expect(troubles).toEqual([]);
});

test('R2.4 a child without a licence is told to ask the teacher', async () => {
  const { page } = await visit(browser);
  await signIn(page, portal.url, 'jesse.b', PUPIL_PASSWORD);
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(/juf|meester|leerkracht/);
});
