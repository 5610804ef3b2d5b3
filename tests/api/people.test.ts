import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Client, PUPIL_PASSWORD, signedIn } from '../support/client';
import { ENGINES } from '../support/database';
import { readByLibreOffice } from '../support/sheets';
import { Portal } from '../support/server';

interface Ticked {
  id: string;
  version: number;
}

describe.each(ENGINES)('people on %s', (engine) => {
  let portal: Portal;
  let administrator: Client;

  beforeEach(async () => {
    portal = await Portal.start(engine);
    administrator = await signedIn(portal.url, 'beheer');
  });
  afterEach(() => portal.remove());

  const people = async (state: 'active' | 'archived') =>
    (await administrator.get(`/api/schools/1/people?state=${state}`)).body.people;
  const idOf = async (name: string, state: 'active' | 'archived' = 'active') =>
    (await people(state)).find(({ display_name: shown }) => shown === name)?.id ?? `no ${name}`;
  const supervisorId = async (name: string) =>
    (
      (await administrator.get('/api/schools/1/supervisors')).body.supervisors as { id: string; display_name: string }[]
    ).find((each) => each.display_name === name)?.id ?? '';
  const productId = async (name: string) =>
    ((await administrator.get('/api/schools/1/products')).body.products as { id: string; name: string }[]).find(
      (each) => each.name === name,
    )?.id ?? '';
  const link = async (pupils: string[], rows: { product?: string; supervisors: string[] }[], by = administrator) => {
    const all = [...(await people('active')), ...(await people('archived'))] as unknown as Ticked[];
    const ticked = pupils.map((id) => ({ id, version: all.find((each) => each.id === id)?.version ?? 1 }));
    return by.post('/api/schools/1/people/link-pupils', { people: ticked, rows });
  };

  test('R4.3.1 R4.6.1 the overview has the active users by name, the archive the others', async () => {
    const active = await people('active');
    expect(active).toHaveLength(23);
    expect(active.map(({ display_name: name }) => name).slice(0, 4)).toEqual([
      'Bakker, Noor',
      'Beheer, Bea',
      'Berg, Sem van der',
      'Boer, Zoë de',
    ]);
    expect(active.find(({ display_name: name }) => name === 'Jansen, Fenna')).toMatchObject({
      kind: 'pupil',
      search: 'fenna jansen',
      year_group: 3,
      user_name: 'fenna.j',
      roles: [],
      products: [{ name: 'Bouw!' }, { name: 'Letterster' }],
    });
    expect((await people('archived')).map(({ display_name: name }) => name)).toEqual([
      'Brouwer, Jesse',
      'Dijkstra, Kiki',
      'Smits, Ties',
      'Wit, Liv de',
    ]);
  });

  test('R4.4.6 one pupil is active at once and can sign in', async () => {
    const suggested = (
      await administrator.post('/api/schools/1/pupils/credentials', {
        first_name: 'Fenna',
        infix: '',
        last_name: 'Jacobs',
      })
    ).body as { user_name: string; password: string };
    expect(suggested.user_name).toBe('fenna.j2');
    const parts = suggested.password.split('-');
    expect(parts.filter((part) => /^[a-z]{3,7}$/.test(part))).toHaveLength(2);
    expect(parts.filter((part) => /^[1-9]\d$/.test(part))).toHaveLength(1);
    expect(parts).toHaveLength(3);
    const pupil = {
      first_name: 'Fenna',
      infix: '',
      last_name: 'Jacobs',
      year_group: 4,
      ...suggested,
      links: [{ product: await productId('Bouw!'), supervisors: [await supervisorId('Geleiden, Bart van')] }],
      accept_duplicate: false,
    };
    expect((await administrator.post('/api/schools/1/pupils', { ...pupil, links: [] })).body.code).toBe(
      'no_supervisors',
    );
    const created = await administrator.post('/api/schools/1/pupils', pupil);
    expect(created.body).toMatchObject({ display_name: 'Jacobs, Fenna', user_name: 'fenna.j2' });
    expect((await new Client(portal.url).signIn('fenna.j2', suggested.password)).status).toBe(200);
    // The one before was refused whole: there is one new pupil, not two.
    expect(await people('active')).toHaveLength(24);

    const again = await administrator.post('/api/schools/1/pupils', { ...pupil, user_name: 'fenna.j3' });
    expect(again.body).toMatchObject({ code: 'likely_duplicate', concerns: [{ name: 'Fenna Jacobs' }] });
    const taken = await administrator.post('/api/schools/1/pupils', { ...pupil, last_name: '', year_group: 9 });
    expect(taken.body.code).toBe('faulty');
    expect(taken.body.concerns).toEqual([
      { field: 'last_name', code: 'required' },
      { field: 'year_group', code: 'not_a_year_group' },
      { field: 'user_name', code: 'taken' },
    ]);
  });

  test('R4.4.5 no pupil before the school has an active supervisor', async () => {
    const anna = await signedIn(portal.url, 'juf.anna');
    const setRole = (on: number) =>
      portal.database.run(`update memberships set supervisor = ${String(on)} where school_id = 2`);
    const pupils = () => portal.database.run("select count(*) from users where kind = 'pupil'");
    const before = pupils();
    const [bouw, supervisor] = [await productId('Bouw!'), await supervisorId('Groot, Anna de')];
    const create = () =>
      anna.post('/api/schools/2/pupils', {
        ...{ first_name: 'Eerste', infix: '', last_name: 'Leerling', year_group: 3 },
        ...{ user_name: 'eerste.l', password: PUPIL_PASSWORD, accept_duplicate: false },
        links: [{ product: bouw, supervisors: [supervisor] }],
      });
    setRole(0);
    expect(await create()).toMatchObject({ status: 409, body: { code: 'no_supervisor_yet' } });
    // One in the archive does not count.
    portal.database.run(`
      insert into memberships (school_id, user_id, supervisor, archived_at)
      select 2, id, 1, 1 from users where email like 'begeleider@%'`);
    expect((await create()).body.code).toBe('no_supervisor_yet');
    expect(pupils()).toBe(before);
    setRole(1);
    expect((await create()).body).toMatchObject({ display_name: 'Leerling, Eerste' });
  });

  test('R4.4.6 a user name is checked while it is typed', async () => {
    const check = async (name: string) =>
      (await administrator.get(`/api/schools/1/user-names/check?user_name=${encodeURIComponent(name)}`))
        .body as unknown;
    expect(await check('fenna.j')).toEqual({ free: false, allowed: true });
    expect(await check('nieuw.k')).toEqual({ free: true, allowed: true });
    expect(await check('Nieuw K!')).toEqual({ free: true, allowed: false });
  });

  test('R4.6.5 R4.6.3 linking takes pupils out of the archive and lets them in', async () => {
    const pupils = [await idOf('Brouwer, Jesse', 'archived'), await idOf('Smits, Ties', 'archived')];
    const answer = await link(pupils, [
      { product: await productId('Bouw!'), supervisors: [await supervisorId('Geleiden, Bart van')] },
    ]);
    expect(answer.body).toMatchObject({ people: 2, activated: 2, archived: 0 });
    expect(await people('archived')).toHaveLength(2);
    expect((await new Client(portal.url).signIn('jesse.b', PUPIL_PASSWORD)).status).toBe(200);
    const home = (await administrator.get('/api/schools/1/overview')).body as {
      products: { name: string; seats_used: number }[];
    };
    expect(home.products.find(({ name }) => name === 'Bouw!')?.seats_used).toBe(22);
  });

  test('R4.6.5 a row without product gives the supervisor the pupils’ current products', async () => {
    const anna = await supervisorId('Groot, Anna de');
    const answer = await link([await idOf('Jansen, Fenna')], [{ supervisors: [anna] }]);
    expect(answer.body).toMatchObject({ people: 1, activated: 0 });
    expect(portal.database.run(`select count(*) from links where supervisor_id = ${anna}`)).toBe('28');
    const archived = await idOf('Brouwer, Jesse', 'archived');
    expect((await link([archived], [{ supervisors: [anna] }])).body).toMatchObject({
      code: 'no_current_product',
      concerns: [{ name: 'Jesse Brouwer' }],
    });
  });

  test('R4.6.5 only this school’s pupils can be linked, to its supervisors and products', async () => {
    const product = await productId('Bouw!');
    const supervisor = await supervisorId('Geleiden, Bart van');
    const fenna = await idOf('Jansen, Fenna');
    expect((await link([supervisor], [{ product, supervisors: [supervisor] }])).body.code).toBe('not_a_pupil');
    expect((await link(['999999'], [{ product, supervisors: [supervisor] }])).body.code).toBe('not_found_here');
    expect((await link([fenna], [{ product, supervisors: [fenna] }])).body.code).toBe('not_a_supervisor');
    const boekies = portal.database.run("select id from products where slug = 'boekies'");
    expect((await link([fenna], [{ product: boekies, supervisors: [supervisor] }])).body.code).toBe('no_subscription');
  });

  test('R4.6.6 too few seats: nothing is changed, and the figures are told', async () => {
    portal.database.run('update subscriptions set seats = 23 where school_id = 1 and product_id = 1');
    const archived = (await people('archived')).map(({ id }) => id);
    const answer = await link(archived, [
      { product: await productId('Bouw!'), supervisors: [await supervisorId('Geleiden, Bart van')] },
    ]);
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 'not_enough_seats',
      concerns: [{ name: 'Bouw!' }],
      figures: { free: 3, needed: 4 },
    });
    expect(await people('archived')).toHaveLength(4);
    expect(portal.database.run('select count(*) from licences where subscription_id = 1')).toBe('20');
  });

  test('R4.6.6 two administrators at once: only one gets the last seat', async () => {
    portal.database.run('update subscriptions set seats = 21 where school_id = 1 and product_id = 1');
    const archived = (await people('archived')).map(({ id }) => id);
    const row = { product: await productId('Bouw!'), supervisors: [await supervisorId('Geleiden, Bart van')] };
    const others = await Promise.all(['beheer', 'juf.anna', 'juf.anna'].map((who) => signedIn(portal.url, who)));
    const answers = await Promise.all(
      [administrator, ...others].map((client, index) => link([archived[index] ?? ''], [row], client)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(portal.database.run('select count(*) from licences where subscription_id = 1')).toBe('21');
    expect(await people('archived')).toHaveLength(3);
  });

  test('R4.4.8 credentials as cards and as a list that others can open', async () => {
    const body = {
      pupils: Array.from({ length: 9 }, (_, index) => ({
        display_name: `Zoë de Boer ${String(index)}`,
        user_name: `zoe.b${String(index)}`,
        password: 'boom-vis-27',
      })),
    };
    const cards = await administrator.post('/api/schools/1/credentials/cards', body);
    expect(cards.headers.get('content-type')).toBe('application/pdf');
    const pdf = Buffer.from(cards.bytes).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    const sheet = await administrator.post('/api/schools/1/credentials/sheet', body);
    const lines = readByLibreOffice(sheet.bytes, 'xlsx');
    expect(lines).toHaveLength(10);
    expect(lines[1]).toContain('Zoë de Boer 0');
    expect((await administrator.post('/api/schools/1/credentials/cards', { pupils: [] })).body.code).toBe('no_pupils');
  });

  test('R4.4.8 texts that fit on no card are refused, on paper and in the list', async () => {
    const long = { display_name: 'Zoë de Boer', user_name: 'zoe.b', password: 'é'.repeat(201) };
    for (const form of ['cards', 'sheet']) {
      const answer = await administrator.post(`/api/schools/1/credentials/${form}`, { pupils: [long] });
      expect([answer.status, answer.body.code], form).toEqual([422, 'invalid_request']);
    }
  });

  test('R4.4.8 of many classes printed at once some wait, and the others are told to come back', async () => {
    const pupils = Array.from({ length: 1500 }, (_, index) => ({
      display_name: `Boer, Zoë ${String(index)}`,
      user_name: `zoe.b${String(index)}`,
      password: 'boom-vis-27',
    }));
    const prints = Array.from({ length: 24 }, () => administrator.post('/api/schools/1/credentials/cards', { pupils }));
    const answers = await Promise.all(prints);
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(0);
    expect(busy[0]?.body.code).toBe('busy');
    expect(Number(busy[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(answers.length - busy.length);
  });
});
