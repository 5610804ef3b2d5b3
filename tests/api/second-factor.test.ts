import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appCode } from '../support/app';
import { ADULT_PASSWORD, Client, pupilSignedIn, signedIn, type Answer } from '../support/client';
import { ENGINES } from '../support/database';
import { lexipoort, Portal } from '../support/server';
import { MailServer } from '../support/smtp';

const BEA = 'beheer@demo.lexipoort.example';
const UMA = 'uitgever@demo.lexipoort.example';

describe.each(ENGINES)('signing in in two steps on %s', (engine) => {
  let mailServer: MailServer;
  let portal: Portal;
  let time: number;

  beforeEach(async () => {
    mailServer = new MailServer();
    portal = await Portal.start(engine, { mail: await mailServer.start(), testClock: true });
    time = Date.parse('2026-12-01T09:00:00Z');
    await pass(0);
  });
  afterEach(async () => {
    await portal.remove();
    await mailServer.stop();
  });

  /** So many seconds later. */
  async function pass(seconds: number): Promise<void> {
    time += seconds * 1000;
    await portal.setTime(new Date(time).toISOString().replace('.000', ''));
  }
  const codeOf = (secret: string) => appCode(secret, new Date(time));
  const enter = (login: string, code?: string) =>
    new Client(portal.url).post('/api/session', {
      login,
      password: ADULT_PASSWORD,
      ...(code === undefined ? {} : { code }),
    });
  const begin = async (client: Client) => {
    const { body } = await client.post('/api/second-factor/begin', { password: ADULT_PASSWORD });
    return body as unknown as { secret: string; address: string; ticket: string };
  };
  const codesIn = ({ body }: Answer) => (body as unknown as { codes: string[] }).codes;
  const switchedOn = async (client: Client) => {
    const { secret, ticket } = await begin(client);
    const answer = await client.post('/api/second-factor/confirm', { ticket, code: codeOf(secret) });
    return { secret, codes: codesIn(answer) };
  };

  test('R8.1 an operator signs in with a password and a code, and each code works once', async () => {
    expect((await enter(UMA)).body.code).toBe('code_needed');
    const secret = 'LEXIPOORTDEMOLEXIPOORTDEMOLEXIPO';
    const answer = await enter(UMA, codeOf(secret));
    expect(answer.body).toMatchObject({ user: { kind: 'operator', second_factor: true } });
    expect((await enter(UMA, codeOf(secret))).body.code).toBe('wrong_code');
    await pass(30);
    expect((await enter(UMA, codeOf(secret).replace(/^.../, '$& '))).status).toBe(200);
    expect((await enter(UMA, 'Demo-Code-2222')).status).toBe(200);
    expect((await enter(UMA, 'demo-code-2222')).body.code).toBe('wrong_code');
  });

  test('R8.1 one code used at the same time by several lets one of them in', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => enter(UMA, 'demo-code-2222')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('R8.1 wrong codes count as wrong passwords do', async () => {
    for (let tries = 0; tries < 5; tries += 1) expect((await enter(UMA, '000000')).body.code).toBe('wrong_code');
    expect((await enter(UMA, 'demo-code-2222')).body.code).toBe('throttled');
    await pass(60);
    expect((await enter(UMA, 'demo-code-2222')).status).toBe(200);
  });

  test('R8.1 an operator without a second step can do nothing but set it up', async () => {
    portal.database.run('delete from recovery_codes; delete from second_factors');
    const uma = new Client(portal.url);
    expect((await uma.signIn(UMA, ADULT_PASSWORD)).body).toMatchObject({ user: { second_factor: false } });
    expect((await uma.get('/api/operator/schools')).body.code).toBe('second_factor_first');
    expect((await uma.get('/api/second-factor')).body).toMatchObject({ on: false, demanded: true });
    const { secret } = await switchedOn(uma);
    expect((await uma.get('/api/operator/schools')).status).toBe(200);
    const alone = await uma.post('/api/second-factor/off', { password: ADULT_PASSWORD });
    expect(alone.body.code).toBe('wrong_code');
    await pass(30);
    const off = await uma.post('/api/second-factor/off', { password: ADULT_PASSWORD, code: codeOf(secret) });
    expect(off.body.code).toBe('second_factor_demanded');
  });

  test('R8.1 a professional switches it on, uses a recovery code, makes new ones, and switches it off', async () => {
    const bea = await signedIn(portal.url, 'beheer');
    const elsewhere = await signedIn(portal.url, 'beheer');
    const told = mailServer.next(BEA);
    const { secret, codes } = await switchedOn(bea);
    expect((await told).subject).toBe('Je logt nu in twee stappen in');
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    expect((await bea.get('/api/second-factor')).body).toEqual({ on: true, demanded: false, recovery_codes_left: 10 });
    // Whoever sat at another computer with the password alone is out.
    expect((await elsewhere.get('/api/session')).status).toBe(401);

    expect((await enter(BEA)).body.code).toBe('code_needed');
    // The code that switched it on is used up.
    expect((await enter(BEA, codeOf(secret))).body.code).toBe('wrong_code');
    expect((await enter(BEA, codes[0])).status).toBe(200);
    expect((await bea.get('/api/second-factor')).body).toMatchObject({ recovery_codes_left: 9 });

    const renewed = codesIn(
      await bea.post('/api/second-factor/recovery-codes', { password: ADULT_PASSWORD, code: codes[2] }),
    );
    expect((await enter(BEA, codes[1])).body.code).toBe('wrong_code');
    expect((await enter(BEA, renewed[0])).status).toBe(200);

    // Another phone, too, asks for more than the password of an open screen.
    const taken = await bea.post('/api/second-factor/begin', { password: ADULT_PASSWORD });
    expect(taken.body.code).toBe('wrong_code');
    const off = await bea.post('/api/second-factor/off', { password: ADULT_PASSWORD, code: renewed[1] });
    expect(off.status).toBe(204);
    expect((await enter(BEA)).status).toBe(200);
    const actions = portal.database.run("select action from audit where action like 'accounts.%' order by id");
    expect(actions.split('\n')).toEqual([
      'accounts.second_factor_on',
      'accounts.recovery_codes_renewed',
      'accounts.second_factor_off',
    ]);
  });

  test('R8.1 nothing changes without the password, the first code, or in time', async () => {
    const bea = await signedIn(portal.url, 'beheer');
    for (const path of ['begin', 'recovery-codes', 'off']) {
      const answer = await bea.post(`/api/second-factor/${path}`, { password: 'nee' });
      expect(answer.body.concerns, path).toEqual([
        expect.objectContaining({ field: 'password', code: 'wrong_password' }),
      ]);
    }
    const { secret, ticket } = await begin(bea);
    expect((await bea.post('/api/second-factor/confirm', { ticket, code: '000000' })).body.code).toBe('wrong_code');
    const bart = await signedIn(portal.url, 'begeleider');
    const stolen = await bart.post('/api/second-factor/confirm', { ticket, code: codeOf(secret) });
    expect(stolen.body.code).toBe('ticket_unusable');
    await pass(16 * 60);
    const late = await bea.post('/api/second-factor/confirm', { ticket, code: codeOf(secret) });
    expect(late.body.code).toBe('ticket_unusable');
    expect((await enter(BEA)).status).toBe(200);
    const renew = await bea.post('/api/second-factor/recovery-codes', { password: ADULT_PASSWORD });
    expect(renew.body.code).toBe('second_factor_off');
  });

  test('R8.1 the secret and the codes cannot be read in the database', async () => {
    const { secret, codes } = await switchedOn(await signedIn(portal.url, 'beheer'));
    const kept =
      portal.database.run('select * from second_factors') + portal.database.run('select * from recovery_codes');
    for (const text of [secret, ...codes]) expect(kept).not.toContain(text);
  });

  test('R4.2.1 a school asks it of its administrators: without it they administer nothing there', async () => {
    const [bea, anna] = [await signedIn(portal.url, 'beheer'), await signedIn(portal.url, 'juf.anna')];
    const demand = (demanded: boolean) => bea.put('/api/schools/1/second-factor', { demanded });
    expect((await demand(true)).body.code).toBe('second_factor_first');
    const { codes } = await switchedOn(bea);
    const told = mailServer.next('juf.anna@demo.lexipoort.example');
    expect((await demand(true)).status).toBe(204);
    expect((await demand(true)).status).toBe(204);
    expect((await told).subject).toContain('De Regenboog');

    expect((await anna.get('/api/schools/1/people?state=active')).body.code).toBe('second_factor_first');
    expect((await anna.get('/api/schools/1/results/products')).status).toBe(200);
    expect((await anna.get('/api/schools/2/people?state=active')).status).toBe(200);
    expect((await anna.get('/api/session')).body).toMatchObject({
      schools: [
        { id: '1', second_factor_demanded: true },
        { id: '2', second_factor_demanded: false },
      ],
    });
    const off = await bea.post('/api/second-factor/off', { password: ADULT_PASSWORD, code: codes[0] });
    expect(off.body.code).toBe('second_factor_demanded');
    await switchedOn(anna);
    expect((await anna.get('/api/schools/1/people?state=active')).status).toBe(200);
    expect((await demand(false)).status).toBe(204);
    const actions = portal.database.run("select action from audit where action like 'schools.second%' order by id");
    expect(actions.split('\n')).toEqual(['schools.second_factor_demanded', 'schools.second_factor_not_demanded']);
  });

  test('R8.1 the system administrator lets somebody in again who lost phone and codes', async () => {
    const reset = (email: string) =>
      lexipoort('reset-second-factor', '--database', portal.database.url, '--email', email);
    expect(() => reset(BEA)).toThrow(/no account/);
    const uma = await signedIn(portal.url, 'uitgever');
    const told = mailServer.next(UMA);
    reset(UMA.toUpperCase());
    expect((await told).subject).toBe('Je telefoon is losgemaakt van je account');
    expect((await uma.get('/api/session')).status).toBe(401);
    expect((await enter(UMA)).status).toBe(200);
  });

  test('R2.4 a pupil has no second step', async () => {
    const fenna = await pupilSignedIn(portal.url, 'fenna.j');
    expect((await fenna.post('/api/second-factor/begin', { password: 'boom-vis-27' })).status).toBe(403);
  });
});
