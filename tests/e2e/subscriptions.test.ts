import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launch, look, signIn, signInAsOperator, visit, visitAs, type Visit } from '../support/browser';
import { Client, PUPIL_PASSWORD, signedIn } from '../support/client';
import { Portal } from '../support/server';

let browser: Browser;
let portal: Portal;
let program: Server;
const troubles: string[] = [];

beforeAll(async () => {
  browser = await launch();
  // Says only that one got to it; how a program is started, and with whom, main-job.test.ts looks at.
  program = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><html lang="nl"><link rel="icon" href="data:,"><h1>Het programma</h1></html>');
  }).listen(0, '127.0.0.1');
  await once(program, 'listening');
});
afterAll(async () => {
  await browser.close();
  program.close();
});
beforeEach(async () => {
  const programUrl = `http://127.0.0.1:${String((program.address() as AddressInfo).port)}`;
  portal = await Portal.start('sqlite', { testClock: true, programUrl });
  troubles.length = 0;
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await portal.remove();
  expect(troubles).toEqual([]);
});

/** What went wrong unseen in any of the visits of a test is looked at when it ends. */
async function watched(coming: Promise<Visit>): Promise<Page> {
  const visitor = await coming;
  visitor.page.on('close', () => troubles.push(...visitor.troubles));
  return visitor.page;
}
const adult = (mailbox: string) => watched(visitAs(browser, portal.url, mailbox));

async function publisher(): Promise<Page> {
  const page = await watched(visit(browser));
  await signInAsOperator(page, portal.url);
  await page.getByRole('heading', { name: 'Alle scholen' }).waitFor();
  return page;
}

async function pupil(userName: string): Promise<Page> {
  const page = await watched(visit(browser));
  await signIn(page, portal.url, userName, PUPIL_PASSWORD);
  return page;
}
const pictures = (page: Page) => page.getByRole('heading', { name: /^Hoi / }).waitFor();

async function isLockedOut(userName: string): Promise<Page> {
  const page = await pupil(userName);
  await page.getByText('Je kunt nu niet oefenen. Vraag je juf of meester om hulp.').waitFor();
  return page;
}

const openDetails = async (page: Page, of: string): Promise<Locator> => {
  await page.getByRole('button', { name: `Details van ${of}` }).click();
  return page.getByRole('dialog');
};

/** The question, as it is asked; answered with yes. */
async function end(page: Page, of: string, picture?: string): Promise<string> {
  const dialog = await openDetails(page, of);
  await dialog.getByRole('button', { name: 'Beëindigen' }).click();
  const question = page.getByRole('dialog', { name: /beëindigen\?$/ });
  const sentence = await question.getByRole('status').innerText();
  if (picture !== undefined) await look(page, picture);
  await question.getByRole('button', { name: 'Beëindigen' }).click();
  await question.waitFor({ state: 'detached' });
  return sentence;
}

async function cancelEnd(page: Page, of: string): Promise<void> {
  const dialog = await openDetails(page, of);
  await dialog.getByRole('button', { name: 'Beëindiging annuleren' }).click();
}

async function isInRow(page: Page, row: string, text: string): Promise<void> {
  await page.getByRole('row').filter({ hasText: row }).filter({ hasText: text }).waitFor();
}

/** Juf Anna makes a pupil of De Wilgen who practises with Letterster only, and guides the pupil herself. */
async function newPupil(first: string, last: string): Promise<string> {
  const anna = await signedIn(portal.url, 'juf.anna');
  const self = (await anna.get('/api/schools/2/supervisors')).body.supervisors[0]?.id;
  const product = (await anna.get('/api/schools/2/products')).body.products.find(({ name }) => name === 'Letterster');
  const userName = `${first}.${last}`.toLowerCase();
  const made = await anna.post('/api/schools/2/pupils', {
    first_name: first,
    infix: '',
    last_name: last,
    year_group: 5,
    user_name: userName,
    password: PUPIL_PASSWORD,
    links: [{ product: product?.id, supervisors: [self] }],
    accept_duplicate: false,
  });
  expect(made.body).toMatchObject({ user_name: userName });
  return userName;
}

interface Contracts {
  products: { id: string; name: string }[];
  subscriptions: { id: string; seats_total: number }[];
}

async function subscribe(type: string, seats: number, startsOn: string): Promise<void> {
  const uma = await signedIn(portal.url, 'uitgever');
  const path = '/api/operator/schools/2/subscriptions';
  const { products, subscriptions } = (await uma.get(path)).body as unknown as Contracts;
  const product = products.find(({ name }) => name === 'Letterster')?.id;
  const asked = { product, type, seats, starts_on: startsOn, contracts_before: subscriptions.length };
  expect((await uma.post(path, asked)).status).toBe(200);
}

test('R4.13.1 R4.13.2 R2.4 R8.1 a subscription from its start to its end, and restored', async () => {
  await portal.setTime('2036-08-01T08:00:00Z');
  let uma = await publisher();
  await uma.getByRole('link', { name: 'De Wilgen' }).click();
  await uma.getByRole('button', { name: 'Abonnement toevoegen' }).click();
  const adding = uma.getByRole('dialog');
  await adding.getByLabel('Product').selectOption({ label: 'Letterster' });
  await adding.getByLabel('Aantal licenties').fill('5');
  await adding.getByLabel('Startdatum').fill('2036-08-01');
  await look(uma, 'operator-add-subscription');
  await adding.getByRole('button', { name: 'Toevoegen' }).click();
  await uma.getByText('De Wilgen heeft een abonnement op Letterster.').waitFor();
  await isInRow(uma, 'Letterster', 'Schoolbreed, 5 leerlingen');
  await look(uma, 'operator-subscriptions');

  const iris = await newPupil('Iris', 'Test');
  let anna = await adult('juf.anna');
  await anna.goto(`${portal.url}/school/2/beheer/abonnementen`);
  await isInRow(anna, 'Letterster', '1 van 5 licenties');
  await isInRow(anna, 'Letterster', 'Actief');
  const subscription = 'het abonnement op Letterster vanaf 01-08-2036';
  const details = await openDetails(anna, subscription);
  await details.getByText('Verlengingsdatum', { exact: true }).waitFor();
  await details.getByText('01-08-2037').waitFor();
  await look(anna, 'subscription-details');
  await anna.keyboard.press('Escape');
  await details.waitFor({ state: 'detached' });

  const sentence = 'Op 1 augustus 2037 stopt het abonnement op Letterster: 1 leerling kan dan niet meer oefenen.';
  expect(await end(anna, subscription, 'subscription-end')).toBe(sentence);
  await isInRow(anna, 'Letterster', 'Eindigt op 01-08-2037');
  await anna.getByRole('button', { name: 'Ongedaan maken' }).click();
  await isInRow(anna, 'Letterster', 'Actief');
  expect(await end(anna, subscription)).toBe(sentence);
  await isInRow(anna, 'Letterster', 'Eindigt op 01-08-2037');
  await look(anna, 'subscriptions');
  await cancelEnd(anna, subscription);
  await isInRow(anna, 'Letterster', 'Actief');
  await end(anna, subscription);

  // Amsterdam is two hours ahead in summer: a minute before midnight, and a minute after it.
  await portal.setTime('2037-07-31T21:59:00Z');
  const playing = await pupil(iris);
  await pictures(playing);
  await playing.getByRole('link', { name: 'Letterster' }).click();
  await playing.getByRole('heading', { name: 'Het programma' }).waitFor();
  await playing.goBack();
  await pictures(playing);
  anna = await adult('juf.anna');
  await anna.goto(`${portal.url}/school/2/home`);
  await anna.getByText('Het abonnement op Letterster stopt op 1 augustus 2037, over 1 dag.').waitFor();
  await look(anna, 'home-notice');

  await portal.setTime('2037-07-31T22:00:30Z');
  await playing.getByRole('link', { name: 'Letterster' }).click();
  await playing.getByText('Dit kun je nu niet doen. Vraag het je juf of meester.').waitFor();
  expect(await playing.getByRole('link', { name: 'Letterster' }).count()).toBe(0);
  await look(playing, 'practice-ended');
  await isLockedOut(iris);

  await anna.goto(`${portal.url}/school/2/resultaten/leerlingen`);
  await anna.getByText('Het abonnement is beëindigd sinds 01-08-2037; je kunt de resultaten nog bekijken.').waitFor();
  await anna.getByRole('row', { name: /Test, Iris/ }).waitFor();
  await look(anna, 'results-ended');
  await anna.goto(`${portal.url}/school/2/beheer/abonnementen`);
  await isInRow(anna, 'Letterster', 'Beëindigd sinds 01-08-2037');

  uma = await publisher();
  await uma.getByRole('link', { name: 'De Wilgen' }).click();
  await cancelEnd(uma, subscription);
  await isInRow(uma, 'Letterster', 'Actief');
  await pictures(await pupil(iris));

  await anna.getByRole('button', { name: `Details van ${subscription}` }).click();
  await anna.getByRole('link', { name: 'Bekijk de geschiedenis' }).click();
  await anna.getByRole('heading', { name: 'Geschiedenis van het abonnement op Letterster' }).waitFor();
  const changes = anna.getByRole('list', { name: 'Wijzigingen' }).getByRole('listitem');
  await expect.poll(() => changes.count()).toBe(7);
  expect((await changes.first().innerText()).replace(/\s+/g, ' ')).toContain(
    'Beëindiging van het abonnement geannuleerd Uitgever',
  );
  await look(anna, 'subscription-history');
  await anna.emulateMedia({ media: 'print' });
  expect(await anna.getByRole('button', { name: 'Afdrukken' }).isVisible()).toBe(false);
  expect(await anna.getByRole('banner').isVisible()).toBe(false);
  expect(await anna.getByText('De Wilgen').last().isVisible()).toBe(true);
});

test('R4.13.3 R4.6.6 one pupil of a subscription for the school: out at once, and back when there is a seat', async () => {
  const uma = await signedIn(portal.url, 'uitgever');
  const seats = async (count: number) => {
    const contracts = '/api/operator/schools/1/subscriptions';
    const { subscriptions } = (await uma.get(contracts)).body as unknown as Contracts;
    const before = subscriptions.find(({ id }) => id === '1')?.seats_total;
    return (await uma.put(`${contracts}/1`, { seats: count, seats_before: before })).status;
  };
  expect(await seats(20)).toBe(200);
  await pictures(await pupil('bram.m'));

  const bea = await adult('beheer');
  await bea.goto(`${portal.url}/school/1/beheer/abonnementen`);
  await bea.getByText('20 van 20 licenties').click();
  await bea.getByText('20 leerlingen', { exact: true }).waitFor();
  await look(bea, 'licences');
  expect(await end(bea, 'Bram Mulder', 'licence-end')).toBe('Bram Mulder kan vanaf nu niet meer oefenen met Bouw!');
  await isInRow(bea, 'Mulder, Bram', 'Beëindigd sinds');
  await isLockedOut('bram.m');
  await cancelEnd(bea, 'Bram Mulder');
  await isInRow(bea, 'Mulder, Bram', 'Actief');
  await pictures(await pupil('bram.m'));

  await end(bea, 'Bram Mulder');
  const administrator = await signedIn(portal.url, 'beheer');
  const archived = (await administrator.get('/api/schools/1/people?state=archived')).body.people;
  const kiki = archived.find(({ display_name: name }) => name === 'Dijkstra, Kiki') as unknown as Ticked;
  const bart = (await administrator.get('/api/schools/1/supervisors')).body.supervisors.find(
    ({ display_name: name }) => name === 'Geleiden, Bart van',
  );
  const linked = await administrator.post('/api/schools/1/people/link-pupils', {
    people: [{ id: kiki.id, version: kiki.version }],
    rows: [{ product: '1', supervisors: [bart?.id] }],
  });
  expect(linked.status).toBe(200);
  await cancelEnd(bea, 'Bram Mulder');
  await bea.getByText('Nog 0 licenties vrij voor Bouw!, 1 nodig. Er is niets veranderd.').waitFor();
  await look(bea, 'licence-refused');
  expect((await new Client(portal.url).signIn('bram.m', PUPIL_PASSWORD)).body.code).toBe('no_licence');
  await bea.keyboard.press('Escape');

  expect(await seats(21)).toBe(200);
  await cancelEnd(bea, 'Bram Mulder');
  await isInRow(bea, 'Mulder, Bram', 'Actief');
  await pictures(await pupil('bram.m'));
});

interface Ticked {
  id: string;
  version: number;
}

test('R4.13.4 R4.13.5 licences per pupil renew each on their own date, one of them on 29 February', async () => {
  await portal.setTime('2036-02-29T08:00:00Z');
  await subscribe('per_pupil', 3, '2035-09-01');
  const iris = await newPupil('Iris', 'Test');
  await newPupil('Kim', 'Test');
  await portal.setTime('2036-06-15T08:00:00Z');
  const joris = await newPupil('Joris', 'Proef');

  let anna = await adult('juf.anna');
  const toLicences = async () => {
    await anna.goto(`${portal.url}/school/2/beheer/abonnementen`);
    await isInRow(anna, 'Letterster', 'Per leerling');
    await anna.getByRole('link', { name: 'Letterster' }).click();
    await anna.getByText('3 leerlingen', { exact: true }).waitFor();
  };
  await toLicences();
  await isInRow(anna, 'Test, Iris', '28-02-2037');
  await isInRow(anna, 'Proef, Joris', '15-06-2037');
  await look(anna, 'licences-per-pupil');
  const sentence =
    'De licentie van Iris Test wordt op 28 februari 2037 niet verlengd, en vanaf die dag kan deze leerling niet meer oefenen met Letterster.';
  expect(await end(anna, 'Iris Test', 'licence-end-per-pupil')).toBe(sentence);
  await isInRow(anna, 'Test, Iris', 'Eindigt op 28-02-2037');
  await anna.getByRole('button', { name: 'Ongedaan maken' }).click();
  await isInRow(anna, 'Test, Iris', 'Actief');
  await end(anna, 'Iris Test');
  await isInRow(anna, 'Test, Iris', 'Eindigt op 28-02-2037');

  await portal.setTime('2037-02-27T22:59:00Z');
  await pictures(await pupil(iris));
  await portal.setTime('2037-02-27T23:00:30Z');
  await isLockedOut(iris);
  anna = await adult('juf.anna');
  await toLicences();
  await isInRow(anna, 'Test, Iris', 'Beëindigd sinds 28-02-2037');
  await isInRow(anna, 'Test, Kim', '28-02-2038');
  const details = await openDetails(anna, 'Iris Test');
  await details.getByText(/Koppel de leerling opnieuw/).waitFor();
  expect(await details.getByRole('button', { name: /eëindig/ }).count()).toBe(0);

  await portal.setTime('2039-06-15T08:00:00Z');
  await pictures(await pupil(joris));
  anna = await adult('juf.anna');
  await toLicences();
  await isInRow(anna, 'Proef, Joris', '15-06-2040');
  await isInRow(anna, 'Test, Kim', '29-02-2040');
});
