import express from 'express';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT, type CryptoKey } from 'jose';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeApp } from './app.js';
import { Deliveries, type Item } from './deliveries.js';
import { loadKey, type Key } from './key.js';

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';

/** The other side of the door: keys, tokens, and a place to deliver that may be closed. */
class Platform {
  url = '';
  readonly received: Item[] = [];
  closed = 0;
  #server: Server | undefined;
  #key: CryptoKey | undefined;

  async start(tool: Key): Promise<void> {
    const pair = await generateKeyPair('RS256');
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
      if (this.closed > 0) {
        this.closed -= 1;
        return void response.sendStatus(503);
      }
      const { items } = request.body as { items: Item[] };
      this.received.push(...items);
      response.json({ accepted: items.length, repeated: 0, refused: [] });
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

beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  folder = mkdtempSync(join(tmpdir(), 'demo-program-'));
  key = await loadKey(join(folder, 'key.json'));
  platform = new Platform();
  await platform.start(key);
  deliveries = new Deliveries({ url: platform.url, clientId: 'demo-program' }, key, join(folder, 'queue.jsonl'));
  server = makeApp({
    platform: { url: platform.url, clientId: 'demo-program' },
    key,
    deliveries,
    publicUrl: () => url,
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = addressOf(server);
});
afterEach(() => {
  deliveries.stop();
  server.close();
  platform.stop();
  rmSync(folder, { recursive: true });
});

/** Begins a launch, as the platform's link does; gives what the program asks to be sent back. */
async function begin(): Promise<{ state: string; nonce: string }> {
  const query = new URLSearchParams({ iss: platform.url, login_hint: 'x', client_id: 'demo-program' });
  const answer = await fetch(`${url}/lti/login?${query.toString()}`, { redirect: 'manual' });
  const asked = new URL(answer.headers.get('location') ?? '').searchParams;
  expect(asked.get('redirect_uri')).toBe(`${url}/lti/launch`);
  return { state: asked.get('state') ?? '', nonce: asked.get('nonce') ?? '' };
}

const launch = (state: string, token: string) =>
  fetch(`${url}/lti/launch`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ state, id_token: token }),
  });

test('R2.4 a launch leads to the exercise, and finishing it delivers practice and progress', async () => {
  const { state, nonce } = await begin();
  const answer = await launch(state, await platform.token(nonce));
  expect(answer.status).toBe(303);
  const exercise = `${url}${answer.headers.get('location') ?? ''}`;
  const lesson = (await (await fetch(`${exercise}/les`)).json()) as { lesson: number; questions: unknown[] };
  expect(lesson).toMatchObject({ lesson: 1, firstName: 'Fenna' });
  expect(lesson.questions).toHaveLength(8);

  platform.closed = 1; // the first delivery meets a closed door and is repeated
  deliveries.start();
  await fetch(`${exercise}/klaar`, { method: 'POST', headers: { 'x-forwarded-for': '145.1.2.3' } });
  await vi.waitFor(() => expect(platform.received).toHaveLength(2), { timeout: 5000 });
  expect(platform.received).toMatchObject([
    { kind: 'practice', pupil: 'pupil-7', product: 'bouw', lesson: 1, address: '145.1.2.3' },
    { kind: 'progress', pupil: 'pupil-7', product: 'bouw', highest_lesson: 1, lessons_until_test: 4 },
  ]);
  await vi.waitFor(() => expect(deliveries.status()).toEqual({ queued: 0, delivered: 2, refused: 0 }));
});

test('a launch that is not to be trusted is refused', async () => {
  const stranger = (await generateKeyPair('RS256')).privateKey;
  const wrong: [string, (nonce: string) => Promise<string>][] = [
    ['another nonce', () => platform.token('other')],
    ['another audience', (nonce) => platform.token(nonce, { aud: 'somebody' })],
    ['another issuer', (nonce) => platform.token(nonce, { iss: 'https://evil.example' })],
    ['expired', (nonce) => platform.token(nonce, { exp: 1000 })],
    ['another key', (nonce) => platform.token(nonce, {}, stranger)],
    ['another message', (nonce) => platform.token(nonce, { [`${CLAIM}message_type`]: 'x' })],
    [
      'no signature',
      async (nonce) => {
        const [, claims] = (await platform.token(nonce)).split('.');
        return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims ?? ''}.`;
      },
    ],
  ];
  for (const [name, make] of wrong) {
    const { state, nonce } = await begin();
    expect((await launch(state, await make(nonce))).status, name).toBe(400);
  }
});

test('a state works once', async () => {
  const { state, nonce } = await begin();
  const token = await platform.token(nonce);
  expect((await launch(state, token)).status).toBe(303);
  expect((await launch(state, token)).status).toBe(400);
});

test('R3.6 what waits survives a restart, with the same ids', async () => {
  deliveries.add([{ id: 'a-1', kind: 'progress', pupil: 'p', product: 'bouw', at: 1, highest_lesson: 3 }]);
  const later = new Deliveries({ url: platform.url, clientId: 'demo-program' }, key, join(folder, 'queue.jsonl'));
  expect(later.status().queued).toBe(1);
  later.start();
  await vi.waitFor(() => expect(platform.received.map(({ id }) => id)).toEqual(['a-1']), { timeout: 5000 });
  later.stop();
});
