import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, look, visitAs } from '../support/browser';
import { Portal } from '../support/server';

let portal: Portal;
let browser: Browser;

beforeAll(async () => {
  portal = await Portal.start('sqlite');
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await portal.remove();
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
