import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ADULT_PASSWORD, Client } from '../support/client';
import { ENGINES } from '../support/database';
import { Portal } from '../support/server';
import { MailServer } from '../support/smtp';

const BART = 'begeleider@demo.lexipoort.example';
const PUBLIC_URL = 'https://school.example';

/** The portal behind TLS, as a school's browser sees it: the address in mails is the public one. */
describe.each(ENGINES)('passwords on %s', (engine) => {
  let mailServer: MailServer;
  let portal: Portal;
  let visitor: Client;

  beforeEach(async () => {
    mailServer = new MailServer();
    portal = await Portal.start(engine, { mail: await mailServer.start(), publicUrl: PUBLIC_URL });
    visitor = new Client(portal.url, { origin: PUBLIC_URL });
  });
  afterEach(async () => {
    await portal.remove();
    await mailServer.stop();
  });

  const ask = async (login = BART) => {
    expect((await visitor.post('/api/password-resets', { login })).status).toBe(204);
    await expect
      .poll(() => portal.database.run('select count(*) from password_requests'), { timeout: 20_000 })
      .toBe('0');
  };
  const token = async (): Promise<string> => {
    const coming = mailServer.next(BART);
    await ask();
    const text = (await coming).text ?? '';
    return new RegExp(`${PUBLIC_URL}/wachtwoord/instellen#([\\w-]+)`).exec(text)?.[1] ?? `no link in ${text}`;
  };
  const usable = async (of: string) =>
    (await visitor.post('/api/password-resets/check', { token: of })).body as unknown as { usable: boolean };
  const use = (of: string, password: string) => visitor.post('/api/password-resets/use', { token: of, password });

  test('behind TLS the cookie is for this host and for TLS only', async () => {
    const answer = await visitor.signIn(BART, ADULT_PASSWORD);
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-lexipoort=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect((await visitor.get('/api/session')).status).toBe(200);
    const stranger = new Client(portal.url);
    expect((await stranger.signIn(BART, ADULT_PASSWORD)).body.code).toBe('cross_site');
  });

  test('R4.1.1 a link works for a limited time', async () => {
    const late = await token();
    expect(await usable(late)).toEqual({ usable: true });
    portal.database.run('update password_tokens set expires_at = expires_at - 4 * 3600');
    expect(await usable(late)).toEqual({ usable: false });
    expect((await use(late, 'Kikker-op-fiets-88')).body.code).toBe('token_unusable');
    expect((await visitor.signIn(BART, ADULT_PASSWORD)).status).toBe(200);
  });

  test('R4.1.1 one link used, the others no longer work either', async () => {
    const [first, second] = [await token(), await token()];
    expect(first).not.toBe(second);
    expect((await use(second, 'Kikker-op-fiets-88')).status).toBe(204);
    expect(await usable(first)).toEqual({ usable: false });
    expect((await use(first, 'Kikker-op-fiets-89')).body.code).toBe('token_unusable');
    expect((await visitor.signIn(BART, 'Kikker-op-fiets-88')).status).toBe(200);
  });

  test('R4.1.1 a link used twice at once sets one password', async () => {
    const link = await token();
    const passwords = ['Kikker-op-fiets-88', 'Kikker-op-fiets-89', 'Kikker-op-fiets-90'];
    const answers = await Promise.all(passwords.map((password) => use(link, password)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 422, 422]);
    const winner = answers.findIndex(({ status }) => status === 204);
    expect((await visitor.signIn(BART, passwords[winner] ?? '')).status).toBe(200);
  });

  test('R4.1.1 a pupil, who has no mailbox, gets the same answer and nothing happens', async () => {
    await ask('fenna.j');
    await ask('niemand@demo.lexipoort.example');
    expect(portal.database.run('select count(*) from password_tokens')).toBe('0');
    expect(portal.database.run('select count(*) from mails')).toBe('0');
  });

  test('R4.1.1 nobody’s mailbox is flooded by asking again and again', async () => {
    for (let time = 0; time < 5; time += 1) await ask();
    await expect.poll(() => portal.database.run('select count(*) from mails'), { timeout: 20_000 }).toBe('0');
    expect(mailServer.received).toHaveLength(3);
  });

  test('R4.1.1 a password in everybody’s list, or of one’s own name, is refused', async () => {
    const link = await token();
    for (const password of ['123456789012', 'qwertyuiopas', 'aaaaaaaaaaaa', 'BartvanGeleiden']) {
      expect((await use(link, password)).body.code, password).toBe('password_well_known');
    }
    expect((await use(link, 'ëéüöïäëéüöï')).body.code).toBe('password_too_short');
    expect((await use(link, 'Kikker op fiets, 88 keer per dag!')).status).toBe(204);
  });
});
