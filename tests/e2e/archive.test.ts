import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { look, signIn, visit } from '../support/browser';
import { PUPIL_PASSWORD } from '../support/client';
import {
  atOverview,
  choose,
  fillSchool,
  go,
  names,
  openUser,
  press,
  rowOf,
  tabTo,
  tickAndGo,
  told,
} from '../support/people';
import { browser, eachOnItsOwnPortal, portal } from '../support/stories';

eachOnItsOwnPortal();

const toOverview = (page: Page) => toList(page, 'Gebruikersoverzicht');
const toArchive = (page: Page) => toList(page, 'Gebruikersarchief');

async function toList(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

const seats = () => portal.database.run('select count(*) from licences where ends_on is null and subscription_id = 1');
const archived = () =>
  portal.database.run('select count(*) from memberships where school_id = 1 and archived_at is not null');

/** Two pupils by a list, as at the start of a school year. */
async function createTwo(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Gebruikers aanmaken' }).click();
  await page.getByRole('button', { name: /Meerdere leerlingen/ }).click();
  const list = 'Voornaam;Tussenvoegsel;Achternaam;Leerjaar\nPim;;Nieuwland;4\nFloor;van den;Akkerboom;4\n';
  await page
    .getByLabel('Bestand met leerlingen')
    .setInputFiles({ name: 'groep 4.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await press(page, 'Ga verder');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await page.getByRole('heading', { name: '2 leerlingen zijn aangemaakt' }).waitFor();
  await press(page, 'Afronden en koppelen');
  await press(page.getByRole('dialog'), 'Toch afronden');
  await page.getByRole('heading', { name: 'Gebruikersarchief' }).waitFor();
}

/** What a user's page says of each product: first what was known already, and then what is fetched anew. */
function productsShown(page: Page) {
  return expect.poll(() => page.getByRole('list', { name: 'Producten' }).getByRole('listitem').allInnerTexts());
}

test('R4.6.1 R4.6.2 whom the archive holds; who comes back has the links of before, as far as they still can', async () => {
  const { page, troubles } = await atOverview(browser, portal);
  const leavers = await tickAndGo(page, 'Gebruikers archiveren', 'Bakker, Noor', 'Geleiden, Bart van');
  await press(leavers, 'Archiveren');
  await told(page, '2 gebruikers staan nu in het archief.');
  await createTwo(page);
  await press(page, 'Stoppen');
  await page.getByText('8 gebruikers').waitFor();
  const waiting = ['Brouwer, Jesse', 'Dijkstra, Kiki', 'Smits, Ties', 'Wit, Liv de'];
  const listed = [...waiting, 'Akkerboom, Floor van den', 'Nieuwland, Pim', 'Bakker, Noor', 'Geleiden, Bart van'];
  await expect.poll(() => names(page)).toEqual(listed.toSorted());
  await look(page, 'archive');

  await page.getByRole('link', { name: 'Bekijk Noor Bakker' }).click();
  await page.getByText('Noor Bakker staat in het archief').waitFor();
  expect(await page.getByRole('button', { name: /^Wijzig/ }).count()).toBe(0);
  await look(page, 'user-archived');
  await toArchive(page);
  await choose(page, 'Gebruikers dearchiveren');
  await page.getByText('2 gebruikers om uit te kiezen').waitFor();
  await page.getByText(/^6 gebruikers staan er niet bij, omdat er nog nooit een koppeling was/).waitFor();
  await look(page, 'archive-choosing');
  await page.getByRole('checkbox', { name: 'Kies Bakker, Noor' }).check();
  const noor = await go(page, 'Gebruikers dearchiveren');
  await noor.getByText(/^Je haalt Noor Bakker uit het archief/).waitFor();
  await look(page, 'unarchive-dialog');
  expect(seats()).toBe('19');
  await press(noor, 'Dearchiveren');
  await told(page, 'Noor Bakker is weer actief.');
  expect(seats()).toBe('20');
  const pupil = await visit(browser);
  await signIn(pupil.page, portal.url, 'noor.b', PUPIL_PASSWORD);
  await pupil.page.getByRole('link', { name: 'Bouw!' }).waitFor();
  await pupil.page.getByRole('link', { name: 'Letterster' }).waitFor();

  // Of the two who guided Noor, Bart is still away; with him his links come back too.
  await toOverview(page);
  const anna = 'Begeleid door Groot, Anna de';
  await openUser(page, 'Noor Bakker');
  await productsShown(page).toEqual([`Bouw!\n${anna}`, `Letterster\n${anna}`]);
  await page.getByRole('link', { name: 'Archief', exact: true }).click();
  await press(await tickAndGo(page, 'Gebruikers dearchiveren', 'Geleiden, Bart van'), 'Dearchiveren');
  await told(page, 'Bart van Geleiden is weer actief.');
  await toOverview(page);
  await openUser(page, 'Noor Bakker');
  const both = 'Begeleid door Geleiden, Bart van · Groot, Anna de';
  await productsShown(page).toEqual([`Bouw!\n${both}`, expect.stringContaining('Letterster')]);
  expect([...troubles, ...pupil.troubles]).toEqual([]);
});

test('R4.6.3 R4.6.6 linking takes pupils out of the archive: too few seats is told with figures, and changes nothing', async () => {
  portal.database.run('update subscriptions set seats = 21 where id = 1');
  const { page, troubles } = await atOverview(browser, portal);
  await toArchive(page);
  await page.getByText('4 gebruikers').waitFor();
  await choose(page, 'Leerlingen koppelen');
  await page.getByLabel('Kies alle 4 leerlingen').check();
  const dialog = await go(page, 'Leerlingen koppelen');
  await dialog.getByLabel('Product').selectOption('Bouw!');
  await dialog.getByRole('combobox', { name: 'Begeleider(s)' }).click();
  await page.getByRole('option', { name: 'Geleiden, Bart van' }).click();
  await press(dialog, 'Nog een koppeling toevoegen');
  // The pointer is still there.
  await look(page, 'link-dialog-rows');
  await press(dialog, 'Koppeling 2 weghalen');
  await press(dialog, 'Toevoegen');
  await dialog.getByText('Nog 1 licentie vrij voor Bouw!, 4 nodig. Er is niets veranderd.').waitFor();
  await look(page, 'link-refused');
  expect([seats(), archived()]).toEqual(['20', '4']);

  // What was chosen still is: one seat is enough for one pupil.
  await press(dialog, 'Annuleren');
  await page.getByLabel('Kies alle 4 leerlingen').uncheck();
  await page.getByRole('checkbox', { name: 'Kies Smits, Ties' }).check();
  await link(page, 'Bouw!');
  await told(page, '1 leerling is gekoppeld en uit het archief gehaald.');
  await page.getByText('3 gebruikers').waitFor();
  expect([seats(), archived()]).toEqual(['21', '3']);

  // Somebody gives back a seat that somebody else takes: who wants to come back, cannot.
  await toOverview(page);
  await press(await tickAndGo(page, 'Gebruikers archiveren', 'Bakker, Noor', 'Jansen, Fenna'), 'Archiveren');
  await told(page, '2 gebruikers staan nu in het archief.');
  portal.database.run('update subscriptions set seats = 20 where id = 1');
  await toArchive(page);
  const back = await tickAndGo(page, 'Gebruikers dearchiveren', 'Bakker, Noor', 'Jansen, Fenna');
  await press(back, 'Dearchiveren');
  await back.getByText('Nog 1 licentie vrij voor Bouw!, 2 nodig. Er is niets veranderd.').waitFor();
  await look(page, 'unarchive-refused');
  expect([seats(), archived()]).toEqual(['19', '5']);
  await press(back, 'Annuleren');

  portal.database.run('update subscriptions set seats = 100 where id = 1');
  await press(page, 'Stoppen');
  await choose(page, 'Leerlingen koppelen');
  await page.getByLabel('Kies alle 5 leerlingen').check();
  await link(page, 'Bouw!');
  await told(page, '5 leerlingen zijn gekoppeld en uit het archief gehaald.');
  await page.getByText(/^Het archief is leeg/).waitFor();
  await look(page, 'archive-empty');
  expect([seats(), archived()]).toEqual(['24', '0']);
  expect(troubles).toEqual([]);
});

/** Links those who are ticked, with Bart. */
async function link(page: Page, product: string): Promise<void> {
  const dialog = await go(page, 'Leerlingen koppelen');
  await dialog.getByLabel('Product').selectOption(product);
  await dialog.getByRole('combobox', { name: 'Begeleider(s)' }).click();
  await page.getByRole('option', { name: 'Geleiden, Bart van' }).click();
  await press(dialog, 'Toevoegen');
}

test('R4.6.3 R4.6.5 by keyboard alone: two pupils out of the archive, each with two products', async () => {
  const { page, troubles } = await atOverview(browser, portal);
  const { keyboard } = page;
  await toArchive(page);
  await tabTo(page, /^Kies een beheertaak/);
  await keyboard.press('Enter');
  await tabTo(page, /^Leerlingen koppelen/);
  await keyboard.press('Enter');
  await tabTo(page, /^Kies Smits, Ties/);
  await keyboard.press('Space');
  await tabTo(page, /^Kies Wit, Liv de/);
  await keyboard.press('Space');
  await tabTo(page, /^Leerlingen koppelen/);
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Leerlingen koppelen' });
  await dialog.waitFor();

  await tabTo(page, /^Product/);
  await keyboard.type('Bouw');
  await tabTo(page, /^Begeleider/);
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.type('anna');
  await keyboard.press('Enter');
  // Nobody is pointed at any more.
  await keyboard.press('Enter');
  await dialog.getByText('Je koppelt 2 leerlingen aan Bouw! met ‘Geleiden, Bart van’ en ‘Groot, Anna de’.').waitFor();
  // The list of names closes, the dialog stays.
  await keyboard.press('Escape');
  await tabTo(page, /^Nog een koppeling toevoegen/);
  await keyboard.press('Enter');
  // One is in the new row at once.
  await keyboard.type('Letterster');
  await tabTo(page, /^Begeleider/);
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  await look(page, 'link-dialog-two');
  await tabTo(page, /^Toevoegen/);
  await keyboard.press('Enter');
  await told(page, '2 leerlingen zijn gekoppeld en uit het archief gehaald.');
  await tabTo(page, /^Ongedaan maken/);
  expect(
    portal.database.run(`select count(*) from links where pupil_id in
      (select id from users where last_name in ('Smits', 'Wit')) and product_id in (1, 2)`),
  ).toBe('6');
  expect(troubles).toEqual([]);
});

test('R4.6.3 R4.6.4 a professional without roles comes out of the archive with a role', async () => {
  const { page, troubles } = await atOverview(browser, portal);
  const roles = await tickAndGo(page, 'Rollen verwijderen', 'Geleiden, Bart van');
  await roles.getByRole('radio', { name: /^Begeleider/ }).check();
  await press(roles, 'Rollen verwijderen');
  await told(page, '1 professional is geen begeleider meer en staat nu in het archief.');
  await toArchive(page);
  const dialog = await tickAndGo(page, 'Professionals koppelen', 'Geleiden, Bart van');
  await press(dialog, 'Toevoegen');
  await dialog.getByText('Kies een rol of een product', { exact: true }).waitFor();
  await dialog.getByText('Producten zijn er voor begeleiders').waitFor();
  await look(page, 'archive-professionals');
  await dialog.getByRole('checkbox', { name: /^Begeleider/ }).check();
  await dialog.getByRole('checkbox', { name: 'Bouw!' }).check();
  await press(dialog, 'Toevoegen');
  await told(page, '1 professional is gekoppeld en uit het archief gehaald.');
  await toOverview(page);
  const row = rowOf(page, 'Geleiden, Bart van');
  await expect.poll(() => row.innerText()).toMatch(/Begeleider[^]*Bouw!/);
  expect(troubles).toEqual([]);
});

test('R4.6.1 R4.6.2 R4.6.6 3,000 pupils in the archive: all come back, or none of them', async () => {
  fillSchool(portal, 'archived');
  const { page, troubles } = await atOverview(browser, portal);
  await toArchive(page);
  await page.getByText('3004 gebruikers').waitFor();
  await look(page, 'archive-3000');
  expect(await page.getByRole('row').count()).toBeLessThan(80);
  await page.keyboard.press('End');
  await expect.poll(() => page.locator('tr[aria-rowindex="3005"]').count()).toBe(1);

  await choose(page, 'Gebruikers dearchiveren');
  await page.getByLabel('Kies alle 3000 gebruikers').check();
  const dialog = await go(page, 'Gebruikers dearchiveren');
  await press(dialog, 'Dearchiveren');
  await dialog.getByText('Nog 80 licenties vrij voor Bouw!, 3000 nodig. Er is niets veranderd.').waitFor();
  expect([seats(), archived()]).toEqual(['20', '3004']);
  portal.database.run('update subscriptions set seats = 3020 where id = 1');
  await press(dialog, 'Dearchiveren');
  await told(page, '3000 gebruikers zijn weer actief.');
  await page.getByText('4 gebruikers').waitFor();
  expect([seats(), archived()]).toEqual(['3020', '4']);
  expect(troubles).toEqual([]);
});
