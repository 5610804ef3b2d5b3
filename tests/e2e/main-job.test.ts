import type { ChildProcess } from 'node:child_process';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { downloaded, launch, look, signIn, visit, visitAs } from '../support/browser';
import { ENGINES } from '../support/database';
import { freePort, Portal, startDemoProgram } from '../support/server';
import { libreOffice, readByLibreOffice } from '../support/sheets';

/** Thirty pupils as a school has them; the rows of Fleur and Gijs are wrong. */
function classList(): string[][] {
  const firstNames =
    'Abel Bente Cas Dewi Ella Fleur Gijs Hidde Ilse Joep Kaat Lars Maud Nils Olivia Pim Quinten Rosa Stijn Tess Ubbo Veerle Wout Xavi Yara Zeno Aya Bilal Cato Duuk'.split(
      ' ',
    );
  const rows = firstNames.map((name, index) => [
    name,
    index % 4 === 0 ? 'van der' : '',
    `Testman${'abc'[index % 3] ?? ''}`,
    '5',
  ]);
  const [fleur, gijs] = [rows[5], rows[6]];
  if (!fleur || !gijs) throw new Error('the list is too short');
  fleur[3] = '12';
  gijs[2] = '';
  return [
    ['Achternaam', 'Voornaam', 'Tussenvoegsel', 'Groep'],
    ...rows.map(([first, infix, last, year]) => [last ?? '', first ?? '', infix ?? '', year ?? '']),
  ];
}

async function uploadAndCorrect(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Gebruikers aanmaken' }).click();
  const many = page.getByRole('button', { name: /Meerdere leerlingen/ });
  await many.waitFor();
  await look(page, 'wizard-kind');
  await many.click();
  await page.getByRole('heading', { name: 'Zet je leerlingen in een lijst' }).waitFor();
  await look(page, 'wizard-file');
  const file = {
    name: 'groep 5.ods',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(await libreOffice(classList(), 'ods')),
  };
  await page.getByLabel('Bestand met leerlingen').setInputFiles(file);
  await page.getByRole('button', { name: 'Ga verder', exact: true }).click();
  await page.getByText('Nog 2 punten om na te kijken in 2 rijen').waitFor();
  await look(page, 'wizard-check');
  await page.getByRole('button', { name: 'Volgende fout' }).click();
  await page.getByLabel('Leerjaar, rij 7').fill('5');
  await page.getByLabel('Achternaam, rij 8').fill('Testmand');
  await page.getByText(/Alles klopt. 30 leerlingen/).waitFor();
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await page.getByRole('heading', { name: '30 leerlingen zijn aangemaakt' }).waitFor();
}

/** Downloads the cards, and reads Abel's credentials in the list, as a teacher would. */
async function keepCredentials(page: Page): Promise<{ userName: string; password: string }> {
  await look(page, 'wizard-credentials');
  const press = (name: RegExp | string) => downloaded(page, () => page.getByRole('button', { name }).click());
  expect((await press(/Kaartjes om uit te knippen/)).name).toBe('inlogkaartjes.pdf');
  const lines = readByLibreOffice((await press('Lijst (Excel)')).bytes, 'xlsx');
  const found = /"(abel\.t\d*)","([a-z\d-]+)"$/.exec(lines.find((line) => line.includes('Abel')) ?? '');
  const [, userName, password] = found ?? [];
  if (password === undefined || userName === undefined) throw new Error(`no credentials in ${lines.join('\n')}`);
  await page.getByRole('button', { name: /Afronden/ }).click();
  return { userName, password };
}

async function linkAll(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Gebruikersarchief' }).waitFor();
  await page.getByLabel('Zoek een naam').fill('testman');
  await page.getByLabel('Kies alle 30 gevonden leerlingen').click();
  await look(page, 'archive-linking');
  await page.getByRole('button', { name: 'Leerlingen koppelen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leerlingen koppelen' });
  await dialog.getByLabel('Product').selectOption({ label: 'Bouw!' });
  await dialog.getByRole('combobox', { name: 'Begeleider(s)' }).click();
  await page.getByRole('option', { name: 'Geleiden, Bart van' }).click();
  await page.keyboard.press('Escape');
  await look(page, 'link-dialog');
  await dialog.getByRole('button', { name: 'Toevoegen', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.goto(page.url().replace(/archief.*/, 'gebruikers'));
  await page.getByText('53 gebruikers').waitFor();
  await look(page, 'users');
}

/** Does a whole lesson: the picture's word is the right answer. */
async function practise(page: Page): Promise<void> {
  const picture = page.locator('#picture');
  await look(page, 'program-question');
  for (let won = 0; won < 8; won += 1) {
    await page.getByRole('list', { name: `${String(won)} van de 8 sterren` }).waitFor();
    await expect.poll(() => page.locator('#choices button:not([aria-disabled])').count()).toBe(3);
    const word = (await picture.getAttribute('alt')) ?? '';
    await page.getByRole('button', { name: word, exact: true }).click();
  }
  await page.getByText(/Les 1 is klaar/).waitFor();
  await look(page, 'program-done');
}

describe.each(ENGINES)('the main job on %s', (engine) => {
  let portal: Portal;
  let program: ChildProcess;
  let programUrl: string;
  let browser: Browser;

  beforeAll(async () => {
    programUrl = `http://127.0.0.1:${String(await freePort())}`;
    portal = await Portal.start(engine, { programUrl });
    program = await startDemoProgram(portal, programUrl);
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    program.kill('SIGTERM');
    await portal.remove();
  });

  test('R4.4.7 R4.4.8 R4.6.5 R2.4 R3.6 R3.2: from a class list to a result on the supervisor’s screen', async () => {
    const administrator = await visitAs(browser, portal.url, 'beheer');
    await look(administrator.page, 'home');
    await administrator.page.getByRole('link', { name: 'Beheer', exact: true }).click();
    await uploadAndCorrect(administrator.page);
    const { userName, password } = await keepCredentials(administrator.page);
    await linkAll(administrator.page);
    expect(administrator.troubles).toEqual([]);

    const pupil = await visit(browser);
    await signIn(pupil.page, portal.url, userName, password);
    await pupil.page.getByRole('heading', { name: /Abel/ }).waitFor();
    await look(pupil.page, 'practice');
    await pupil.page.getByRole('link', { name: 'Bouw!' }).click();
    await pupil.page.waitForURL(`${programUrl}/oefening/*`);
    await practise(pupil.page);
    await pupil.page.getByRole('link', { name: 'Klaar' }).click();
    await pupil.page.waitForURL('**/oefenen');
    expect(pupil.troubles).toEqual([]);

    await expect
      .poll(async () => (await (await fetch(`${programUrl}/status`)).json()) as unknown, { timeout: 20_000 })
      .toEqual({ queued: 0, delivered: 2, refused: 0 });

    const supervisor = await visitAs(browser, portal.url, 'begeleider');
    await supervisor.page.getByRole('link', { name: 'Resultaten', exact: true }).click();
    await supervisor.page.getByLabel('Zoek een leerling').fill('abel');
    const cells = supervisor.page.getByRole('row').filter({ hasText: 'Abel' }).getByRole('cell');
    await expect.poll(() => cells.allInnerTexts()).toEqual(expect.arrayContaining(['Groep 5', '1', '4']));
    await look(supervisor.page, 'results');
    // The lesson took seconds; the browser is not in the school's network, so it was done at home.
    const time = (name: string) =>
      supervisor.page.getByRole('row').filter({ hasText: 'Abel' }).locator(`td[data-label="${name}"]`).innerText();
    expect(await time('Oefentijd thuis')).toMatch(/^(< )?1 min$/);
    expect(await time('Oefentijd op school')).toBe('0 min');
    expect(supervisor.troubles).toEqual([]);
  });
});
