import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, signedIn } from '../support/client';
import { ENGINES } from '../support/database';
import { Portal } from '../support/server';

describe.each(ENGINES)('HTTP on %s', (engine) => {
  let portal: Portal;
  let visitor: Client;

  beforeAll(async () => {
    portal = await Portal.start(engine);
    visitor = new Client(portal.url);
  });
  afterAll(() => portal.remove());

  test('tells that it runs, is ready, and what it counts', async () => {
    expect((await visitor.get('/healthz')).status).toBe(200);
    expect((await visitor.get('/readyz')).body).toMatchObject({ status: 'ok' });
    const metrics = new TextDecoder().decode((await visitor.get('/metrics')).bytes);
    expect(metrics).toContain('lexipoort_http_requests_total{route="/healthz",status="200"}');
  });

  test('refuses in the form of RFC 9457', async () => {
    const missing = await visitor.get('/api/nergens');
    expect(missing.status).toBe(404);
    expect(missing.headers.get('content-type')).toBe('application/problem+json');
    expect(missing.body).toMatchObject({ status: 404, code: 'not_found' });
    expect((await visitor.send('PUT', '/healthz', {})).status).toBe(405);
    const wrong = await visitor.post('/api/session', { login: 7 });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors).toEqual([
      { pointer: '/login', code: 'wrong_type' },
      { pointer: '/password', code: 'required' },
    ]);
  });

  test('refuses text that is not UTF-8, wherever it comes in, also to strangers', async () => {
    const client = await signedIn(portal.url, 'beheer');
    const day = await client.get('/api/schools/1/audit?user=1&from=%ff');
    expect([day.status, day.body.errors]).toEqual([422, [{ pointer: '/from', code: 'wrong_type' }]]);
    const name = await client.get('/api/schools/1/user-names/check?user_name=%c3');
    expect([name.status, name.body.errors]).toEqual([422, [{ pointer: '/user_name', code: 'wrong_type' }]]);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const token = await visitor.send('POST', '/oauth/token', Buffer.from('grant_type=%ff'), form);
    expect(token.status).toBe(422);
    const json = { 'content-type': 'application/json' };
    const login = await visitor.send('POST', '/api/password-resets', Buffer.from('{"login":"\xff"}', 'latin1'), json);
    expect(login.status).toBe(422);
    const start = await visitor.get('/lti/authorize?client_id=%ff&redirect_uri=%ff');
    expect(start.status).toBe(422);
    await client.delete('/api/session');
  });

  test('refuses what is too large without reading on', async () => {
    const answer = await visitor.post('/api/session', { login: 'x'.repeat(2 ** 21), password: '' });
    expect(answer.status).toBe(413);
    expect(answer.body.code).toBe('too_large');
  });

  test('sends the page compressed, to be kept, under a strict policy', async () => {
    const page = await visitor.get('/inloggen', { 'accept-encoding': 'br' });
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const html = new TextDecoder().decode(page.bytes);
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
    const asset = await visitor.get(script, { 'accept-encoding': 'gzip, br' });
    expect(asset.headers.get('content-encoding')).toBe('br');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    const again = await visitor.get(script, { 'if-none-match': asset.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    expect(again.bytes).toHaveLength(0);
  });

  test('finishes what is in flight when it is told to stop', async () => {
    const busy = Array.from({ length: 12 }, () =>
      new Client(portal.url).signIn('beheer@demo.lexipoort.example', 'Lezen-is-leuk-2026'),
    );
    await Promise.race(busy);
    await portal.stop();
    const outcomes = await Promise.allSettled(busy);
    const answers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.status] : []));
    // Who comes while it stops is told to wait, and has done nothing.
    const done = answers.filter((status) => status !== 503);
    expect(done.length).toBeGreaterThan(0);
    expect(done.every((status) => status === 200)).toBe(true);
    await portal.restart();
    expect(Number(portal.database.run('select count(*) from sessions'))).toBe(done.length);
  });
});
