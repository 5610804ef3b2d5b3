import type { ChildProcess } from 'node:child_process';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, look, visit, visitAs } from '../support/browser';
import { freePort, Portal, startDemoProgram } from '../support/server';

let portal: Portal;
let program: ChildProcess;
let programUrl: string;
let browser: Browser;

beforeAll(async () => {
  programUrl = `http://127.0.0.1:${String(await freePort())}`;
  portal = await Portal.start('sqlite', { programUrl });
  program = await startDemoProgram(portal, programUrl);
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  program.kill('SIGTERM');
  await portal.remove();
});

test('R7.1 from the Dashboard into the program’s own pages, signed in as supervisor, and back', async () => {
  const { page, troubles } = await visitAs(browser, portal.url, 'begeleider');
  const dashboard = page.getByRole('button', { name: 'Dashboard' });
  await dashboard.focus();
  await page.keyboard.press('Enter');
  const tile = page.getByRole('link', { name: 'Bouw!', exact: true });
  await tile.waitFor();
  await look(page, 'dashboard');
  await tile.click();

  await page.waitForURL(`${programUrl}/begeleider/*`);
  await page.getByRole('heading', { name: 'Dag Bart' }).waitFor();
  await page.getByRole('link', { name: /^Les 5 · toets/ }).waitFor();
  await look(page, 'program-supervisor');
  await page.getByRole('link', { name: /^Les 2 / }).click();
  await page.getByRole('heading', { name: 'Les 2' }).waitFor();
  await page.getByRole('link', { name: 'Stoppen' }).click();
  await page.getByRole('link', { name: 'Terug naar Lexipoort' }).click();
  await page.waitForURL(`${portal.url}/school/1/home`);
  await page.getByText(/fijn dat je er bent/).waitFor();
  expect(troubles).toEqual([]);
});

test('R7.1 the Dashboard says why a program does not open', async () => {
  portal.database.run(
    "update subscriptions set ends_on = starts_on where product_id = (select id from products where slug = 'bouw')",
  );
  const bart = "(select id from users where email like 'begeleider@%')";
  portal.database.run(`insert into supervised_products select 1, ${bart}, id from products where slug <> 'bouw'`);
  const { page, troubles } = await visitAs(browser, portal.url, 'begeleider');
  await page.getByRole('button', { name: 'Dashboard' }).click();
  await page.getByText('Je hebt hier nog geen leerlingen voor.').waitFor();
  expect(await page.getByText('Dit programma heeft nog geen pagina’s voor begeleiders.').count()).toBe(2);
  await page.getByText('Je school heeft hier nu geen abonnement op.').waitFor();
  await look(page, 'dashboard-closed');
  expect(troubles).toEqual([]);
});

test('R3.6 who makes a program reads the interface, without signing in', async () => {
  const { page, troubles } = await visit(browser);
  await page.goto(`${portal.url}/documentatie/api`);
  const groups = page.locator('h3[data-tag]');
  await groups.first().waitFor();
  expect((await groups.evaluateAll((all) => all.map((one) => one.getAttribute('data-tag')))).slice(0, 4)).toEqual([
    'programs',
    'oauth',
    'lti',
    'launch',
  ]);
  await look(page, 'api');
  const delivery = page.locator('.opblock').filter({ hasText: 'Deliver practice, progress and tests' });
  await delivery.getByRole('button', { expanded: false }).first().click();
  await delivery.getByRole('heading', { name: 'Request body' }).waitFor();
  await delivery.getByText('accepted').first().waitFor();
  await look(page, 'api-delivery');
  expect(troubles).toEqual([]);
});
