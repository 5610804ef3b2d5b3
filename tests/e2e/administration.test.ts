import { expect, test } from 'vitest';
import { downloaded, look, signIn, visit } from '../support/browser';
import { ADULT_PASSWORD, PUPIL_PASSWORD } from '../support/client';
import { atOverview, choose, fillSchool, go, names, press, rowOf, tabTo, tickAndGo, told } from '../support/people';
import { browser, eachOnItsOwnPortal, portal } from '../support/stories';
import { readByLibreOffice } from '../support/sheets';

eachOnItsOwnPortal();

const seats = () => portal.database.run('select count(*) from licences where ends_on is null and subscription_id = 1');

test('R4.5.1 by keyboard: the check box that has the focus is never behind a bar, down the list and up again', async () => {
  const { page } = await atOverview(browser, portal);
  await choose(page, 'Gebruikers archiveren');
  await page.setViewportSize({ width: 1024, height: 600 });
  await tabTo(page, /^Kies Bakker, Noor$/);
  const seen: (string | null)[] = [];
  for (const key of [...Array<string>(20).fill('Tab'), ...Array<string>(18).fill('Shift+Tab')]) {
    await page.keyboard.press(key);
    const [name, covered] = await page.locator(':focus').evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const front = [top + 2, top + height - 2].map((y) => document.elementFromPoint(left + width / 2, y));
      return [element.getAttribute('aria-label'), front.some((one) => !element.parentElement?.contains(one))] as const;
    });
    if (name?.startsWith('Kies ') !== true) break;
    seen.push(name);
    expect(covered, `${name} is behind a bar`).toBe(false);
  }
  expect(seen.length).toBeGreaterThan(30);
});

test('R4.3.1 what one searches, filters and sorts stands in the address, and shows the same to whom it is sent', async () => {
  const { page, troubles } = await atOverview(browser, portal);
  await page.getByText('23 gebruikers').waitFor();
  await look(page, 'users');

  await page.getByLabel('Zoek een naam').fill('yilmaz');
  await page.getByText('1 gebruiker gevonden van 23').waitFor();
  await page.getByLabel('Zoek een naam').fill('vandijk');
  await page.getByText(/^Niemand gevonden/).waitFor();
  await look(page, 'users-nobody');
  await page.getByLabel('Zoek een naam').fill('dijk thijs');
  await expect.poll(() => names(page)).toEqual(['Dijk, Thijs van']);
  await press(page, 'Wis de filters');
  await page.getByText('23 gebruikers').waitFor();

  await page.getByLabel('Rol').selectOption('Leerlingen');
  await page.getByLabel('Product').selectOption('Letterster');
  await page.getByRole('columnheader', { name: 'Leerjaar' }).getByRole('button').click();
  await page.getByRole('columnheader', { name: 'Leerjaar' }).getByRole('button').click();
  await expect.poll(() => page.url()).toMatch(/rol=leerling&product=\d+&sort=-leerjaar$/);
  const shown = await names(page);
  expect(shown).toHaveLength(8);
  expect(shown.slice(0, 2)).toEqual(['Bakker, Noor', 'Boer, Zoë de']);
  await page.reload();
  await expect.poll(() => names(page)).toEqual(shown);

  const colleague = await visit(browser);
  await colleague.page.goto(page.url());
  await colleague.page.waitForURL('**/inloggen?terug=*');
  await colleague.page.getByLabel('E-mailadres of gebruikersnaam').fill('juf.anna@demo.lexipoort.example');
  await colleague.page.getByLabel('Wachtwoord', { exact: true }).fill(ADULT_PASSWORD);
  await press(colleague.page, 'Inloggen');
  await expect.poll(() => names(colleague.page)).toEqual(shown);
  expect([...troubles, ...colleague.troubles]).toEqual([]);
});

test('R4.3.1 R4.10.1 with 3,000 pupils the overview holds only the rows in sight, and a task takes them all', async () => {
  fillSchool(portal, 'active');
  const { page, troubles } = await atOverview(browser, portal);
  await page.getByText('3023 gebruikers').waitFor();
  await look(page, 'users-3000');
  expect(await page.getByRole('row').count()).toBeLessThan(80);
  // To the very end by keyboard, as a long page scrolls; and the rows there are real.
  await page.getByRole('link', { name: 'Gebruikersarchief' }).focus();
  await page.keyboard.press('End');
  await expect.poll(() => page.locator('tr[aria-rowindex="3024"]').count()).toBe(1);
  expect(await page.getByRole('row').count()).toBeLessThan(80);

  await page.getByLabel('Zoek een naam').fill('kind2999');
  await expect.poll(() => names(page)).toEqual(['Achternaam249, Kind2999']);
  await page.getByLabel('Zoek een naam').fill('');
  await choose(page, 'Leerjaar aanpassen');
  await page.getByLabel('Leerjaar', { exact: true }).selectOption('Groep 7');
  await page.getByLabel(/^Kies alle \d+ gevonden leerlingen/).check();
  const dialog = await go(page, 'Leerjaar aanpassen');
  await dialog.getByRole('radio', { name: 'Een jaar verder' }).check();
  await dialog.getByText('Je zet 375 leerlingen een leerjaar verder: 375 van groep 7 naar 8.').waitFor();
  await press(dialog, 'Aanpassen');
  await told(page, '375 leerlingen gaan een leerjaar verder.');
  expect(portal.database.run('select count(*) from memberships where year_group = 8')).toBe('750');
  expect(troubles).toEqual([]);
});

test('R4.5.1 R4.5.2 R4.5.3 leavers to the archive: a range by Shift, a refusal with names, done, and undone', async () => {
  const pupil = await visit(browser);
  await signIn(pupil.page, portal.url, 'noor.b', PUPIL_PASSWORD);
  await pupil.page.waitForURL('**/oefenen');
  const { page, troubles } = await atOverview(browser, portal);
  await choose(page, 'Gebruikers archiveren');
  await page.getByText('22 gebruikers om uit te kiezen').waitFor();
  await page.getByText('jezelf archiveren kan niet').waitFor();
  await page.getByRole('checkbox', { name: 'Kies Bakker, Noor' }).check();
  await page.getByRole('checkbox', { name: 'Kies Bos, Levi' }).click({ modifiers: ['Shift'] });
  await page.getByText('4 gebruikers gekozen').waitFor();
  await page.getByRole('checkbox', { name: 'Kies Groot, Anna de' }).check();
  await look(page, 'users-archiving');

  const dialog = await go(page, 'Gebruikers archiveren');
  await dialog.getByText('Je archiveert 4 leerlingen en 1 professional.').waitFor();
  await look(page, 'archive-dialog');
  await press(dialog, 'Archiveren');
  await dialog.getByText(/Anna de Groot is de enige begeleider van .*Fenna Jansen/).waitFor();
  await look(page, 'archive-refused');
  await press(dialog, 'Annuleren');
  expect(seats()).toBe('20');
  await page.getByRole('checkbox', { name: 'Kies Groot, Anna de' }).uncheck();
  await press(await go(page, 'Gebruikers archiveren'), 'Archiveren');
  await told(page, '4 gebruikers staan nu in het archief.');
  await page.getByText('19 gebruikers').waitFor();
  await look(page, 'users-archived');
  expect(seats()).toBe('16');
  await pupil.page.reload();
  await pupil.page.waitForURL('**/inloggen*');

  await press(page, 'Ongedaan maken');
  await told(page, 'Ongedaan gemaakt. 4 gebruikers zijn weer zoals ervoor.');
  await page.getByText('23 gebruikers').waitFor();
  expect(seats()).toBe('20');
  await signIn(pupil.page, portal.url, 'noor.b', PUPIL_PASSWORD);
  await pupil.page.waitForURL('**/oefenen');
  expect([...troubles, ...pupil.troubles]).toEqual([]);
});

test('R4.5.1 a whole task by keyboard alone: choose, tick a range, see what happens, do it, undo it', async () => {
  const { page } = await atOverview(browser, portal);
  await tabTo(page, /^Kies een beheertaak/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Gebruikers archiveren/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Kies Bakker, Noor/);
  await page.keyboard.press('Space');
  await tabTo(page, /^Kies Boer, Zoë de/);
  await page.keyboard.press('Shift+Space');
  await page.getByText('3 gebruikers gekozen').waitFor();
  await tabTo(page, /^Gebruikers archiveren/);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Gebruikers archiveren' });
  await dialog.getByText('Je archiveert Noor Bakker, Sem van der Berg en Zoë de Boer.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  // The focus is back where the dialog was opened.
  await expect.poll(() => page.locator(':focus').innerText()).toBe('Gebruikers archiveren');
  await page.keyboard.press('Enter');
  await tabTo(page, /^Archiveren/);
  await page.keyboard.press('Enter');
  await told(page, '3 gebruikers staan nu in het archief.');
  await tabTo(page, /^Ongedaan maken/);
  await page.keyboard.press('Enter');
  await told(page, 'Ongedaan gemaakt.');
  await expect.poll(() => page.locator(':focus').innerText()).toMatch(/Kies een beheertaak/);
});

test('R4.6.4 R4.9.1 R2.3 professionals: the role they have is orange, roles go, and one administrator stays', async () => {
  const { page, troubles } = await atOverview(browser, portal);
  const dialog = await tickAndGo(page, 'Professionals koppelen', 'Geleiden, Bart van', 'Groot, Anna de');
  const had = dialog.locator('label[data-had]');
  expect(await had.innerText()).toMatch(/^Begeleider\s+hebben ze al$/);
  expect(await dialog.getByRole('checkbox', { name: /^Begeleider/ }).isDisabled()).toBe(true);
  await dialog.getByRole('checkbox', { name: /^Beheerder/ }).check();
  await dialog.getByRole('checkbox', { name: 'Letterster' }).check();
  await look(page, 'professionals-dialog');
  await dialog
    .getByText('Je geeft Bart van Geleiden en Anna de Groot de rol beheerder en het product Letterster.')
    .waitFor();
  await press(dialog, 'Toevoegen');
  await told(page, /professionals? (is|zijn) gekoppeld/);
  await expect.poll(() => rowOf(page, 'Geleiden, Bart van').innerText()).toContain('Beheerder');

  const remove = await tickAndGo(page, 'Rollen verwijderen', 'Beheer, Bea', 'Geleiden, Bart van', 'Groot, Anna de');
  await remove.getByRole('radio', { name: /^Beheerder/ }).check();
  await remove.getByText('Bea Beheer houdt geen rol over en gaat naar het archief.').waitFor();
  await look(page, 'roles-dialog');
  await press(remove, 'Rollen verwijderen');
  await remove.getByRole('alert').waitFor();
  await look(page, 'roles-refused');
  await press(remove, 'Annuleren');
  await page.getByRole('checkbox', { name: 'Kies Beheer, Bea' }).uncheck();
  const rest = await go(page, 'Rollen verwijderen');
  await rest.getByRole('radio', { name: /^Beheerder/ }).check();
  await press(rest, 'Rollen verwijderen');
  await told(page, '2 professionals zijn geen beheerder meer.');
  await expect.poll(() => rowOf(page, 'Groot, Anna de').innerText()).not.toContain('Beheerder');
  expect(troubles).toEqual([]);
});

test('R4.10.1 everybody a year up, once those at the end of the range are named and taken out', async () => {
  portal.database.run('update memberships set year_group = 8 where year_group = 6');
  const { page, troubles } = await atOverview(browser, portal);
  await choose(page, 'Leerjaar aanpassen');
  await page.getByLabel('Kies alle 20 leerlingen').check();
  const dialog = await go(page, 'Leerjaar aanpassen');
  await dialog.getByRole('radio', { name: 'Een jaar verder' }).check();
  await dialog.getByText('5 leerlingen kunnen niet die kant op').waitFor();
  await press(dialog, 'Aanpassen');
  await dialog.getByText(/Niet iedereen kan een leerjaar die kant op\. Het gaat om .*Noor Bakker/).waitFor();
  await look(page, 'year-refused');
  await press(dialog, 'Annuleren');
  // The filter finds them, and takes them out of the choice in one go.
  await page.getByLabel('Leerjaar', { exact: true }).selectOption('Groep 8');
  await page.getByLabel('Kies alle 5 gevonden leerlingen').uncheck();
  await press(page, 'Wis de filters');
  await page.getByText('15 leerlingen gekozen').waitFor();
  const rest = await go(page, 'Leerjaar aanpassen');
  await rest.getByRole('radio', { name: 'Een jaar verder' }).check();
  await rest.getByText('5 van groep 3 naar 4, 5 van groep 4 naar 5 en 5 van groep 5 naar 6').waitFor();
  await look(page, 'year-dialog');
  await press(rest, 'Aanpassen');
  await told(page, '15 leerlingen gaan een leerjaar verder.');
  await expect.poll(() => rowOf(page, 'Jansen, Fenna').innerText()).toContain('Groep 4');
  await expect.poll(() => rowOf(page, 'Bakker, Noor').innerText()).toContain('Groep 8');
  expect(troubles).toEqual([]);
});

test('R4.11.1 the list as a file that LibreOffice opens, without formulas', async () => {
  portal.database.run("update users set last_name = '=1+1' where user_name = 'fenna.j'");
  const { page, troubles } = await atOverview(browser, portal);
  await page.getByRole('button', { name: 'Kies een beheertaak' }).click();
  await look(page, 'task-menu');
  const file = await downloaded(page, () => page.getByRole('button', { name: /^Downloaden/ }).click());
  expect(file.name).toBe('gebruikers.xlsx');
  const lines = readByLibreOffice(file.bytes, 'xlsx');
  expect(lines).toHaveLength(24);
  expect(lines).toContain('"=1+1, Fenna","3","Leerling","Bouw!, Letterster","fenna.j"');
  await told(page, 'Het Excel-bestand is gedownload.');
  expect(troubles).toEqual([]);
});
