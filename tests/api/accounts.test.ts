import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADULT_PASSWORD, Client, PUPIL_PASSWORD, pupilSignedIn, signedIn } from '../support/client';
import { ENGINES } from '../support/database';
import { Portal } from '../support/server';
import { addressesOf, MailServer } from '../support/smtp';

describe.each(ENGINES)('accounts on %s', (engine) => {
  const mailbox = new MailServer();
  let portal: Portal;

  beforeAll(async () => {
    portal = await Portal.start(engine, { mail: await mailbox.start() });
  });
  afterAll(async () => {
    await portal.remove();
    await mailbox.stop();
  });

  test('R2.1 a professional signs in with an e-mail address, in any case, and learns of schools and roles', async () => {
    const anna = new Client(portal.url);
    const answer = await anna.signIn('  Juf.Anna@DEMO.lexipoort.example', ADULT_PASSWORD);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      user: { kind: 'professional', display_name: 'Anna de Groot' },
      schools: [
        { name: 'De Regenboog', roles: ['administrator', 'supervisor'] },
        { name: 'De Wilgen', roles: ['administrator', 'supervisor'] },
      ],
      current_school: '1',
    });
    const cookie = answer.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/^lexipoort=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await anna.get('/api/session')).body).toEqual(answer.body);
  });

  test('the database holds a hash of the token, not the token', async () => {
    const anna = new Client(portal.url);
    const answer = await anna.signIn('juf.anna@demo.lexipoort.example', ADULT_PASSWORD);
    const token = /lexipoort=([\w-]+)/.exec(answer.headers.getSetCookie()[0] ?? '')?.[1] ?? '';
    expect(token).toHaveLength(43);
    expect(portal.database.run(`select count(*) from sessions where token_hash = '${token}'`)).toBe('0');
  });

  test('a wrong password and an unknown account get the same answer', async () => {
    const wrong = await new Client(portal.url).signIn('uitgever@demo.lexipoort.example', 'nee');
    const unknown = await new Client(portal.url).signIn('niemand@demo.lexipoort.example', 'nee');
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual(unknown.body);
    expect(wrong.body.code).toBe('wrong_credentials');
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  test('signing out ends the session for good', async () => {
    const client = await signedIn(portal.url, 'beheer');
    const copy = await client.get('/api/session');
    expect(copy.status).toBe(200);
    expect((await client.send('DELETE', '/api/session')).status).toBe(204);
    expect((await client.get('/api/session')).status).toBe(401);
  });

  test('another site cannot change things with somebody’s cookie', async () => {
    const client = await signedIn(portal.url, 'juf.anna');
    const strangers: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of strangers) {
      const answer = await client.send('PUT', '/api/session/school', { school: '2' }, headers);
      expect(answer.status).toBe(403);
      expect(answer.body.code).toBe('cross_site');
    }
    expect((await client.get('/api/session')).body.current_school).toBe('1');
  });

  test('R2.4 a child that keeps failing waits ever longer; another child at the same address does not', async () => {
    const child = new Client(portal.url);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect((await child.signIn('daan.v', 'fout-fout-11')).status).toBe(401);
    }
    const held = await child.signIn('daan.v', PUPIL_PASSWORD);
    expect(held.status).toBe(429);
    expect(held.body.code).toBe('throttled');
    expect(Number(held.headers.get('retry-after'))).toBe(held.body.figures.seconds);
    expect(held.body.figures.seconds).toBeGreaterThan(0);
    await pupilSignedIn(portal.url, 'fenna.j');

    // Time passes for the whole table of failures: the child may try again, and fails again.
    const waits: number[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      portal.database.run('update sign_in_failures set last_failure_at = last_failure_at - 1000');
      expect((await child.signIn('daan.v', 'fout-fout-11')).status).toBe(401);
      waits.push((await child.signIn('daan.v', PUPIL_PASSWORD)).body.figures.seconds ?? 0);
    }
    for (const [index, wait] of waits.slice(1).entries()) expect(wait).toBeGreaterThan((waits[index] ?? 0) * 1.5);
    portal.database.run('update sign_in_failures set last_failure_at = last_failure_at - 1000');
    expect((await child.signIn('daan.v', PUPIL_PASSWORD)).status).toBe(200);
    expect((await child.signIn('daan.v', 'fout-fout-11')).status).toBe(401);
    expect((await child.signIn('daan.v', PUPIL_PASSWORD)).status).toBe(200);
  });

  test('R2.4 a pupil without a valid licence does not get in', async () => {
    const archived = await new Client(portal.url).signIn('jesse.b', PUPIL_PASSWORD);
    expect(archived.status).toBe(403);
    expect(archived.body.code).toBe('no_licence');
    portal.database.run(
      "update licences set ends_on = '2020-01-01' where pupil_id = (select id from users where user_name = 'noor.b')",
    );
    const ended = await new Client(portal.url).signIn('noor.b', PUPIL_PASSWORD);
    expect(ended.body.code).toBe('no_licence');
  });

  test('a session ends after its time', async () => {
    const client = await signedIn(portal.url, 'begeleider');
    portal.database.run(
      "update sessions set created_at = created_at - 50000 where user_id = (select id from users where email like 'begeleider@%')",
    );
    expect((await client.get('/api/session')).status).toBe(401);
  });

  test('R4.1.1 R4.1.2 a link by mail sets a password once, and ends every session of the account', async () => {
    const open = await signedIn(portal.url, 'begeleider');
    const visitor = new Client(portal.url);
    const unknown = await visitor.post('/api/password-resets', { login: 'niemand@demo.lexipoort.example' });
    const coming = mailbox.next('begeleider@demo.lexipoort.example');
    const known = await visitor.post('/api/password-resets', { login: 'begeleider@demo.lexipoort.example' });
    expect([unknown.status, known.status]).toEqual([204, 204]);

    const mail = await coming;
    expect(mail.subject).toBe('Kies een wachtwoord voor Lexipoort');
    expect(mail.text).toContain('Dag Bart');
    const token = new RegExp(`${portal.url}/wachtwoord/instellen#([\\w-]+)`).exec(mail.text ?? '')?.[1] ?? '';
    expect((await visitor.post('/api/password-resets/check', { token })).body).toEqual({ usable: true });

    const use = (password: string) => visitor.post('/api/password-resets/use', { token, password });
    expect((await use('kort')).body).toMatchObject({ code: 'password_too_short', figures: { minimum: 12 } });
    expect((await use('password1234')).body.code).toBe('password_well_known');
    expect((await open.get('/api/session')).status).toBe(200);

    expect((await use('Kikker-op-fiets-88')).status).toBe(204);
    expect((await use('Kikker-op-fiets-89')).body.code).toBe('token_unusable');
    expect((await open.get('/api/session')).status).toBe(401);
    expect((await visitor.signIn('begeleider@demo.lexipoort.example', ADULT_PASSWORD)).status).toBe(401);
    expect((await visitor.signIn('begeleider@demo.lexipoort.example', 'Kikker-op-fiets-88')).status).toBe(200);
    expect(mailbox.received.flatMap(addressesOf)).toEqual(['begeleider@demo.lexipoort.example']);
  });

  test('R1.6 the chosen school is remembered, and only a school of one’s own can be chosen', async () => {
    const anna = await signedIn(portal.url, 'juf.anna');
    expect((await anna.put('/api/session/school', { school: '2' })).body.current_school).toBe('2');
    expect((await (await signedIn(portal.url, 'juf.anna')).get('/api/session')).body.current_school).toBe('2');
    const administrator = await signedIn(portal.url, 'beheer');
    expect((await administrator.put('/api/session/school', { school: '2' })).status).toBe(404);
  });
});
