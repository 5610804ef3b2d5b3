import express from 'express';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type GenerateKeyPairResult,
} from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi, type MockInstance } from 'vitest';
import { makeApp } from './app.js';
import { Deliveries, type Item } from './deliveries.js';
import { loadKey, type Key } from './key.js';
import { Progress } from './progress.js';

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';

/** The other side of the door: keys, tokens, and a place to deliver that may be closed. */
class Platform {
  url = '';
  readonly received: Item[] = [];
  /** Every batch that came, taken or not. */
  readonly attempts: { at: number; ids: string[] }[] = [];
  closed = 0;
  retryAfter = '';
  refuse: string[] = [];
  #server: Server | undefined;
  #key: CryptoKey | undefined;

  async start(pair: GenerateKeyPairResult, tool: Key): Promise<void> {
    this.#key = pair.privateKey;
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'platform', alg: 'RS256' };
    const app = express();
    app.get('/lti/jwks.json', (_request, response) => void response.json({ keys: [jwk] }));
    app.post('/oauth/token', express.urlencoded({ extended: false }), async (request, response) => {
      const form = request.body as Record<string, string>;
      await jwtVerify(form.client_assertion ?? '', createLocalJWKSet({ keys: [tool.publicJwk] }), {
        issuer: 'demo-program',
        subject: 'demo-program',
        audience: `${this.url}/oauth/token`,
      });
      response.json({ access_token: 'token', expires_in: 3600 });
    });
    app.post('/api/programs/results', express.json(), (request, response) => {
      const { items } = request.body as { items: Item[] };
      this.attempts.push({ at: Date.now(), ids: items.map(({ id }) => id) });
      if (this.closed > 0) {
        this.closed -= 1;
        if (this.retryAfter) response.set('Retry-After', this.retryAfter);
        return void response.sendStatus(503);
      }
      const refused = items.filter(({ id }) => this.refuse.includes(id));
      this.received.push(...items.filter((item) => !refused.includes(item)));
      response.json({
        accepted: items.length - refused.length,
        repeated: 0,
        refused: refused.map(({ id }) => ({ id, code: 'no_licence' })),
      });
    });
    this.#server = app.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = addressOf(this.#server);
  }

  stop = () => this.#server?.close();

  token(nonce: string, change: Record<string, unknown> = {}, key = this.#key, alg = 'RS256'): Promise<string> {
    if (!key) throw new Error('not started');
    return new SignJWT({
      nonce,
      given_name: 'Fenna',
      [`${CLAIM}message_type`]: 'LtiResourceLinkRequest',
      [`${CLAIM}version`]: '1.3.0',
      [`${CLAIM}deployment_id`]: 'demo',
      [`${CLAIM}custom`]: { product: 'bouw' },
      [`${CLAIM}launch_presentation`]: { return_url: `${this.url}/oefenen` },
      iss: this.url,
      aud: 'demo-program',
      sub: 'pupil-7',
      iat: Math.floor(Date.now() / 1000),
      exp: Math.floor(Date.now() / 1000) + 300,
      ...change,
    })
      .setProtectedHeader({ alg, kid: 'platform' })
      .sign(key);
  }
}

const addressOf = (server: Server) => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;

let folder: string;
let key: Key;
let platform: Platform;
let deliveries: Deliveries;
let server: Server;
let url: string;

const queueFile = () => join(folder, 'queue.jsonl');
const makeDeliveries = () => new Deliveries({ url: platform.url, clientId: 'demo-program' }, key, queueFile());

/** Lets the program begin with what is kept in the folder, as after a restart. */
async function startProgram(): Promise<void> {
  deliveries = makeDeliveries();
  server = makeApp({
    platform: { url: platform.url, clientId: 'demo-program' },
    key,
    deliveries,
    progress: new Progress(join(folder, 'progress.jsonl')),
    publicUrl: () => url,
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = addressOf(server);
}

function stopProgram(): void {
  deliveries.stop();
  server.close();
}

// Keys are slow to make: one of each is enough.
let keyFolder: string;
let pair: GenerateKeyPairResult;
beforeAll(async () => {
  keyFolder = mkdtempSync(join(tmpdir(), 'demo-key-'));
  key = await loadKey(join(keyFolder, 'key.json'));
  pair = await generateKeyPair('RS256');
});
afterAll(() => rmSync(keyFolder, { recursive: true }));

let log: MockInstance<typeof console.error>;
beforeEach(async () => {
  log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  folder = mkdtempSync(join(tmpdir(), 'demo-program-'));
  platform = new Platform();
  await platform.start(pair, key);
  await startProgram();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  stopProgram();
  platform.stop();
  rmSync(folder, { recursive: true });
});

/** Begins a launch, as the platform's link does; gives what the program asks to be sent back. */
async function begin(more: Record<string, string> = {}): Promise<{ state: string; nonce: string }> {
  const query = new URLSearchParams({ iss: platform.url, login_hint: 'x', client_id: 'demo-program', ...more });
  const answer = await fetch(`${url}/lti/login?${query.toString()}`, { redirect: 'manual' });
  const target = new URL(answer.headers.get('location') ?? '');
  const asked = target.searchParams;
  expect(target.href.startsWith(`${platform.url}/lti/authorize?`)).toBe(true);
  expect(Object.fromEntries(asked)).toMatchObject({
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: 'demo-program',
    redirect_uri: `${url}/lti/launch`,
    login_hint: 'x',
  });
  return { state: asked.get('state') ?? '', nonce: asked.get('nonce') ?? '' };
}

const launch = (state: string, token: string) =>
  fetch(`${url}/lti/launch`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ state, id_token: token }),
  });

interface Lesson {
  lesson: number;
  firstName: string;
  returnUrl: string;
  questions: unknown[];
}

/** Launches, and gives the address of the exercise. */
async function open(claims: Record<string, unknown> = {}): Promise<string> {
  const { state, nonce } = await begin();
  const answer = await launch(state, await platform.token(nonce, claims));
  expect(answer.status).toBe(303);
  return `${url}${answer.headers.get('location') ?? ''}`;
}

const lessonOf = async (exercise: string) => (await (await fetch(`${exercise}/les`)).json()) as Lesson;

const tell = (exercise: string, what: 'klaar' | 'weg', lesson: number, seconds = 40) =>
  fetch(`${exercise}/${what}`, {
    method: 'POST',
    // As a beacon sends it.
    headers: { 'content-type': 'text/plain;charset=UTF-8', 'x-forwarded-for': '145.1.2.3' },
    body: JSON.stringify({ lesson, seconds }),
  });

const kept = () =>
  readFileSync(queueFile(), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Item);

const item = (id: string): Item => ({ id, kind: 'progress', pupil: 'p', product: 'bouw', at: 1, highest_lesson: 3 });

/** Lets the program's clock run, and nothing else: its timers and the network stay real. */
function pass(seconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });
}

test('R2.4 R3.6 a launch leads to the exercise, and finishing it delivers practice and progress', async () => {
  const exercise = await open();
  expect((await fetch(exercise)).status, 'and again, after a reload').toBe(200);
  expect((await fetch(exercise)).status).toBe(200);
  const lesson = await lessonOf(exercise);
  expect(lesson).toMatchObject({ lesson: 1, firstName: 'Fenna', returnUrl: `${platform.url}/oefenen` });
  expect(lesson.questions).toHaveLength(8);

  deliveries.start();
  expect((await tell(exercise, 'klaar', 1)).status).toBe(204);
  await vi.waitFor(() => expect(platform.received).toHaveLength(2), { timeout: 5000 });
  expect(platform.received).toMatchObject([
    { kind: 'practice', pupil: 'pupil-7', product: 'bouw', lesson: 1, address: '145.1.2.3' },
    { kind: 'progress', pupil: 'pupil-7', product: 'bouw', highest_lesson: 1, lessons_until_test: 4 },
  ]);
  await vi.waitFor(async () =>
    expect(await (await fetch(`${url}/status`)).json()).toEqual({ queued: 0, delivered: 2, refused: 0 }),
  );
});

test('a launch that is not to be trusted is refused, with a page in Dutch', async () => {
  const stranger = (await generateKeyPair('RS256')).privateKey;
  const wrong: [string, (nonce: string) => Promise<string>][] = [
    ['another nonce', () => platform.token('other')],
    ['another audience', (nonce) => platform.token(nonce, { aud: 'somebody' })],
    ['made for another client', (nonce) => platform.token(nonce, { aud: ['demo-program', 'x'], azp: 'x' })],
    ['another issuer', (nonce) => platform.token(nonce, { iss: 'https://evil.example' })],
    ['expired', (nonce) => platform.token(nonce, { exp: 1000 })],
    ['without an end', (nonce) => platform.token(nonce, { exp: undefined })],
    ['another key', (nonce) => platform.token(nonce, {}, stranger)],
    ['another message', (nonce) => platform.token(nonce, { [`${CLAIM}message_type`]: 'x' })],
    ['another version', (nonce) => platform.token(nonce, { [`${CLAIM}version`]: '1.1' })],
    ['no deployment', (nonce) => platform.token(nonce, { [`${CLAIM}deployment_id`]: undefined })],
    ['another deployment', (nonce) => platform.token(nonce, { [`${CLAIM}deployment_id`]: 'other' })],
    ['nobody', (nonce) => platform.token(nonce, { sub: undefined })],
    [
      'no signature',
      async (nonce) => {
        const [, claims] = (await platform.token(nonce)).split('.');
        return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims ?? ''}.`;
      },
    ],
  ];
  for (const [name, make] of wrong) {
    const { state, nonce } = await begin({ lti_deployment_id: 'demo' });
    const answer = await launch(state, await make(nonce));
    expect(answer.status, name).toBe(400);
    expect(await answer.text(), name).toContain('Even opnieuw');
  }
  const { state, nonce } = await begin({ lti_deployment_id: 'demo' });
  expect((await launch(state, await platform.token(nonce))).status, 'the right one').toBe(303);
});

test('a state works once, and for ten minutes', async () => {
  const { state, nonce } = await begin();
  const token = await platform.token(nonce);
  expect((await launch('made-up', token)).status).toBe(400);
  expect((await launch(state, token)).status).toBe(303);
  expect((await launch(state, token)).status).toBe(400);

  const late = await begin();
  pass(601);
  expect((await launch(late.state, await platform.token(late.nonce))).status).toBe(400);
});

test('a start for somebody else, and a request that is not understood, get a page in Dutch', async () => {
  const start = (query: Record<string, string>) =>
    fetch(`${url}/lti/login?${new URLSearchParams(query).toString()}`, { redirect: 'manual' });
  for (const answer of [
    await start({ iss: 'https://evil.example', login_hint: 'x' }),
    await start({ iss: platform.url, login_hint: 'x', client_id: 'somebody' }),
    await start({ iss: platform.url }),
    await fetch(`${url}/lti/login`, { method: 'POST' }),
    await fetch(`${url}/lti/launch`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }),
  ]) {
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/^<!doctype html>\n<html lang="nl">/);
  }
});

test('the way back is a page of the web, never a script', async () => {
  const exercise = await open({ [`${CLAIM}launch_presentation`]: { return_url: 'javascript:alert(1)' } });
  expect((await lessonOf(exercise)).returnUrl).toBe(platform.url);
});

test('an exercise ends after two hours', async () => {
  const exercise = await open();
  pass(2 * 3600 + 1);
  expect((await fetch(exercise)).status).toBe(404);
  expect((await fetch(`${exercise}/les`)).status).toBe(404);
  expect((await tell(exercise, 'klaar', 1)).status).toBe(404);
  expect(deliveries.status().queued).toBe(0);
});

test('R3.6 practice is what was practised, each stretch told once', async () => {
  const exercise = await open();
  await lessonOf(exercise);
  const began = Math.floor(Date.now() / 1000);
  pass(600);
  await tell(exercise, 'weg', 1, 90); // ten minutes on the clock, of which a minute and a half at work
  pass(100);
  await tell(exercise, 'klaar', 1, 7200); // the page can't claim more than passed since
  const [first, second] = kept();
  expect(first).toMatchObject({ kind: 'practice', duration_seconds: 90 });
  expect(first?.at).toBeGreaterThanOrEqual(began - 1);
  expect(first?.at).toBeLessThanOrEqual(began + 1);
  expect(second?.duration_seconds).toBeGreaterThanOrEqual(100);
  expect(second?.duration_seconds).toBeLessThanOrEqual(102);
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(600);
});

test('R3.6 a lesson that is told twice counts once, the last one too', async () => {
  const exercise = await open();
  for (let lesson = 1; lesson <= 20; lesson += 1) {
    expect((await lessonOf(exercise)).lesson).toBe(lesson);
    await tell(exercise, 'klaar', lesson);
    await tell(exercise, 'klaar', lesson);
    await tell(exercise, 'weg', lesson);
  }
  expect(kept()).toHaveLength(40);
  expect((await lessonOf(exercise)).lesson).toBe(20);
});

test('R3.6 every fifth lesson delivers a test: the words found at the first try', async () => {
  const exercise = await open();
  for (let lesson = 1; lesson <= 5; lesson += 1) {
    await lessonOf(exercise);
    await fetch(`${exercise}/klaar`, { method: 'POST', body: JSON.stringify({ lesson, seconds: 40, right: 7 }) });
  }
  expect(kept().filter(({ kind }) => kind === 'test')).toMatchObject([
    { pupil: 'pupil-7', product: 'bouw', test: 'Toets na les 5', score: 7, maximum_score: 8 },
  ]);
});

test('R7.1 a supervisor comes into a page of their own, and what they try is not delivered', async () => {
  const roles = { [`${CLAIM}roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor'] };
  const page = await open({ ...roles, given_name: 'Bart' });
  expect(page).toMatch(/\/begeleider\/[\da-f-]+$/);
  expect((await fetch(page)).status).toBe(200);
  const seen = (await (await fetch(`${page}/lessen`)).json()) as { firstName: string; lessons: { words: string[] }[] };
  expect(seen).toMatchObject({ firstName: 'Bart', returnUrl: `${platform.url}/oefenen` });
  expect(seen.lessons).toHaveLength(20);

  const tried = await fetch(`${page}/proberen/5`);
  expect(tried.status).toBe(200);
  const lesson = await lessonOf(tried.url);
  expect(lesson).toMatchObject({ lesson: 5, returnUrl: new URL(page).pathname });
  expect((await tell(tried.url, 'weg', 5)).status).toBe(204);
  expect((await tell(tried.url, 'klaar', 5)).status).toBe(204);
  expect((await lessonOf(tried.url)).lesson).toBe(6);
  expect(kept()).toEqual([]);
  expect((await fetch(`${page}/proberen/21`)).status).toBe(404);

  const pupils = (await open()).replace('/oefening/', '/begeleider/');
  for (const part of ['', '/lessen', '/proberen/1']) expect((await fetch(pupils + part)).status, part).toBe(404);
});

test('a report that says nothing is refused', async () => {
  const exercise = await open();
  for (const body of [
    '{}',
    '{"lesson":"1","seconds":3}',
    '{"lesson":1}',
    '{"lesson":1,"seconds":3,"right":9}',
    '[]',
    'x',
  ]) {
    const answer = await fetch(`${exercise}/klaar`, { method: 'POST', body });
    expect(answer.status, body).toBe(400);
  }
  expect(kept()).toEqual([]);
});

test('progress is kept per pupil and product, also through a restart', async () => {
  const exercise = await open();
  await lessonOf(exercise);
  await tell(exercise, 'klaar', 1);
  stopProgram();
  await startProgram();
  expect((await lessonOf(await open())).lesson).toBe(2);
  expect((await lessonOf(await open({ sub: 'pupil-8' }))).lesson).toBe(1);
  expect((await lessonOf(await open({ [`${CLAIM}custom`]: { product: 'letterster' } }))).lesson).toBe(1);
});

test('R3.6 what is not taken is sent again, with the same ids and no more often than agreed', async () => {
  platform.closed = 2;
  deliveries.start();
  deliveries.add([item('a-1')]);
  await vi.waitFor(() => expect(platform.attempts).toHaveLength(1), { timeout: 5000 });
  deliveries.add([item('a-2')]); // doesn't cut the pause short
  await vi.waitFor(() => expect(platform.received).toHaveLength(2), { timeout: 5000 });
  expect(platform.received.map(({ id }) => id)).toEqual(['a-1', 'a-2']);
  const [first, second, third] = platform.attempts.map(({ at }) => at);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(450);
  expect((third ?? 0) - (second ?? 0), 'the pause grows').toBeGreaterThanOrEqual(950);
});

test('R3.6 the platform may say how long to wait', async () => {
  platform.closed = 1;
  platform.retryAfter = '2';
  deliveries.start();
  deliveries.add([item('a-1')]);
  await vi.waitFor(() => expect(platform.received).toHaveLength(1), { timeout: 5000 });
  const [first, second] = platform.attempts.map(({ at }) => at);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1950);
});

test('R3.6 what is refused goes, and the log tells the code alone', async () => {
  platform.refuse = ['a-1'];
  deliveries.add([item('a-1'), item('a-2')]);
  deliveries.start();
  await vi.waitFor(() => expect(deliveries.status()).toEqual({ queued: 0, delivered: 1, refused: 1 }), {
    timeout: 5000,
  });
  expect(log.mock.calls).toEqual([['delivery: refused, no_licence']]);
  expect(kept()).toEqual([]);
});

test('R3.6 what waits survives a restart, with the same ids, and what was delivered does not come again', async () => {
  deliveries.add([item('a-1')]);
  // A crash in the middle of a line: that line is lost, the others are not.
  appendFileSync(queueFile(), '{"id":"a-2","ki');
  stopProgram();
  await startProgram();
  deliveries.add([item('a-3')]);
  stopProgram();
  await startProgram();
  deliveries.start();
  await vi.waitFor(() => expect(platform.received.map(({ id }) => id)).toEqual(['a-1', 'a-3']), { timeout: 5000 });
  await vi.waitFor(() => expect(deliveries.status().queued).toBe(0));
  stopProgram();
  await startProgram();
  expect(deliveries.status().queued).toBe(0);
});

test('the keys and what waits are for their owner only, and the public key has no private part', async () => {
  deliveries.add([item('a-1')]);
  for (const file of [join(keyFolder, 'key.json'), queueFile()]) expect(statSync(file).mode & 0o777).toBe(0o600);
  const { keys } = (await (await fetch(`${url}/lti/jwks.json`)).json()) as { keys: object[] };
  expect(keys.map((jwk) => Object.keys(jwk).toSorted())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
});

test('the page runs and loads nothing but its own', async () => {
  const answer = await fetch(await open());
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  const text = await answer.text();
  expect(text).not.toMatch(/<script(?![^>]*src=)|<style|style=|\son\w+=|(src|href)="(https?:)?\/\//);
});
