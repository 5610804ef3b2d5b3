import { expect, test } from 'vitest';
import { look, visitAs } from '../support/browser';
import { allOnOnePortal, browser, portal } from '../support/stories';

allOnOnePortal();

test('R4.2.1 addresses of each type are activated and removed, per school, and the log tells it', async () => {
  const { page, troubles } = await visitAs(browser, portal.url, 'juf.anna');
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('link', { name: 'De Regenboog' }).click();
  await page.getByRole('heading', { name: 'Instellingen van De Regenboog' }).waitFor();
  await look(page, 'settings-empty');
  await page.getByRole('button', { name: 'Activeer IP-nummer/range' }).click();
  await page.getByText('Kies eerst een verbindingstype').waitFor();
  for (const { type, typed, notice, shown } of [
    { type: /^Eén adres/, typed: '84.12.3.4', notice: 'Het IP-nummer is geactiveerd.', shown: ['84.12.3.4'] },
    {
      type: /^Meerdere adressen/,
      typed: '84.12.3.4\n2a02:a210::1',
      notice: 'De IP-nummers zijn geactiveerd.',
      shown: ['84.12.3.4', '2a02:a210::1'],
    },
    {
      type: /^Een reeks/,
      typed: '84.12.3.16 - 84.12.3.31',
      notice: 'De IP-nummers zijn geactiveerd.',
      shown: ['84.12.3.16 t/m 84.12.3.31'],
    },
  ]) {
    const change = page.getByRole('button', { name: 'Wijzig IP-nummer/range' });
    if ((await change.count()) > 0) await change.click();
    await page.getByRole('radio', { name: type }).check();
    await page.getByLabel('IP-nummer').fill(typed);
    await page.getByRole('button', { name: 'Activeer IP-nummer/range' }).click();
    await page.getByRole('alert').filter({ hasText: notice }).waitFor();
    const active = page.getByRole('definition').getByRole('listitem');
    await expect.poll(() => active.allInnerTexts()).toEqual(shown);
  }
  await look(page, 'settings-active');
  // The other school has nothing of it.
  await page.goto(`${portal.url}/school/2/instellingen`);
  await page.getByRole('group', { name: 'Verbindingstype' }).waitFor();

  await page.goto(`${portal.url}/school/1/instellingen`);
  await page.getByRole('button', { name: 'Verwijder IP-nummer/range' }).click();
  const dialog = page.getByRole('dialog', { name: 'IP-nummer/range verwijderen?' });
  await dialog.waitFor();
  await look(page, 'settings-remove');
  await dialog.getByRole('button', { name: 'Verwijderen' }).click();
  await page.getByText(/^Het IP-nummer is verwijderd/).waitFor();
  await page.getByRole('group', { name: 'Verbindingstype' }).waitFor();
  await page.goto(`${portal.url}/school/1/beheer/logboek`);
  await page.getByText(/Anna de Groot verwijderde het IP-nummer van de school/).waitFor();
  await page.getByText(/Anna de Groot stelde het IP-nummer van de school in: 84\.12\.3\.16/).waitFor();
  await look(page, 'log-addresses');
  expect(troubles).toEqual([]);
});

test('R4.2.2 the address one comes from is one click; one that another school has is taken, with a warning', async () => {
  const { page, troubles } = await visitAs(browser, portal.url, 'juf.anna');
  // As the proxy in front of the portal tells it.
  await page.setExtraHTTPHeaders({ 'x-forwarded-for': '185.10.20.30' });
  await page.goto(`${portal.url}/school/1/instellingen`);
  await page.getByRole('button', { name: 'Gebruik 185.10.20.30' }).click();
  await page.getByRole('button', { name: 'Activeer IP-nummer/range' }).click();
  await page.getByText('Het IP-nummer is geactiveerd.').waitFor();

  await page.goto(`${portal.url}/school/2/instellingen`);
  await page.getByRole('radio', { name: /^Een reeks/ }).check();
  await page.getByLabel('IP-nummer').fill('185.10.20.0/27');
  await page.getByRole('button', { name: 'Activeer IP-nummer/range' }).click();
  await page.getByText('De IP-nummers zijn geactiveerd.').waitFor();
  await page.getByText(/^1 andere school heeft een of meer van deze adressen\. Dat mag/).waitFor();
  await look(page, 'settings-overlap');
  expect(troubles).toEqual([]);
});

test('R8.2 the log by user and by period, in the address; who is no administrator cannot read it', async () => {
  const { page, troubles } = await visitAs(browser, portal.url, 'juf.anna');
  await page.goto(`${portal.url}/school/1/beheer/logboek`);
  await page.getByRole('combobox', { name: 'Gebruiker' }).fill('geleiden');
  await page.getByRole('option', { name: 'Geleiden, Bart van' }).click();
  await page.getByText(/^Niets gevonden/).waitFor();
  await look(page, 'log-nothing');
  await expect.poll(() => page.url()).toMatch(/\?wie=\d+$/);
  await page.getByRole('button', { name: 'Wis de filters' }).click();
  await page.getByLabel('Van', { exact: true }).fill('2099-01-01');
  await page.getByText(/^Niets gevonden/).waitFor();
  await page.reload();
  await page.getByText(/^Niets gevonden/).waitFor();
  expect(await page.getByLabel('Van', { exact: true }).inputValue()).toBe('2099-01-01');
  expect(troubles).toEqual([]);

  const supervisor = await visitAs(browser, portal.url, 'begeleider');
  await supervisor.page.goto(`${portal.url}/school/1/beheer/logboek`);
  await supervisor.page.getByText(/geen toegang/).waitFor();
  await look(supervisor.page, 'forbidden');
});
