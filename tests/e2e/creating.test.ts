import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cameIn, downloaded, launch, look, signIn, visit, visitAs, type Visit } from '../support/browser';
import { csv, filledIn, libreOffice, readByLibreOffice } from '../support/sheets';
import { Portal } from '../support/server';
import { MailServer } from '../support/smtp';

const NEW_PASSWORD = 'Kikker-op-fiets-88';

let mailServer: MailServer;
let portal: Portal;
let browser: Browser;

beforeAll(async () => {
  mailServer = new MailServer();
  portal = await Portal.start('sqlite', { mail: await mailServer.start() });
  browser = await launch();
});
afterEach(() => closeBrowsers());
afterAll(async () => {
  await browser.close();
  await portal.remove();
  await mailServer.stop();
});

const closeBrowsers = () => Promise.all(browser.contexts().map((context) => context.close()));
const press = (place: Page | Locator, name: string) => place.getByRole('button', { name, exact: true }).click();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).waitFor();
const users = () => portal.database.run('select count(*) from users');

/** From wherever one is to step 1. */
async function toWizard(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Beheer', exact: true }).click();
  await heading(page, 'Gebruikersoverzicht');
  await page.getByRole('link', { name: 'Gebruikers aanmaken' }).click();
  await heading(page, 'Wie wil je aanmaken?');
}

/** Bea, the administrator of De Regenboog, at step 1. */
async function atWizard(): Promise<Visit> {
  const visitor = await visitAs(browser, portal.url, 'beheer');
  await toWizard(visitor.page);
  return visitor;
}

async function chooseSchool(page: Page, now: string, next: string): Promise<void> {
  await page.getByRole('button', { name: `School: ${now}. Wissel van school` }).click();
  await page.getByRole('button', { name: new RegExp(next) }).click();
  await heading(page, new RegExp(next));
}

async function fillIn(page: Page, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
}

async function pick(page: Page, list: string, ...names: string[]): Promise<void> {
  await page.getByRole('combobox', { name: list }).click();
  for (const name of names) await page.getByRole('option', { name, exact: true }).click();
  await page.keyboard.press('Escape');
}

const asked = (page: Page) => page.getByRole('dialog', { name: 'Wil je hier weg?' });

async function stay(page: Page, warning: RegExp): Promise<void> {
  await asked(page).getByText(warning).waitFor();
  await press(asked(page), 'Hier blijven');
  await asked(page).waitFor({ state: 'detached' });
}

test('R4.4.5 R4.4.3 R4.4.6 the first pupil of a school: first a supervisor, who worked elsewhere already', async () => {
  portal.database.run('update memberships set supervisor = 0 where school_id = 2');
  const { page, troubles } = await visitAs(browser, portal.url, 'juf.anna');
  await chooseSchool(page, 'De Regenboog', 'De Wilgen');
  await toWizard(page);
  for (const name of [/Eén leerling/, /Meerdere leerlingen/]) {
    const choice = page.getByRole('button', { name });
    expect(await choice.getAttribute('aria-disabled')).toBe('true');
    await choice.click({ force: true });
  }
  await page.getByText('Er is nog geen begeleider op deze school').waitFor();
  expect(page.url()).toMatch(/\/school\/2\/beheer\/aanmaken$/);
  await look(page, 'creating-no-supervisor');

  await page.getByRole('button', { name: /Eén professional/ }).click();
  await heading(page, 'Over welke collega gaat het?');
  const bart = 'begeleider@demo.lexipoort.example';
  await fillIn(page, { Voornaam: 'Bart', Tussenvoegsel: 'van', Achternaam: 'Geleiden', 'E-mailadres': bart });
  await page.getByRole('checkbox', { name: /^Begeleider/ }).check();
  const coming = mailServer.next(bart);
  const before = users();
  await press(page, 'Opslaan');
  await heading(page, 'Bart van Geleiden hoort nu bij De Wilgen');
  await page.getByText(/had al een account bij Lexipoort/).waitFor();
  await look(page, 'creating-joined');
  expect(users()).toBe(before);
  const mail = await coming;
  expect(mail.subject).toBe('De Wilgen staat nu ook in je account op Lexipoort');
  expect(mail.text).toContain('Dag Bart,');
  await press(page, 'Afronden');
  await heading(page, 'Gebruikersoverzicht');
  // Here he is a supervisor without products; what he does at the other school does not show.
  const row = page.getByRole('row').filter({ hasText: 'Geleiden, Bart van' });
  await row.waitFor();
  expect(await row.innerText()).toMatch(/Begeleider/);
  expect(await row.innerText()).not.toMatch(/Bouw!|Regenboog/);

  await toWizard(page);
  await page.getByRole('button', { name: /Eén leerling/ }).click();
  const pupil = await createPupil(page);
  const child = await visit(browser);
  await signIn(child.page, portal.url, pupil.userName, pupil.password);
  await heading(child.page, /Philippine/);
  await child.page.getByRole('link', { name: 'Bouw!' }).waitFor();

  // Bart comes in with the password he had, and has two schools now.
  const supervisor = await visitAs(browser, portal.url, 'begeleider');
  await chooseSchool(supervisor.page, 'De Regenboog', 'De Wilgen');
  await supervisor.page.getByRole('link', { name: 'Resultaten', exact: true }).click();
  await supervisor.page.getByRole('row').filter({ hasText: 'Philippine' }).waitFor();
  expect([...troubles, ...child.troubles, ...supervisor.troubles]).toEqual([]);
});

/** Steps 2A, 2B and 3 for a child whose name is as long as names get. */
async function createPupil(page: Page): Promise<{ userName: string; password: string }> {
  await heading(page, 'Over welke leerling gaat het?');
  await press(page, 'Ga verder');
  await page.getByText('Kies minstens één product').waitFor();
  await look(page, 'creating-pupil-faults');
  await fillIn(page, {
    Voornaam: 'Philippine Wilhelmina',
    Tussenvoegsel: 'van den',
    Achternaam: 'Oldenbarnevelt-Hoogeveen van der Meulen',
  });
  await page.getByLabel('Leerjaar').selectOption('Groep 4');
  await page.getByRole('checkbox', { name: 'Bouw!' }).check();
  await pick(page, 'Begeleider(s) voor Bouw!', 'Geleiden, Bart van');
  await look(page, 'creating-pupil');
  await press(page, 'Ga verder');

  await heading(page, 'Hoe logt Philippine Wilhelmina in?');
  const userName = page.getByLabel('Gebruikersnaam');
  const password = page.getByLabel('Wachtwoord');
  await page.getByText('Deze naam is vrij').waitFor();
  const suggested = await password.inputValue();
  expect(await userName.inputValue()).toMatch(/^philippine[a-z]*\.o$/);
  await userName.fill('fenna.j');
  await page.getByText('Deze gebruikersnaam is al bezet').waitFor();
  await userName.fill('Fenna J');
  await page.getByText(/Gebruik 3 tot 40 tekens/).waitFor();
  await password.fill('kort');
  await page.getByText('Gebruik minstens 8 tekens').waitFor();
  expect(await page.getByRole('button', { name: 'Opslaan' }).isDisabled()).toBe(true);
  await look(page, 'creating-credentials-faults');
  await userName.fill('philippine');
  await page.getByText('Deze naam is vrij').waitFor();
  await password.fill(suggested);

  // R4.4.1: back, by button and by browser, and all is as it was.
  await press(page, 'Terug');
  await heading(page, 'Over welke leerling gaat het?');
  await page.getByText('Geleiden, Bart van').waitFor();
  await press(page, 'Ga verder');
  await heading(page, 'Hoe logt Philippine Wilhelmina in?');
  expect(await userName.inputValue()).toBe('philippine');
  await look(page, 'creating-credentials');
  await press(page, 'Opslaan');

  await heading(page, /^Philippine Wilhelmina .* kan aan de slag$/);
  await page.getByText(suggested, { exact: true }).waitFor();
  await look(page, 'creating-pupil-done');
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await stay(page, /Je kunt dit wachtwoord hierna niet meer zien/);
  expect((await downloaded(page, () => press(page, 'Kaartje (pdf)'))).name).toBe('inlogkaartjes.pdf');
  await press(page, 'Afronden');
  await heading(page, 'Gebruikersoverzicht');
  await page.getByRole('row').filter({ hasText: 'Philippine' }).waitFor();
  return { userName: 'philippine', password: suggested };
}

test('R4.4.1 R4.4.2 one colleague: nothing typed gets lost, and the mail’s link leads in', async () => {
  const { page, troubles } = await atWizard();
  await look(page, 'creating-kind');
  await page.getByRole('button', { name: /Eén professional/ }).click();
  await heading(page, 'Over welke collega gaat het?');
  await press(page, 'Opslaan');
  await page.getByText('Kies minstens één rol').waitFor();
  await look(page, 'creating-professional-faults');
  const colleague = {
    Voornaam: 'Annemarieke-Josephine',
    Tussenvoegsel: 'van ’t',
    Achternaam: 'Schimmelpenninck van der Oye-Brederode',
  };
  await fillIn(page, { ...colleague, 'E-mailadres': 'juf.anna@demo.lexipoort.example' });

  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await asked(page).waitFor();
  await look(page, 'creating-leave');
  await stay(page, /Je collega is nog niet aangemaakt/);
  // The browser's Back: to step 1, and only from there out of the wizard.
  await page.goBack();
  await heading(page, 'Wie wil je aanmaken?');
  await page.goBack();
  await stay(page, /Je collega is nog niet aangemaakt/);
  await page.getByRole('button', { name: /Eén professional/ }).click();
  await heading(page, 'Over welke collega gaat het?');
  expect(await page.getByLabel('Achternaam').inputValue()).toBe(colleague.Achternaam);

  await page.getByRole('checkbox', { name: /^Begeleider/ }).check();
  await page.getByRole('checkbox', { name: /^Beheerder/ }).check();
  await page.getByRole('checkbox', { name: 'Bouw!' }).check();
  await pick(page, 'Leerlingen voor Bouw! (mag leeg blijven)', 'Bakker, Noor', "Hof, Roos van 't");
  await press(page, 'Opslaan');
  await page.getByText(/staat al in het gebruikersoverzicht/).waitFor();
  await look(page, 'creating-professional');
  const address = 'annemarieke-josephine.schimmelpenninck-van-der-oye@basisschool-de-regenboog.example';
  await page.getByLabel('E-mailadres').fill(address);
  const coming = mailServer.next(address);
  await press(page, 'Opslaan');
  await heading(page, /^Annemarieke-Josephine .* is aangemaakt$/);
  await look(page, 'creating-professional-done');
  await press(page, 'Nog een professional');
  await heading(page, 'Over welke collega gaat het?');
  expect(await page.getByLabel('Voornaam').inputValue()).toBe('');
  await page.getByLabel('Voornaam').fill('Toch');
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await press(asked(page), 'Toch weggaan');
  await page.getByText(/fijn dat je er bent/).waitFor();

  const mail = await coming;
  expect(mail.subject).toBe('Je account op Lexipoort voor De Regenboog');
  const link = new RegExp(`${portal.url}/wachtwoord/instellen#[\\w-]+`).exec(mail.text ?? '')?.[0] ?? '';
  const newcomer = await visit(browser);
  await newcomer.page.goto(link);
  await newcomer.page.getByLabel('Nieuw wachtwoord').fill(NEW_PASSWORD);
  await newcomer.page.keyboard.press('Enter');
  await newcomer.page.waitForURL('**/inloggen*');
  await signIn(newcomer.page, portal.url, address, NEW_PASSWORD);
  await cameIn(newcomer.page);
  await look(newcomer.page, 'creating-newcomer');
  await newcomer.page.getByRole('link', { name: 'Resultaten', exact: true }).click();
  await newcomer.page.getByRole('row').filter({ hasText: 'Bakker, Noor' }).waitFor();
  await newcomer.page.getByRole('row').filter({ hasText: 'Hof, Roos' }).waitFor();
  expect(await newcomer.page.getByRole('rowheader').count()).toBe(2);
  expect([...troubles, ...newcomer.troubles]).toEqual([]);
});

/** Lets go of a file above the box, as with a mouse. */
async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([file, base64]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], file));
      return data;
    },
    [name, Buffer.from(bytes).toString('base64')] as const,
  );
  const box = page.getByText('Sleep je bestand hierheen, of');
  for (const event of ['dragenter', 'dragover', 'drop']) await box.dispatchEvent(event, { dataTransfer: transfer });
}

test('R4.4.4 R4.4.1 a team in the template: faults mended on screen, and only then is anybody made', async () => {
  const { page, troubles } = await atWizard();
  await page.getByRole('button', { name: /Meerdere professionals/ }).click();
  await heading(page, 'Zet je collega’s in een lijst');
  await look(page, 'creating-professionals-file');
  const template = await downloaded(page, () => press(page, 'Download het sjabloon'));
  expect(template.name).toBe('professionals-sjabloon.xlsx');
  const filled = filledIn(template.bytes, [
    ['Ada', '', 'Alles', 'Beheerder en begeleider', 'ada@team.example'],
    ['Bo', 'van der', '', 'juf', 'bo@team'],
    ['Cas', '', 'Coach', 'Begeleider', 'ada@team.example'],
    ['Bart', 'van', 'Geleiden', 'Begeleider', 'begeleider@demo.lexipoort.example'],
    [
      'Christiaan-Alexander',
      'van der',
      'Schimmelpenninck-Vollenhoven tot Nyenhuis',
      'Begeleider',
      'christiaan-alexander.schimmelpenninck-vollenhoven@team-van-de-regenboog.example',
    ],
  ]);
  await drop(page, 'Team van De Regenboog, schooljaar 2026-2027 (definitief).xlsx', filled);
  await page.getByText('(definitief).xlsx').waitFor();
  await look(page, 'creating-professionals-chosen');
  const before = users();
  const mails = mailServer.received.length;
  await press(page, 'Ga verder');
  await page.getByText('Nog 6 punten om na te kijken in 4 rijen').waitFor();
  await look(page, 'creating-professionals-check');

  const cell = (field: string, row: number) => page.getByLabel(`${field}, rij ${String(row)}`);
  const faultAt = async (field: string, row: number) => {
    const id = await cell(field, row).getAttribute('aria-describedby');
    return page.locator(`[id="${id ?? ''}"]`).innerText();
  };
  expect(await faultAt('Achternaam', 3)).toBe('Dit moet je nog invullen');
  expect(await faultAt('Rollen', 3)).toBe('Kies beheerder, begeleider of allebei');
  expect(await faultAt('E-mailadres', 3)).toMatch(/^Dit is geen e-mailadres/);
  expect(await faultAt('E-mailadres', 4)).toBe('Dit e-mailadres staat twee keer in de lijst');
  expect(await faultAt('E-mailadres', 5)).toBe('Deze persoon werkt al op deze school');
  // Saving leads to the first fault instead.
  await press(page, 'Opslaan');
  await expect.poll(() => page.locator(':focus').getAttribute('data-field')).toBe('email');
  await press(page, 'Volgende fout');
  await expect.poll(() => page.locator(':focus').getAttribute('aria-label')).toBe('Achternaam, rij 3');
  await page.keyboard.type('Baas');
  await cell('Rollen', 3).selectOption('Beheerder');
  await cell('E-mailadres', 3).fill('bo@team.example');
  await cell('E-mailadres', 4).fill('cas@team.example');
  await page.getByRole('checkbox', { name: 'Rij 5 overslaan' }).check();
  await page.getByText('Alles klopt. 4 professionals worden aangemaakt.').waitFor();
  await look(page, 'creating-professionals-good');
  expect(users()).toBe(before);
  expect(mailServer.received).toHaveLength(mails);

  const coming = ['ada', 'bo', 'cas'].map((name) => mailServer.next(`${name}@team.example`));
  await press(page, 'Opslaan');
  await heading(page, '4 professionals zijn aangemaakt');
  await page.getByText('2 begeleiders staan nog in het archief').waitFor();
  await look(page, 'creating-professionals-done');
  expect((await Promise.all(coming)).map(({ subject }) => subject)).toEqual(
    Array.from({ length: 3 }, () => 'Je account op Lexipoort voor De Regenboog'),
  );
  expect(Number(users())).toBe(Number(before) + 4);
  await press(page, 'Afronden en koppelen');
  await heading(page, 'Gebruikersarchief');
  await page.getByRole('checkbox', { name: 'Kies Coach, Cas' }).waitFor();
  await page.getByRole('checkbox', { name: /Kies Schimmelpenninck-Vollenhoven/ }).waitFor();
  await look(page, 'creating-professionals-archive');
  await page.getByRole('link', { name: 'Beheer', exact: true }).click();
  await heading(page, 'Gebruikersoverzicht');
  await page.getByLabel('Zoek een naam').fill('baas');
  await page.getByRole('row').filter({ hasText: 'Baas, Bo van der' }).waitFor();
  expect(troubles).toEqual([]);
});

const FILE = 'Alle groepen van De Regenboog, schooljaar 2026-2027.ods';
const HEADINGS = ['Voornaam', 'Tussenvoegsel', 'Achternaam', 'Leerjaar'];

/** Enough pupils for saving to take a while; the first three are likely known already. */
function manyPupils(): string[][] {
  const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
  const first = 'Abel Bente Cas Dewi Ella Fleur Gijs Hidde Ilse Joep Kaat Lars Maud Nils Olivia Pim Quinten Rosa'.split(
    ' ',
  );
  const rest = letters.flatMap((letter) => first.map((name) => [name, '', `Proef${letter}`, '6']));
  return [
    HEADINGS,
    ['Fenna', '', 'Jansen', '3'],
    ['Liv', 'de', 'Wit', '8'],
    ['Abel', '', 'Proefa', '6'],
    ['Wilhelmina-Alexandrine', 'van den', 'Oldenbarnevelt-Hoogeveen van der Meulen', '12'],
    ...rest,
  ];
}

test('R4.4.9 R4.4.1 a whole school in a list: a wrong file, duplicates, and found again after the browser was closed', async () => {
  const rows = manyPupils();
  const bytes = await libreOffice(rows, 'ods');
  const total = rows.length - 1;
  const first = await atWizard();
  await upload(first.page, bytes);
  const check = first.page;
  await check.getByText('Nog 4 punten om na te kijken in 4 rijen').waitFor();
  await check.getByText('Iemand met deze naam lijkt er al te zijn.').waitFor();
  await check.getByText('In het archief staat iemand met deze naam.').waitFor();
  await look(check, 'creating-pupils-check');
  await check.getByLabel('Leerjaar, rij 5').fill('8');
  await check.getByText('Nog 3 punten om na te kijken in 3 rijen').waitFor();
  await check.getByText('Je lijst blijft 24 uur bewaard.').waitFor();
  await check.getByRole('link', { name: 'Home', exact: true }).click();
  await stay(check, /Een lijst die je verstuurde vind je 24 uur lang terug bij stap 2/);
  await closeBrowsers();

  const second = await atWizard();
  const page = second.page;
  const before = users();
  await findAgain(page, `${String(total)} rijen, nog niet opgeslagen`);
  expect(await page.getByLabel('Leerjaar, rij 5').inputValue()).toBe('8');
  const decide = (row: string, choice: string) =>
    page.getByRole('row').filter({ hasText: row }).getByRole('radio', { name: choice }).check();
  await decide('Iemand met deze naam lijkt er al te zijn.', 'Overslaan');
  await decide('In het archief staat iemand met deze naam.', 'Toch aanmaken');
  await page.getByText('Nog 1 punt om na te kijken in 1 rij').waitFor();
  await press(page, 'Volgende fout');
  await page.keyboard.press('Space');
  await page.getByText(`Alles klopt. ${String(total - 2)} leerlingen worden aangemaakt.`).waitFor();
  expect(users()).toBe(before);
  await press(page, 'Opslaan');
  await heading(page, 'De leerlingen worden opgeslagen');
  const bar = page.getByRole('progressbar', { name: 'Opgeslagen' });
  const done = async () => Number(await bar.getAttribute('aria-valuenow'));
  await expect.poll(done, { interval: 50 }).toBeGreaterThan(0);
  const seen = await done();
  await expect.poll(done, { interval: 50 }).toBeGreaterThan(seen);
  await look(page, 'creating-pupils-saving');
  await closeBrowsers();

  const third = await atWizard();
  await findAgain(third.page, /wordt opgeslagen|opgeslagen, inloggegevens klaar/);
  await third.page
    .getByRole('heading', { name: `${String(total - 2)} leerlingen zijn aangemaakt` })
    .waitFor({ timeout: 120_000 });
  expect(Number(users())).toBe(Number(before) + total - 2);
  await keepAndFinish(third.page, total - 2);
  expect([...first.troubles, ...second.troubles, ...third.troubles]).toEqual([]);
}, 300_000);

/** First what is no list at all, then one without the right columns, then the list. */
async function upload(page: Page, list: Uint8Array): Promise<void> {
  await page.getByRole('button', { name: /Meerdere leerlingen/ }).click();
  await heading(page, 'Zet je leerlingen in een lijst');
  const send = async (name: string, content: string | Uint8Array, button: string) => {
    const chooser = page.waitForEvent('filechooser');
    await press(page, button);
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
    await page.getByText(name).waitFor();
    await press(page, 'Ga verder');
  };
  await send('brief aan ouders.pdf', '%PDF-1.7\n1 0 obj', 'Upload een bestand');
  await page.getByText(/Dit soort bestand kennen we niet/).waitFor();
  await look(page, 'creating-pupils-wrong-file');
  await send(
    'klas.csv',
    csv([
      ['Voornaam', 'Leeftijd'],
      ['Zoë', '7'],
    ]),
    'Kies een ander bestand',
  );
  await page.getByText('In de bovenste rij missen kolommen: Achternaam en Leerjaar.').waitFor();
  await send(FILE, list, 'Kies een ander bestand');
  await heading(page, 'Kloppen de gegevens?');
}

async function findAgain(page: Page, state: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: /Meerdere leerlingen/ }).click();
  await page.getByText('Je was nog bezig met een lijst').waitFor();
  await page.getByText(state).waitFor();
  await look(page, 'creating-pupils-found');
  await press(page, `Ga verder met ${FILE}`);
}

/** Step 3: asks twice, gives the list, and leads to the archive; the list is gone from step 2. */
async function keepAndFinish(page: Page, pupils: number): Promise<void> {
  await look(page, 'creating-pupils-done');
  await press(page, 'Afronden en koppelen');
  const dialog = page.getByRole('dialog', { name: 'Heb je de inloggegevens?' });
  await dialog.waitFor();
  await look(page, 'creating-pupils-sure');
  await press(dialog, 'Eerst downloaden');
  await dialog.waitFor({ state: 'detached' });
  const { bytes } = await downloaded(page, () => press(page, 'Lijst (Excel)'));
  expect(readByLibreOffice(bytes, 'xlsx').filter((line) => line.includes('Proef'))).toHaveLength(pupils - 2);
  await press(page, 'Afronden en koppelen');
  await heading(page, 'Gebruikersarchief');
  await page.getByLabel('Zoek een naam').fill('proef');
  await page.getByLabel(`Kies alle ${String(pupils - 2)} gevonden leerlingen`).waitFor();
  await toWizard(page);
  const lists = page.waitForResponse((answer) => answer.url().endsWith('/imports'));
  await page.getByRole('button', { name: /Meerdere leerlingen/ }).click();
  await heading(page, 'Zet je leerlingen in een lijst');
  expect(await (await lists).json()).toEqual({ imports: [] });
  expect(await page.getByText('Je was nog bezig met een lijst').count()).toBe(0);
}
