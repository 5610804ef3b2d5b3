import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cameIn, look, signIn, visit, visitAs } from '../support/browser';
import { ADULT_PASSWORD, PUPIL_PASSWORD } from '../support/client';
import { atOverview, fillSchool, names, openUser, press, rowOf, told } from '../support/people';
import { browser, eachOnItsOwnPortal, portal } from '../support/stories';

eachOnItsOwnPortal();

const fact = (page: Page, name: string) =>
  page.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd').innerText();
const products = (page: Page) => page.getByRole('list', { name: 'Producten' }).getByRole('listitem').allInnerTexts();
/** The links of this kind in the mails so far. */
function mailed(kind: string): string[] {
  const folder = join(portal.database.folder, 'mail');
  const link = new RegExp(`http\\S+/${kind}#\\S+`);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .flatMap((name) => link.exec(readFileSync(join(folder, name), 'utf8')) ?? []);
}

/** Uses the link that was mailed to a new e-mail address. */
async function confirmAddress(page: Page): Promise<void> {
  await expect.poll(() => mailed('e-mailadres/bevestigen')).toHaveLength(1);
  await page.goto(mailed('e-mailadres/bevestigen')[0] ?? '');
  await page.getByRole('heading', { level: 1, name: 'Nieuw e-mailadres' }).waitFor();
  await look(page, 'confirm-email');
  await press(page, 'Ja, dit is mijn adres');
  await page.getByText('Je nieuwe e-mailadres geldt. Log er voortaan mee in.').waitFor();
}

const focused = (page: Page) => page.locator(':focus').innerText();

/** Takes one person in a list that opens under its field. */
async function pick(page: Page, field: string | RegExp, name: string): Promise<void> {
  const combobox = page.getByRole('combobox', { name: field });
  await combobox.fill(name);
  await page.getByRole('option', { name }).click();
  await combobox.press('Escape');
}

test('R4.12.1 a pupil: names, year group, user name and password; and back to the list as it was', async () => {
  const { page, troubles } = await atOverview(browser, portal);
  await page.getByLabel('Rol').selectOption('Leerlingen');
  await page.getByRole('columnheader', { name: 'Naam' }).getByRole('button').click();
  await page.getByLabel('Zoek een naam').fill('van');
  await expect.poll(() => names(page)).toHaveLength(4);
  const shown = await names(page);
  await page.getByRole('link', { name: 'Wijzig Sem van der Berg' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sem van der Berg' }).waitFor();
  await look(page, 'user-pupil');

  await press(page, 'Wijzig profiel');
  await look(page, 'user-profile');
  await page.getByLabel('Achternaam').fill('');
  await press(page, 'Opslaan');
  await page.getByText('Dit moet je nog invullen').waitFor();
  await page.getByLabel('Achternaam').fill('Bergsma');
  await page.getByLabel('Tussenvoegsel').fill('');
  await page.getByLabel('Leerjaar').selectOption('Groep 8');
  await page.getByLabel('Gebruikersnaam').fill('fenna.j');
  await press(page, 'Opslaan');
  await page.getByText('Deze gebruikersnaam is al bezet').waitFor();
  await look(page, 'user-profile-faulty');
  await page.getByLabel('Gebruikersnaam').fill('sem.bergsma');
  await press(page, 'Maak een nieuw wachtwoord');
  const password = page.getByLabel('Nieuw wachtwoord');
  await expect.poll(() => password.inputValue()).not.toBe('');
  const given = await password.inputValue();
  await press(page, 'Opslaan');
  await told(page, 'Het profiel van Sem Bergsma is opgeslagen.');
  await page.getByRole('heading', { name: 'Het nieuwe wachtwoord van Sem' }).waitFor();
  // What can be read only now is where one goes on.
  expect(await focused(page)).toContain(given);
  await look(page, 'user-password');

  // Who leaves loses the password, and is told so.
  await page.getByRole('link', { name: 'Gebruikersoverzicht' }).click();
  await press(page.getByRole('dialog', { name: 'Wil je hier weg?' }), 'Toch weggaan');
  await page.getByRole('heading', { level: 1, name: 'Gebruikersoverzicht' }).waitFor();
  expect(page.url()).toMatch(/\?rol=leerling&sort=-naam&zoek=van$/);
  await expect.poll(() => names(page)).toEqual(shown.filter((name) => name !== 'Berg, Sem van der'));
  await page.getByLabel('Zoek een naam').fill('bergsma');
  await expect.poll(() => rowOf(page, 'Bergsma, Sem').innerText()).toMatch(/sem\.bergsma[^]*Groep 8/);
  const pupil = await visit(browser);
  await signIn(pupil.page, portal.url, 'sem.bergsma', given);
  await pupil.page.getByRole('heading', { name: /Sem/ }).waitFor();
  expect([...troubles, ...pupil.troubles]).toEqual([]);
});

test('R4.12.1 two at one profile: who is second sees what changed, and loses nothing of what was typed', async () => {
  const bea = await atOverview(browser, portal);
  const anna = await atOverview(browser, portal, 'juf.anna');
  for (const { page } of [bea, anna]) {
    await openUser(page, 'Fenna Jansen');
    await press(page, 'Wijzig profiel');
  }
  await bea.page.getByLabel('Voornaam').fill('Fenne');
  await bea.page.getByLabel('Achternaam').fill('Jansen-Vos');
  await bea.page.getByLabel('Leerjaar').selectOption('Groep 7');
  await press(bea.page, 'Opslaan');
  await told(bea.page, 'Het profiel van Fenne Jansen-Vos is opgeslagen.');

  const { page } = anna;
  await page.getByLabel('Achternaam').fill('Jansen-Bos');
  await page.getByLabel('Gebruikersnaam').fill('fenna.bos');
  await page.getByLabel('Leerjaar').selectOption('Groep 6');
  await press(page, 'Opslaan');
  const conflict = page.getByRole('alert').filter({ hasText: 'Iemand anders veranderde dit profiel net' });
  await conflict.waitFor();
  await look(page, 'user-conflict');
  expect(await conflict.innerText()).toMatch(/Voornaam: nu Fenne \(overgenomen\)/);
  expect(await conflict.innerText()).toMatch(/Achternaam\s+Staat er nu\s+Jansen-Vos\s+Typte jij\s+Jansen-Bos/);
  expect(await page.getByLabel('Voornaam', { exact: true }).inputValue()).toBe('Fenne');
  expect(await page.getByLabel('Achternaam', { exact: true }).inputValue()).toBe('Jansen-Bos');
  await press(conflict, 'Neem over bij Leerjaar: Groep 7');
  await press(page, 'Toch opslaan');
  await told(page, 'Het profiel van Fenne Jansen-Bos is opgeslagen.');
  expect(await fact(page, 'Leerjaar')).toBe('Groep 7');
  expect(await fact(page, 'Gebruikersnaam')).toBe('fenna.bos');
  const lines = portal.database.run("select count(*) from audit where action = 'people.profile_changed'");
  expect(lines).toBe('2');

  // The same at the products of one pupil.
  for (const each of [bea, anna]) {
    await each.page.reload();
    await press(each.page, 'Wijzig rollen en producten');
  }
  await bea.page.getByRole('checkbox', { name: 'Letterster' }).uncheck();
  await press(bea.page, 'Opslaan');
  await told(bea.page, /De koppelingen van .* zijn opgeslagen/);
  // The last of the two is Anna herself.
  await page.getByRole('combobox', { name: 'Begeleider(s) voor Bouw!' }).press('Backspace');
  await press(page, 'Opslaan');
  await page.getByText('Iemand anders veranderde dit net').waitFor();
  await look(page, 'user-roles-conflict');
  await press(page, 'Toch opslaan');
  await told(page, /De koppelingen van .* zijn opgeslagen/);
  await expect
    .poll(() => products(page))
    .toEqual(['Bouw!\nBegeleid door Geleiden, Bart van', 'Letterster\nBegeleid door Groot, Anna de']);
  expect([...bea.troubles, ...anna.troubles]).toEqual([]);
});

test('R4.12.1 a professional: names, job title and e-mail; who works elsewhere too keeps those; and to the archive', async () => {
  const { page, troubles } = await atOverview(browser, portal);
  await openUser(page, 'Bart van Geleiden');
  await look(page, 'user-professional');
  await press(page, 'Wijzig profiel');
  await page.getByLabel('Functie').fill('Intern begeleider en leerkracht van groep 5, 6 en 7');
  await page.getByLabel('E-mailadres').fill('beheer@demo.lexipoort.example');
  await press(page, 'Opslaan');
  await page.getByText('Dit e-mailadres is al van iemand anders').waitFor();
  await page.getByLabel('E-mailadres').fill('bart@demo.lexipoort.example');
  await look(page, 'user-profile-professional');
  await press(page, 'Opslaan');
  await told(page, /We hebben een mail gestuurd naar bart@demo.lexipoort.example; het nieuwe adres geldt zodra/);
  expect(await fact(page, 'E-mailadres')).toBe('begeleider@demo.lexipoort.example');
  const bart = await visit(browser);
  await confirmAddress(bart.page);
  await page.reload();
  await expect.poll(() => fact(page, 'E-mailadres')).toBe('bart@demo.lexipoort.example');
  await signIn(bart.page, portal.url, 'bart@demo.lexipoort.example', ADULT_PASSWORD);
  await cameIn(bart.page);

  await press(page, 'Wijzig profiel');
  await page.getByRole('checkbox', { name: 'Archiveren' }).check();
  await press(page, 'Opslaan');
  await told(page, 'Bart van Geleiden staat nu in het archief.');
  await page.getByText('Bart van Geleiden staat in het archief', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: /^Wijzig/ }).count()).toBe(0);
  await bart.page.reload();
  await bart.page.waitForURL('**/inloggen*');
  await press(page, 'Ongedaan maken');
  await told(page, 'Ongedaan gemaakt.');
  await page.getByRole('button', { name: 'Wijzig profiel' }).waitFor();

  await page.getByRole('link', { name: 'Gebruikersoverzicht' }).click();
  await openUser(page, 'Anna de Groot');
  await press(page, 'Wijzig profiel');
  await page.getByText(/^Anna de Groot werkt ook op een andere school/).waitFor();
  expect(await page.getByLabel('E-mailadres').isDisabled()).toBe(true);
  await look(page, 'user-elsewhere');
  // Nobody else guides the pupils of Letterster.
  await page.getByRole('checkbox', { name: 'Archiveren' }).check();
  await press(page, 'Opslaan');
  await page.getByText(/Anna de Groot is de enige begeleider van .*Fenna Jansen/).waitFor();
  await look(page, 'user-archive-refused');
  await press(page, 'Annuleren');
  expect(await focused(page)).toBe('Wijzig profiel');
  expect([...troubles, ...bart.troubles]).toEqual([]);
});

test('R4.12.2 one’s own profile, with a new e-mail address; a new password goes by mail only', async () => {
  const { page, troubles } = await visitAs(browser, portal.url, 'begeleider');
  await press(page, 'Menu');
  await page.getByRole('link', { name: 'Mijn profiel' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mijn profiel' }).waitFor();
  await look(page, 'profile');
  await press(page, 'Wijzig profiel');
  await page.getByLabel('Voornaam').fill('Bartholomeus');
  await page.getByLabel('E-mailadres').fill('bartholomeus@demo.lexipoort.example');
  await press(page, 'Opslaan');
  await page.getByText('Dit moet je nog invullen').waitFor();
  await page.getByLabel('Je wachtwoord van nu').fill('geraden');
  await press(page, 'Opslaan');
  await page.getByText('Dit is niet je wachtwoord van nu').waitFor();
  await look(page, 'profile-editing');
  await page.getByLabel('Je wachtwoord van nu').fill(ADULT_PASSWORD);
  await press(page, 'Opslaan');
  await told(
    page,
    /We hebben een mail gestuurd naar bartholomeus@demo.lexipoort.example; het nieuwe adres geldt zodra/,
  );
  expect(await focused(page)).toBe('Wijzig profiel');
  expect(await fact(page, 'Voornaam')).toBe('Bartholomeus');

  await confirmAddress(page);
  await signIn(page, portal.url, 'bartholomeus@demo.lexipoort.example', ADULT_PASSWORD);
  await cameIn(page);
  await page.goto(`${portal.url}/profiel`);
  await page.getByRole('heading', { level: 1, name: 'Mijn profiel' }).waitFor();
  expect(await page.getByLabel(/nieuw wachtwoord/i).count()).toBe(0);
  await page.getByRole('link', { name: 'Wachtwoord veranderen' }).click();
  await page.getByLabel('E-mailadres of gebruikersnaam').fill('bartholomeus@demo.lexipoort.example');
  await press(page, 'Verstuur de mail');
  await expect.poll(() => mailed('wachtwoord/instellen')).toHaveLength(1);
  await page.goto(mailed('wachtwoord/instellen')[0] ?? '');
  await page.getByLabel('Nieuw wachtwoord', { exact: true }).fill('Kikker-op-fiets-88');
  await press(page, 'Wachtwoord opslaan');
  await page.waitForURL('**/inloggen*');
  await signIn(page, portal.url, 'bartholomeus@demo.lexipoort.example', 'Kikker-op-fiets-88');
  await cameIn(page);
  expect(troubles).toEqual([]);
});

test('R4.12.2 who presses a link just when a notice rises over it, follows the link', async () => {
  const { page, troubles } = await visitAs(browser, portal.url, 'begeleider');
  await page.goto(`${portal.url}/profiel`);
  // The notice stays as it is while it rises, however long that takes here.
  await page.evaluate(() =>
    document.addEventListener('animationstart', ({ target }) => {
      for (const animation of (target as Element).getAnimations()) if ('animationName' in animation) animation.pause();
    }),
  );
  await press(page, 'Wijzig profiel');
  await page.getByLabel('Functie').fill('Leerkracht');
  await press(page, 'Opslaan');
  await told(page, 'Je profiel is opgeslagen.');
  const link = page.getByRole('link', { name: 'Wachtwoord veranderen' });
  const [x, y] = await link.evaluate((element) => {
    const { left, width, top, height } = element.getClientRects()[0] ?? new DOMRect();
    return [left + width / 2, top + height / 2] as const;
  });
  // As high as brings the notice over the link.
  await page.setViewportSize({ width: 1440, height: Math.round(y) + 40 });
  const notice = page.getByRole('alert');
  const isOver = async () => {
    const box = await notice.boundingBox();
    return box !== null && x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
  };
  await expect.poll(isOver).toBe(true);
  await page.mouse.click(x, y);
  await page.getByLabel('E-mailadres of gebruikersnaam').waitFor();
  expect(troubles).toEqual([]);
});

test('R4.12.3 a pupil’s products on and off, with their supervisors; all off, and the pupil is in the archive', async () => {
  const { page, troubles } = await atOverview(browser, portal);
  await openUser(page, 'Julia Vos');
  expect(await products(page)).toEqual(['Bouw!\nBegeleid door Geleiden, Bart van · Groot, Anna de']);
  await press(page, 'Wijzig rollen en producten');
  await page.getByRole('checkbox', { name: 'Letterster' }).check();
  await press(page, 'Opslaan');
  await page.getByText('Kies minstens één begeleider').waitFor();
  await look(page, 'user-products');
  await pick(page, 'Begeleider(s) voor Letterster', 'Groot, Anna de');
  await press(page, 'Opslaan');
  await told(page, 'De koppelingen van Julia Vos zijn opgeslagen.');
  await expect.poll(async () => (await products(page))[1]).toBe('Letterster\nBegeleid door Groot, Anna de');
  const julia = await visit(browser);
  await signIn(julia.page, portal.url, 'julia.v', PUPIL_PASSWORD);
  await julia.page.getByRole('link', { name: 'Letterster' }).waitFor();

  await press(page, 'Wijzig rollen en producten');
  await page.getByRole('checkbox', { name: 'Letterster' }).uncheck();
  await page.getByRole('checkbox', { name: 'Bouw!' }).uncheck();
  await page.getByText('Zonder product gaat Julia Vos naar het archief.').waitFor();
  await press(page, 'Opslaan');
  const sure = page.getByRole('dialog', { name: 'Julia Vos naar het archief?' });
  await sure.waitFor();
  await look(page, 'user-products-off');
  await press(sure, 'Archiveren');
  await told(page, 'Julia Vos staat nu in het archief.');
  await julia.page.reload();
  await julia.page.waitForURL('**/inloggen*');
  expect([...troubles, ...julia.troubles]).toEqual([]);
});

test('R4.12.3 a professional’s roles on and off, with products and pupils; both off, and to the archive', async () => {
  const { page, troubles } = await atOverview(browser, portal);
  await openUser(page, 'Bea Beheer');
  await look(page, 'user-self');
  await press(page, 'Wijzig rollen en producten');
  await page.getByRole('checkbox', { name: 'Begeleider' }).check();
  await page.getByRole('checkbox', { name: 'Letterster' }).check();
  await pick(page, /^Leerlingen voor Letterster/, 'Jansen, Fenna');
  await pick(page, /^Leerlingen voor Letterster/, 'Bakker, Noor');
  await look(page, 'user-roles');
  await press(page, 'Opslaan');
  await told(page, 'De koppelingen van Bea Beheer zijn opgeslagen.');
  await expect.poll(() => products(page)).toEqual(['Letterster\nBakker, Noor · Jansen, Fenna']);
  // The tab is no longer grey.
  await page.getByRole('link', { name: 'Resultaten', exact: true }).waitFor();

  await page.getByRole('link', { name: 'Gebruikersoverzicht' }).click();
  await openUser(page, 'Bart van Geleiden');
  await press(page, 'Wijzig rollen en producten');
  await page.getByRole('checkbox', { name: 'Begeleider' }).uncheck();
  await press(page, 'Opslaan');
  const sure = page.getByRole('dialog', { name: 'Bart van Geleiden naar het archief?' });
  await press(sure, 'Archiveren');
  await told(page, 'Bart van Geleiden staat nu in het archief.');
  await page.getByText('Bart van Geleiden staat in het archief', { exact: true }).waitFor();
  await press(page, 'Ongedaan maken');
  await expect.poll(async () => (await products(page)).length).toBe(1);
  expect(troubles).toEqual([]);
});

test('R4.12.1 R4.12.3 names as long as names get, and a supervisor of 3,000 pupils', async () => {
  fillSchool(portal, 'active');
  portal.database.run(`update users set first_name = 'Maximiliaan-Alexander', infix = 'van den',
    last_name = 'Vermeulen-van Oldenbarnevelt tot Stoutenburg', user_name = 'maximiliaan.van.den.vermeulen',
    job_title = 'Intern begeleider, leerkracht van groep 5, 6 en 7 en vertrouwenspersoon van de hele school'
    where email like 'begeleider@%'`);
  const { page, troubles } = await visitAs(browser, portal.url, 'beheer');
  const id = portal.database.run("select id from users where email like 'begeleider@%'");
  await page.goto(`${portal.url}/school/1/beheer/gebruikers/${id}`);
  await page.getByText(/en nog \d+ anderen/).waitFor();
  await look(page, 'user-long');
  // To change it, with those of the longest names.
  portal.database.run(`delete from links where pupil_id in
    (select id from users where subject like 'many-%' and last_name not like '%Oldenbarnevelt')`);
  await page.reload();
  await press(page, 'Wijzig rollen en producten');
  await page.getByRole('combobox', { name: /^Leerlingen voor Bouw!/ }).waitFor();
  await look(page, 'user-roles-long');
  await press(page, 'Annuleren');
  expect(await focused(page)).toBe('Wijzig rollen en producten');
  expect(troubles).toEqual([]);
});
