import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { downloaded, look, visitAs } from '../support/browser';
import { pdfFonts, pdfText } from '../support/pdf';
import { readByLibreOffice } from '../support/sheets';
import { browser, eachOnItsOwnPortal, portal } from '../support/stories';

eachOnItsOwnPortal();

/** The names in the order on the screen; the first of many. */
const names = async (page: Page): Promise<string[]> => page.getByRole('rowheader').allInnerTexts();

/** How much was practised in eight weeks, as it is said of each bar chart on the screen. */
const practised = async (page: Page): Promise<number[]> => {
  const said = await page
    .getByRole('img', { name: /minuten in week/ })
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
  return said.map(
    (words) => (words.split(' minuten')[0] ?? '').match(/\d+/g)?.reduce((sum, n) => sum + Number(n), 0) ?? 0,
  );
};

test('R3.2 R3.3 R3.4 from who falls behind, to a report, a remark, and a dossier for care', async () => {
  const { page, troubles } = await visitAs(browser, portal.url, 'begeleider');
  await page.getByRole('link', { name: 'Resultaten', exact: true }).click();
  await page
    .getByRole('img', { name: /minuten in week/ })
    .first()
    .waitFor();
  await look(page, 'results');

  // Who practised least in eight weeks stands on top, by keyboard.
  await page.getByRole('button', { name: 'Laatste 8 weken' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**sort=weken**');
  const sums = await practised(page);
  expect(sums.length).toBeGreaterThan(5);
  expect(sums).toEqual(sums.toSorted((a, b) => a - b));

  const shown = await names(page);
  const list = await downloaded(page, () => page.getByRole('button', { name: 'Download (Excel)' }).click());
  expect(list.name).toMatch(/^resultaten-\d{4}-W\d\d\.xlsx$/);
  const lines = readByLibreOffice(list.bytes, 'xlsx');
  expect(lines[1]).toContain(shown[0]?.split(',')[0]);
  expect(lines[2]).toContain(shown[1]?.split(',')[0]);

  await page.getByLabel('Zoek een leerling').fill('meijer');
  await page.waitForURL('**zoek=meijer**');
  await page.getByRole('link', { name: 'Resultaten van Saar Meijer' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Resultaten van Saar Meijer' }).waitFor();
  await page.locator('.recharts-bar').first().waitFor({ state: 'attached' });
  await page.locator('.recharts-line').waitFor({ state: 'attached' });
  await look(page, 'report');
  await page.setViewportSize({ width: 1440, height: 900 });

  // The same figures as a table, and another period.
  const summary = page.getByText('Toon als tabel').first();
  await summary.focus();
  await page.keyboard.press('Enter');
  const weeks = page.getByRole('table', { name: 'Oefentijd per week' });
  const before = await weeks.getByRole('row').count();
  await page.getByRole('button', { name: 'Laatste 4 weken' }).click();
  await expect.poll(() => weeks.getByRole('row').count()).toBe(1 + 4);
  expect(before).toBeGreaterThan(5);
  await page.reload();
  expect(await page.getByRole('button', { name: 'Laatste 4 weken' }).getAttribute('aria-pressed')).toBe('true');

  const remark = 'Saar leest nu met meer plezier.\nThuis oefenen lukt nog niet elke week.';
  await page.getByLabel('Nieuwe opmerking').fill('Even proberen.');
  await page.getByRole('button', { name: 'Opmerking opslaan' }).click();
  await page.getByText('Even proberen.').waitFor();
  await page.getByLabel('Nieuwe opmerking').fill(remark);
  await page.getByRole('button', { name: 'Opmerking opslaan' }).click();
  await page.getByText('Saar leest nu met meer plezier.').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Even proberen.' }).getByRole('button').click();
  const question = page.getByRole('dialog', { name: 'Deze opmerking verwijderen?' });
  await question.waitFor();
  await look(page, 'report-remove-remark');
  await question.getByRole('button', { name: 'Verwijderen', exact: true }).click();
  await question.waitFor({ state: 'detached' });
  await expect.poll(() => page.getByRole('list', { name: 'Opmerkingen' }).getByRole('listitem').count()).toBe(1);
  await look(page, 'report-remarks');
  await page.setViewportSize({ width: 1440, height: 900 });

  const pdf = await downloaded(page, () => page.getByRole('button', { name: 'Dossier (pdf)' }).click());
  expect(pdf.name).toMatch(/^dossier-saar-meijer-.*\.pdf$/);
  const paper = pdfText(pdf.bytes);
  for (const words of [
    'Saar Meijer',
    'De Regenboog',
    'Bouw!',
    'Toets 3',
    'Thuis oefenen lukt nog niet elke week.',
    'van Geleiden',
  ]) {
    expect(paper).toContain(words);
  }
  expect(paper).not.toContain('Even proberen.');
  expect(pdfFonts(pdf.bytes).every(({ embedded }) => embedded)).toBe(true);
  const sheet = await downloaded(page, () => page.getByRole('button', { name: 'Excel', exact: true }).click());
  expect(sheet.name).toMatch(/^dossier-saar-meijer-.*\.xlsx$/);
  expect(readByLibreOffice(sheet.bytes, 'xlsx', 'Weken')).toHaveLength(1 + 4);

  // Back to the overview as it was.
  await page.getByRole('link', { name: 'Alle leerlingen' }).click();
  await page.getByText('1 van 20 leerlingen').waitFor();
  expect(await page.getByLabel('Zoek een leerling').inputValue()).toBe('meijer');
  expect(page.url()).toContain('sort=weken');
  expect(troubles).toEqual([]);
});
