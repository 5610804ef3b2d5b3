import { expect, test } from 'vitest';
import { appCode } from '../support/app';
import { downloaded, look, signIn, signInAsOperator, visit, visitAs } from '../support/browser';
import { ADULT_PASSWORD } from '../support/client';
import { press } from '../support/people';
import { browser, eachOnItsOwnPortal, portal } from '../support/stories';

eachOnItsOwnPortal();

test('R8.1 an administrator sets the second step up with an app, asks it of the others, and signs in with it', async () => {
  const { page, troubles } = await visitAs(browser, portal.url, 'beheer');
  await page.goto(`${portal.url}/profiel`);
  await press(page, 'Zet aan');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Je wachtwoord van nu').fill(ADULT_PASSWORD);
  await press(dialog, 'Verder');
  const secret = (await dialog.locator('code').textContent())?.replaceAll(' ', '') ?? '';
  await look(page, 'second-factor-app');
  await dialog.getByLabel('Code', { exact: true }).fill(appCode(secret));
  await press(dialog, 'Zet aan');
  await dialog.getByText('Bewaar nu deze herstelcodes').waitFor();
  await look(page, 'second-factor-codes');
  const file = await downloaded(page, () => press(dialog, 'Download als bestand'));
  const codes = new TextDecoder().decode(file.bytes).match(/\w{4}-\w{4}-\w{4}/g) ?? [];
  expect(codes).toHaveLength(10);
  await press(dialog, 'Ik heb ze bewaard');
  await page.getByText('Je hebt nog 10 herstelcodes').waitFor();
  await look(page, 'second-factor-profile');

  await page.goto(`${portal.url}/school/1/instellingen`);
  await press(page, 'Vraag het van alle beheerders');
  await page.getByText('Staat aan. Een beheerder kan pas beheren').waitFor();
  await look(page, 'second-factor-demand');

  const again = await visit(browser);
  await signIn(again.page, portal.url, 'beheer@demo.lexipoort.example', ADULT_PASSWORD);
  const code = again.page.getByLabel('Code', { exact: true });
  await code.waitFor();
  await look(again.page, 'sign-in-code');
  await code.fill('000000');
  await press(again.page, 'Inloggen');
  await again.page.getByText('Deze code klopt niet').waitFor();
  await code.fill(codes[0] ?? '');
  await press(again.page, 'Inloggen');
  await again.page.waitForURL('**/home');

  const anna = await visitAs(browser, portal.url, 'juf.anna');
  await anna.page.getByRole('link', { name: 'Beheer', exact: true }).click();
  await anna.page.getByText('Zet eerst inloggen in twee stappen aan').waitFor();
  await look(anna.page, 'second-factor-first');
  expect([...troubles, ...again.troubles, ...anna.troubles]).toEqual([]);
});

test('R8.1 the publisher signs in with a recovery code', async () => {
  const { page, troubles } = await visit(browser);
  await signInAsOperator(page, portal.url);
  await page.waitForURL('**/uitgever');
  expect(troubles).toEqual([]);
});
