import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { look, signInAsOperator, visit, visitAs } from '../support/browser';
import { press, told } from '../support/people';
import { pdf, png } from '../support/publishing';
import { browser, eachOnItsOwnPortal, portal } from '../support/stories';

eachOnItsOwnPortal();

const atContents = async () => {
  const visitor = await visit(browser);
  await signInAsOperator(visitor.page, portal.url);
  await visitor.page.getByRole('link', { name: 'Inhoud', exact: true }).click();
  await visitor.page.getByRole('heading', { name: 'Inhoud', exact: true }).waitFor();
  return visitor;
};

const choose = (page: Page, field: string) =>
  page.getByRole('group', { name: field, exact: true }).locator('input[type=file]');
const named = (name: string, content: Uint8Array, mimeType: string) => ({
  name,
  mimeType,
  buffer: Buffer.from(content),
});

test('R8.1 R3.5 the publisher writes a document with a file, and a supervisor reads it', async () => {
  const { page, troubles } = await atContents();
  await page.getByRole('link', { name: 'Documentatie', exact: true }).click();
  await page.getByRole('link', { name: 'Samen lezen met Bouw!' }).waitFor();
  await look(page, 'publisher-contents');
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.getByRole('link', { name: 'Nieuw document' }).click();
  await page.getByRole('heading', { name: 'Nieuw document' }).waitFor();
  await press(page, 'Publiceer');
  await page.getByText('Geef een titel').waitFor();
  await page.getByText('Kies een product').waitFor();
  await look(page, 'publisher-faults');
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.getByLabel('Titel').fill('Wegwijzer voor ouders');
  await page.getByLabel('Tekst', { exact: true }).fill('Lees dit **samen**.');
  await page.getByRole('region', { name: 'Voorbeeld van de tekst' }).locator('strong', { hasText: 'samen' }).waitFor();
  await choose(page, 'Film of document').setInputFiles(named('wegwijzer.pdf', pdf(), 'application/pdf'));
  await page.getByRole('link', { name: 'wegwijzer.pdf' }).waitFor();
  await page.getByLabel('Product').selectOption('Bouw!');

  // Who leaves is asked first.
  await page.getByRole('link', { name: 'Documentatie', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Wil je hier weg?' });
  await question.getByRole('button', { name: 'Hier blijven' }).click();

  await press(page, 'Bewaar als concept');
  await told(page, 'Bewaard als concept');
  await page.getByText('Concept', { exact: true }).waitFor();
  const bart = await visitAs(browser, portal.url, 'begeleider');
  await bart.page.getByRole('link', { name: 'Resultaten', exact: true }).click();
  await bart.page.getByRole('link', { name: 'Documentatie' }).click();
  await bart.page.getByRole('heading', { name: 'Samen lezen met Bouw!' }).waitFor();
  expect(await bart.page.getByText('Wegwijzer voor ouders').count()).toBe(0);

  await press(page, 'Publiceer');
  await told(page, 'Het is nu te zien bij de resultaten van het product');
  await look(page, 'publisher-content');
  await page.setViewportSize({ width: 1440, height: 900 });

  await bart.page.reload();
  await bart.page.getByRole('heading', { name: 'Wegwijzer voor ouders' }).waitFor();
  await look(bart.page, 'documents');
  const address = await bart.page.getByRole('link', { name: /Openen ?: Wegwijzer voor ouders/ }).getAttribute('href');
  expect((await bart.page.request.get(`${portal.url}${address ?? ''}`)).headers()['content-type']).toBe(
    'application/pdf',
  );

  await press(page, 'Haal uit beeld');
  await told(page, 'Dit is nu niet meer te zien');
  await bart.page.reload();
  await bart.page.getByRole('heading', { name: 'Samen lezen met Bouw!' }).waitFor();
  expect(await bart.page.getByText('Wegwijzer voor ouders').count()).toBe(0);
  expect([...troubles, ...bart.troubles]).toEqual([]);
});

test('R3.5 R1.2 a film plays in its place, with its captions, and can be wound on', async () => {
  const { page, troubles } = await visitAs(browser, portal.url, 'begeleider');
  await page.getByRole('link', { name: 'Resultaten', exact: true }).click();
  await page.getByRole('link', { name: 'Documentatie' }).click();
  const film = page.getByLabel('Samen lezen met Bouw!').first();
  await film.waitFor();
  const played = await film.evaluate(async (video: HTMLVideoElement) => {
    video.muted = true;
    await video.play();
    await new Promise((done) => video.addEventListener('timeupdate', done, { once: true }));
    return { width: video.videoWidth, cues: video.textTracks[0]?.cues?.length };
  });
  expect(played).toEqual({ width: 640, cues: 2 });
  expect(troubles).toEqual([]);
});

test('R8.1 a broken line is no loss: the upload goes on where it was', async () => {
  const { page } = await atContents();
  await page.getByRole('link', { name: 'Hulp op afstand', exact: true }).click();
  await page.getByRole('link', { name: 'Nieuw programma' }).click();
  await page.getByLabel('Titel').fill('Meekijken');
  const offsets: string[] = [];
  let broken = false;
  await page.route('**/parts/*', async (route) => {
    const offset = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    offsets.push(offset);
    if (offset === String(2 ** 20) && !broken) {
      broken = true;
      await route.abort('connectionreset');
    } else await route.continue();
  });
  const archive = new Uint8Array(3 * 2 ** 20);
  archive.set([0x50, 0x4b, 3, 4, 10]);
  await choose(page, 'Programma').setInputFiles(named('hulp.zip', archive, 'application/zip'));
  await page.getByText('Er is geen verbinding').waitFor();
  await look(page, 'publisher-upload-broken');
  await press(page, 'Ga verder met versturen');
  await page.getByRole('link', { name: 'hulp.zip' }).waitFor();
  expect(offsets).toEqual(['0', String(2 ** 20), String(2 ** 20), String(2 * 2 ** 20)]);

  // What is not what it says is refused, and another can be chosen.
  await choose(page, 'Programma').setInputFiles(
    named('plaat.png', new TextEncoder().encode('<html></html>'), 'image/png'),
  );
  await page.getByText('de inhoud past niet bij de naam').waitFor();
  await choose(page, 'Programma').setInputFiles(named('plaat.png', png(), 'image/png'));
  await page.getByRole('link', { name: 'plaat.png' }).waitFor();
});

test('R8.1 what somebody else changed meanwhile is shown when one asks for it', async () => {
  const first = await atContents();
  const second = await atContents();
  for (const { page } of [first, second]) {
    await page.getByRole('link', { name: 'Veelgestelde vragen', exact: true }).click();
    await page.getByRole('link', { name: 'Een leerling kan niet inloggen. Wat nu?' }).click();
    await page.getByLabel('Vraag').waitFor();
  }
  await first.page.getByLabel('Vraag').fill('Inloggen lukt niet. Wat nu?');
  await press(first.page, 'Wijzigingen opslaan');
  await told(first.page, 'Opgeslagen');
  await second.page.getByLabel('Vraag').fill('Te laat');
  await press(second.page, 'Wijzigingen opslaan');
  await second.page.getByText('Iemand anders heeft dit intussen veranderd').waitFor();
  await press(second.page, 'Toon wat er nu staat');
  await expect.poll(() => second.page.getByLabel('Vraag').inputValue()).toBe('Inloggen lukt niet. Wat nu?');
});
