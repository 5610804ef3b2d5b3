import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Client, pupilSignedIn, signedIn } from '../support/client';
import { ENGINES } from '../support/database';
import { Portal } from '../support/server';
import { addressesOf, MailServer } from '../support/smtp';

const DOMAIN = 'demo.lexipoort.example';
const NEW = 'nieuw@demo.lexipoort.example';

describe.each(ENGINES)('professionals on %s', (engine) => {
  let mailServer: MailServer;
  let portal: Portal;
  let administrator: Client;

  beforeEach(async () => {
    mailServer = new MailServer();
    portal = await Portal.start(engine, { mail: await mailServer.start() });
    administrator = await signedIn(portal.url, 'beheer');
  });
  afterEach(async () => {
    await portal.remove();
    await mailServer.stop();
  });

  const sql = (text: string) => portal.database.run(text);
  const userId = (like: string) => sql(`select id from users where email like '${like}@%' or user_name = '${like}'`);
  const productId = (slug: string) => sql(`select id from products where slug = '${slug}'`);
  const professional = {
    first_name: ' Nina ',
    infix: 'van der',
    last_name: 'Nieuw',
    email: 'Nieuw@DEMO.lexipoort.example',
    roles: ['supervisor'],
    products: [] as string[],
    links: [] as { product: string; pupils: string[] }[],
  };
  const create = (more: object = {}, by = administrator, school = '1') =>
    by.post(`/api/schools/${school}/professionals`, { ...professional, ...more });
  const listed = async (by = administrator, school = '1') =>
    (await by.get(`/api/schools/${school}/people?state=active`)).body.people as unknown as {
      display_name: string;
      email: string;
      roles: string[];
      products: { name: string }[];
    }[];
  const counts = () =>
    sql('select (select count(*) from users), (select count(*) from memberships), (select count(*) from links)');

  test('R4.4.2 a new professional is active at once and is mailed how to choose a password', async () => {
    const coming = mailServer.next(NEW);
    const answer = await create({ roles: ['administrator', 'supervisor'] });
    expect(answer.body).toMatchObject({ display_name: 'Nieuw, Nina van der', email: NEW, joined: false });
    expect((await listed()).find(({ email }) => email === NEW)).toMatchObject({
      display_name: 'Nieuw, Nina van der',
      roles: ['administrator', 'supervisor'],
    });

    const mail = await coming;
    expect(mail.subject).toBe('Je account op Lexipoort voor De Regenboog');
    expect(mail.text).toContain('Dag Nina,');
    const token = new RegExp(`${portal.url}/wachtwoord/instellen#([\\w-]+)`).exec(mail.text ?? '')?.[1] ?? '';
    const visitor = new Client(portal.url);
    const usable = async () => (await visitor.post('/api/password-resets/check', { token })).body;
    const day = 24 * 3600;
    sql(`update password_tokens set expires_at = expires_at - 7 * ${String(day)} + 60`);
    expect(await usable()).toEqual({ usable: true });
    sql('update password_tokens set expires_at = expires_at - 60');
    expect(await usable()).toEqual({ usable: false });
    sql('update password_tokens set expires_at = expires_at + 60');
    const chosen = 'Kikker-op-fiets-88';
    expect((await visitor.post('/api/password-resets/use', { token, password: chosen })).status).toBe(204);
    expect((await visitor.signIn(NEW, chosen)).body).toMatchObject({
      schools: [{ name: 'De Regenboog', roles: ['administrator', 'supervisor'] }],
    });
  });

  test('R4.4.2 a supervisor gets products and pupils at once, seats included', async () => {
    const [bouw, letterster] = [productId('bouw'), productId('letterster')];
    const noor = userId('noor.b');
    sql(`delete from licences where pupil_id = ${noor}`);
    const answer = await create({ products: [bouw, letterster], links: [{ product: bouw, pupils: [noor] }] });
    expect(answer.status).toBe(200);
    const { id } = answer.body;
    expect((await administrator.get(`/api/schools/1/people/${id}`)).body).toMatchObject({
      products: [{ name: 'Bouw!' }, { name: 'Letterster' }],
      links: [{ product: { name: 'Bouw!' }, pupils: [{ id: noor, display_name: 'Bakker, Noor' }], supervisors: [] }],
    });
    await pupilSignedIn(portal.url, 'noor.b');
  });

  test('R4.4.2 what cannot be given refuses it all: no account, no mail', async () => {
    const before = counts();
    const bouw = productId('bouw');
    const noor = userId('noor.b');
    const codeOf = async (more: object) => (await create(more)).body.code;
    expect(await codeOf({ products: [productId('boekies')] })).toBe('no_subscription');
    expect(await codeOf({ links: [{ product: productId('boekies'), pupils: [noor] }] })).toBe('no_subscription');
    expect(await codeOf({ links: [{ product: bouw, pupils: [userId('begeleider')] }] })).toBe('not_a_pupil');
    expect(await codeOf({ links: [{ product: bouw, pupils: [userId('jesse.b')] }] })).toBe('person_archived');
    expect(await codeOf({ roles: ['administrator'], products: [bouw] })).toBe('not_a_supervisor');
    sql('update subscriptions set seats = 5 where school_id = 1');
    sql(`delete from licences where pupil_id = ${noor}`);
    const full = await create({ links: [{ product: bouw, pupils: [noor] }] });
    expect(full.body).toMatchObject({ code: 'not_enough_seats', figures: { free: 0, needed: 1 } });
    expect(counts()).toBe(before);
    expect(sql('select count(*) from mails')).toBe('0');
    expect(sql('select count(*) from password_tokens')).toBe('0');
  });

  test('R4.4.2 every fault is named at its field', async () => {
    const answer = await create({ first_name: ' ', infix: '1', last_name: '', email: 'geen adres', roles: [] });
    expect(answer.status).toBe(422);
    expect(answer.body.code).toBe('faulty');
    expect(answer.body.concerns).toEqual([
      { field: 'first_name', code: 'required' },
      { field: 'infix', code: 'not_a_name' },
      { field: 'last_name', code: 'required' },
      { field: 'roles', code: 'required' },
      { field: 'email', code: 'not_an_address' },
    ]);
  });

  test('R4.4.3 who has an account at another school joins with it, hears so by mail, and nothing of that school shows', async () => {
    const email = `begeleider@${DOMAIN}`;
    const anna = await signedIn(portal.url, 'juf.anna');
    const coming = mailServer.next(email);
    const answer = await create({ first_name: 'Bert', infix: '', last_name: 'Geleiden', email }, anna, '2');
    expect(answer.body).toEqual({
      id: userId('begeleider'),
      display_name: 'Geleiden, Bert',
      email,
      joined: true,
    });
    expect(sql(`select count(*) from users where email = '${email}'`)).toBe('1');
    expect((await listed(anna, '2')).find((each) => each.email === email)).toMatchObject({
      display_name: 'Geleiden, Bart van',
      roles: ['supervisor'],
      products: [],
    });

    const mail = await coming;
    expect(mail.subject).toBe('De Wilgen staat nu ook in je account op Lexipoort');
    expect(mail.text).toContain('Dag Bart,');
    expect(mail.text).not.toContain('Regenboog');
    expect(mail.text).not.toContain('/wachtwoord/instellen');
    const bart = await signedIn(portal.url, 'begeleider');
    expect((await bart.get('/api/session')).body).toMatchObject({
      schools: [{ name: 'De Regenboog' }, { name: 'De Wilgen' }],
    });
    expect(mailServer.received.flatMap(addressesOf)).toEqual([email]);
  });

  test('R4.4.3 who is here already, active or archived, is told apart; pupils and operators are not told', async () => {
    const before = counts();
    const email = `begeleider@${DOMAIN}`;
    const here = await create({ email });
    expect([here.status, here.body.code]).toEqual([409, 'already_here']);
    sql(`update memberships set archived_at = 1 where user_id = ${userId('begeleider')}`);
    const archived = await create({ email });
    expect([archived.status, archived.body.code]).toEqual([409, 'already_here_archived']);
    sql(`update users set email = 'fenna@${DOMAIN}' where user_name = 'fenna.j'`);
    for (const address of [`fenna@${DOMAIN}`, `uitgever@${DOMAIN}`]) {
      expect((await create({ email: address })).body, address).toMatchObject({
        code: 'faulty',
        concerns: [{ field: 'email', code: 'not_allowed' }],
      });
    }
    expect(counts()).toBe(before);
  });

  test('R8.2 the audit trail tells who made or let in whom, with which roles', async () => {
    const { id } = (await create({ roles: ['administrator', 'supervisor'] })).body;
    const anna = await signedIn(portal.url, 'juf.anna');
    await create({ email: `begeleider@${DOMAIN}` }, anna, '2');
    const lines = async (by: Client, school: string) =>
      (await by.get(`/api/schools/${school}/audit`)).body as unknown as { lines: Record<string, unknown>[] };
    expect((await lines(administrator, '1')).lines[0]).toMatchObject({
      action: 'people.professional_created',
      actor: { name: 'Bea Beheer' },
      subjects: [{ id, name: 'Nina van der Nieuw' }],
      details: [{ key: 'roles', value: 'administrator,supervisor' }],
    });
    expect((await lines(anna, '2')).lines[0]).toMatchObject({
      action: 'people.professional_joined',
      actor: { name: 'Anna de Groot' },
      subjects: [{ name: 'Bart van Geleiden' }],
      details: [{ key: 'roles', value: 'supervisor' }],
    });
  });

  test('R4.4.3 two administrators with the same new colleague at once make one account', async () => {
    const anna = await signedIn(portal.url, 'juf.anna');
    const answers = await Promise.all([create(), create({}, anna), create({}, anna, '2')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
    expect(sql(`select count(*) from users where email = '${NEW}'`)).toBe('1');
    expect(sql(`select count(*) from memberships where user_id = ${userId('nieuw')}`)).toBe('2');
  });
});
