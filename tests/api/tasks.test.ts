import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Client, PUPIL_PASSWORD, pupilSignedIn, signedIn, type Answer } from '../support/client';
import { ENGINES } from '../support/database';
import { readByLibreOffice } from '../support/sheets';
import { Portal } from '../support/server';

interface Person {
  id: string;
  version: number;
  display_name: string;
  year_group: number | null;
  roles: string[];
  products: { name: string }[];
  linked_before: boolean;
}

describe.each(ENGINES)('tasks on %s', (engine) => {
  let portal: Portal;
  let bea: Client;

  beforeEach(async () => {
    portal = await Portal.start(engine);
    bea = await signedIn(portal.url, 'beheer');
  });
  afterEach(() => portal.remove());

  const list = async (state: 'active' | 'archived') =>
    (await bea.get(`/api/schools/1/people?state=${state}`)).body.people as unknown as Person[];
  /** Those of these names, wherever they are. */
  const find = async (...names: string[]) => {
    const all = [...(await list('active')), ...(await list('archived'))];
    return names.map((name) => {
      const found = all.find(({ display_name: shown }) => shown === name);
      if (!found) throw new Error(`there is no ${name}`);
      return found;
    });
  };
  const ticked = async (...names: string[]) => (await find(...names)).map(({ id, version }) => ({ id, version }));
  const one = async (name: string): Promise<Person> => {
    const [found] = await find(name);
    if (!found) throw new Error(name);
    return found;
  };
  const task = (name: string, body: unknown, by = bea) => by.post(`/api/schools/1/people/${name}`, body);
  const done = (answer: Answer) => answer.body as unknown as Record<string, unknown> & { undo: string };
  const productId = async (name: string) =>
    (await bea.get('/api/schools/1/products')).body.products.find((each) => each.name === name)?.id ?? '';
  const seats = () =>
    portal.database.run('select count(*) from licences where ends_on is null and subscription_id = 1');

  const bart = 'Geleiden, Bart van';
  const anna = 'Groot, Anna de';
  const fenna = 'Jansen, Fenna';

  test('R4.5.1 R4.5.2 archiving many: out of the overview, seats free, sessions over, and back again by undo', async () => {
    const child = await pupilSignedIn(portal.url, 'fenna.j');
    const answer = await task('archive', { people: await ticked(fenna, 'Vries, Daan de') });
    expect(answer.status).toBe(200);
    expect(done(answer)).toMatchObject({ people: 2, archived: 2, activated: 0 });
    expect(await list('archived')).toHaveLength(6);
    expect(seats()).toBe('18');
    expect((await child.get('/api/my/programs')).status).toBe(401);
    expect((await new Client(portal.url).signIn('fenna.j', PUPIL_PASSWORD)).body.code).toBe('no_licence');

    const undone = await task('undo', { undo: done(answer).undo });
    expect(done(undone)).toMatchObject({ people: 2, activated: 2, undo: null });
    expect(seats()).toBe('20');
    expect((await new Client(portal.url).signIn('fenna.j', PUPIL_PASSWORD)).status).toBe(200);
    expect((await task('undo', { undo: done(answer).undo })).body.code).toBe('undo_gone');
  });

  test('R4.5.2 archiving ends the sessions of who works nowhere else, and leaves the others theirs', async () => {
    const anna = await signedIn(portal.url, 'juf.anna');
    const session = await signedIn(portal.url, 'begeleider');
    const bartsId = portal.database.run("select id from users where email like 'begeleider@%'");
    portal.database.run(`insert into memberships (school_id, user_id, supervisor) values (2, ${bartsId}, 1)`);
    const people = (await anna.get('/api/schools/2/people?state=active')).body.people as unknown as Person[];
    const ticks = people.filter(({ id }) => id === bartsId).map(({ id, version }) => ({ id, version }));
    expect((await anna.post('/api/schools/2/people/archive', { people: ticks })).status).toBe(200);
    expect((await session.get('/api/schools/1/people/' + bartsId)).status).toBe(403);
    expect((await session.get('/api/schools/2/people/' + bartsId)).status).toBe(404);
  });

  test('R4.5.3 refused: oneself, and the only supervisor of a pupil; nothing is changed', async () => {
    const bob = await ticked('Beheer, Bea', fenna);
    expect((await task('archive', { people: bob })).body.code).toBe('archive_yourself');
    // Anna is alone with the pupils of Letterster.
    const alone = await task('archive', { people: await ticked(anna) });
    expect(alone.status).toBe(409);
    expect(alone.body.code).toBe('only_supervisor');
    expect(alone.body.concerns).toHaveLength(8);
    expect(alone.body.concerns[0]).toEqual({ name: 'Anna de Groot', about: 'Noor Bakker (Letterster)' });
    expect(await list('archived')).toHaveLength(4);
    expect((await task('archive', { people: [] })).body.code).toBe('nobody_chosen');
    expect((await task('archive', { people: [{ id: '999999', version: 1 }] })).body.code).toBe('not_found_here');
  });

  test('R4.6.2 R4.6.3 out of the archive with the links of before; who never had any cannot', async () => {
    await task('archive', { people: await ticked(fenna) });
    expect((await one(fenna)).linked_before).toBe(true);
    expect((await one('Brouwer, Jesse')).linked_before).toBe(false);
    const never = await task('unarchive', { people: await ticked(fenna, 'Brouwer, Jesse') });
    expect(never.body).toMatchObject({ code: 'never_linked', concerns: [{ name: 'Jesse Brouwer' }] });
    const back = await task('unarchive', { people: await ticked(fenna) });
    expect(done(back)).toMatchObject({ people: 1, activated: 1 });
    expect((await one(fenna)).products.map(({ name }) => name)).toEqual(['Bouw!', 'Letterster']);
    expect((await task('unarchive', { people: await ticked(fenna) })).body.code).toBe('already_active');
  });

  test('R4.6.4 roles and products for professionals, in the overview and out of the archive', async () => {
    const letterster = await productId('Letterster');
    const given = await task('link-professionals', {
      people: await ticked('Beheer, Bea', bart),
      roles: ['supervisor'],
      products: [letterster],
    });
    expect(done(given)).toMatchObject({ people: 2, activated: 0 });
    expect((await one('Beheer, Bea')).roles).toEqual(['administrator', 'supervisor']);
    expect((await one(bart)).products.map(({ name }) => name)).toEqual(['Bouw!', 'Letterster']);
    const boekies = portal.database.run("select id from products where slug = 'boekies'");
    const none = await task('link-professionals', { people: await ticked(bart), roles: [], products: [boekies] });
    expect(none.body).toMatchObject({ code: 'no_subscription', concerns: [{ name: 'Boekies' }] });
    const pupil = await task('link-professionals', {
      people: await ticked(fenna),
      roles: ['supervisor'],
      products: [],
    });
    expect(pupil.body).toMatchObject({ code: 'not_a_professional', concerns: [{ name: 'Fenna Jansen' }] });
    await task('archive', { people: await ticked(bart) });
    const back = await task('link-professionals', {
      people: await ticked(bart),
      roles: ['administrator'],
      products: [],
    });
    expect(done(back)).toMatchObject({ people: 1, activated: 1 });
    expect((await one(bart)).roles).toEqual(['administrator', 'supervisor']);
  });

  test('R2.2 an administrator makes themself supervisor; administrator only by an administrator', async () => {
    const other = await signedIn(portal.url, 'begeleider');
    const people = await ticked(bart);
    const body = { people, roles: ['administrator'], products: [] };
    expect((await task('link-professionals', body, other)).status).toBe(403);
    expect((await one(bart)).roles).toEqual(['supervisor']);
    expect((await task('link-professionals', body)).status).toBe(200);
    const self = { people: await ticked('Beheer, Bea'), roles: ['supervisor'], products: [] };
    expect((await task('link-professionals', self)).status).toBe(200);
    expect((await bea.get('/api/schools/1/results/products')).status).toBe(200);
  });

  test('R2.3 R4.9.1 a role is taken; the last administrator keeps it; without roles one is archived', async () => {
    const roles = (role: string, ...names: string[]) =>
      ticked(...names).then((people) => task('remove-role', { people, role }));
    expect((await roles('supervisor', 'Beheer, Bea')).body.code).toBe('nobody_has_role');
    expect((await roles('supervisor', anna)).body.code).toBe('only_supervisor');
    const gone = await roles('supervisor', bart, 'Beheer, Bea');
    expect(done(gone)).toMatchObject({ people: 1, archived: 1 });
    expect((await one(bart)).roles).toEqual([]);
    expect(done(await roles('administrator', anna))).toMatchObject({ people: 1, archived: 0 });
    expect((await one(anna)).roles).toEqual(['supervisor']);
    await task('link-professionals', { people: await ticked('Beheer, Bea'), roles: ['supervisor'], products: [] });
    const last = await roles('administrator', 'Beheer, Bea');
    expect(last.body).toMatchObject({ code: 'last_administrator', concerns: [{ name: 'Bea Beheer' }] });
  });

  test('R4.10.1 a year group up or down; who is at the end is named and nobody moves', async () => {
    const names = [fenna, 'Vries, Daan de'];
    const years = async () => (await find(...names)).map(({ year_group: year }) => year);
    expect(await years()).toEqual([3, 4]);
    expect((await task('year-group', { people: await ticked(...names), direction: 'up' })).status).toBe(200);
    expect(await years()).toEqual([4, 5]);
    portal.database.run(`update memberships set year_group = 1 where user_id = ${(await one(fenna)).id}`);
    const end = await task('year-group', { people: await ticked(...names), direction: 'down' });
    expect(end.body).toMatchObject({ code: 'year_group_limit', concerns: [{ name: 'Fenna Jansen' }] });
    expect(await years()).toEqual([1, 5]);
    const adult = await task('year-group', { people: await ticked(bart), direction: 'up' });
    expect(adult.body).toMatchObject({ code: 'not_a_pupil', concerns: [{ name: 'Bart van Geleiden' }] });
  });

  test('R4.11.1 the list as a spreadsheet, in which nothing becomes a formula', async () => {
    portal.database.run("update users set last_name = '=1+1' where user_name = 'fenna.j'");
    const download = async (state: 'active' | 'archived') =>
      task('download', { state, people: (await list(state)).map(({ id }) => id) });
    const answer = await download('active');
    expect(answer.headers.get('content-type')).toContain('spreadsheetml');
    expect(answer.headers.get('content-disposition')).toMatch(/gebruikers-\d{4}-\d\d-\d\d\.xlsx/);
    const lines = readByLibreOffice(answer.bytes, 'xlsx');
    const cells = (...texts: string[]) => texts.map((text) => (text === '' ? '' : `"${text}"`)).join(',');
    expect(lines[0]).toBe(cells('Naam', 'Leerjaar', 'Rollen', 'Producten', 'Gebruikersnaam'));
    expect(lines).toHaveLength(24);
    expect(lines).toContain(cells('=1+1, Fenna', '3', 'Leerling', 'Bouw!, Letterster', 'fenna.j'));
    expect(lines).toContain(cells('Groot, Anna de', '', 'Beheerder, Begeleider', 'Bouw!, Letterster', ''));
    expect(readByLibreOffice((await download('archived')).bytes, 'xlsx')).toHaveLength(5);
  });

  test('R4.11.1 the spreadsheet has those on the screen, in their order, each once, and nobody of elsewhere', async () => {
    const ids = (await find(fenna, 'Vries, Daan de', bart, fenna)).map(({ id }) => id);
    const [archived] = await list('archived');
    portal.database.run(`update memberships set school_id = 2 where user_id = ${ids[1]}`);
    const answer = await task('download', { state: 'active', people: [...ids, archived?.id] });
    const named = readByLibreOffice(answer.bytes, 'xlsx')
      .slice(1)
      .map((line) => /"(.*?)"/.exec(line)?.[1]);
    expect(named).toEqual([fenna, bart]);
  });

  test('R4.12.3 one pupil: products on and off with their supervisors; all off is the archive', async () => {
    const { id } = await one(fenna);
    const put = async (rows: unknown[]) =>
      bea.put(`/api/schools/1/people/${id}/products`, { version: (await one(fenna)).version, rows });
    const [bouw, supervisor] = [await productId('Bouw!'), (await one(bart)).id];
    expect((await put([{ product: bouw, supervisors: [] }])).body.code).toBe('no_supervisors');
    expect((await put([{ product: bouw, supervisors: [supervisor] }])).status).toBe(200);
    expect((await one(fenna)).products.map(({ name }) => name)).toEqual(['Bouw!']);
    const off = await put([]);
    expect(done(off)).toMatchObject({ people: 1, archived: 1 });
    expect((await one(fenna)).linked_before).toBe(true);
    expect((await put([])).body.code).toBe('person_archived');
    expect(done(await task('undo', { undo: done(off).undo }))).toMatchObject({ activated: 1 });
  });

  test('R4.12.3 one professional: roles, products and pupils; both roles off is the archive', async () => {
    const { id } = await one(bart);
    const put = async (body: Record<string, unknown>) =>
      bea.put(`/api/schools/1/people/${id}/roles`, { version: (await one(bart)).version, ...body });
    const bouw = await productId('Bouw!');
    const pupil = (await one(fenna)).id;
    const alone = { roles: ['supervisor', 'administrator'], products: [], links: [{ product: bouw, pupils: [pupil] }] };
    expect((await put(alone)).status).toBe(200);
    expect((await one(bart)).roles).toEqual(['administrator', 'supervisor']);
    expect((await put({ roles: ['administrator'], products: [bouw], links: [] })).body.code).toBe('not_a_supervisor');
    expect(done(await put({ roles: [], products: [], links: [] }))).toMatchObject({ archived: 1 });
  });

  test('R4.12.1 R4.6.6 two administrators: who was changed meanwhile is named, and nothing is done', async () => {
    const seen = await ticked(fenna, 'Vries, Daan de');
    const other = await signedIn(portal.url, 'juf.anna');
    expect((await task('year-group', { people: [seen[1]], direction: 'up' }, other)).status).toBe(200);
    const late = await task('archive', { people: seen });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ code: 'changed_meanwhile', concerns: [{ name: 'Daan de Vries' }] });
    expect(await list('archived')).toHaveLength(4);
  });

  test('R4.6.6 two administrators archive each other’s supervisor at once: one of them is told', async () => {
    const row = { product: await productId('Bouw!'), supervisors: [(await one(bart)).id, (await one(anna)).id] };
    await task('link-pupils', { people: await ticked(fenna), rows: [row] });
    // Bart and Anna guide the same pupils; one of them has to stay.
    portal.database.run('delete from links where product_id = 2');
    const people = await Promise.all([ticked(bart), ticked(anna)]);
    const answers = await Promise.all(people.map((each) => task('archive', { people: each })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('R8.2 each task writes one line: who, what, for whom', async () => {
    await task('archive', { people: await ticked(fenna, 'Vries, Daan de') });
    const { lines } = (await bea.get('/api/schools/1/audit')).body as unknown as {
      lines: { action: string; actor: { name: string }; subjects: { name: string }[]; subject_count: number }[];
    };
    expect(lines[0]).toMatchObject({
      action: 'people.archived',
      actor: { name: 'Bea Beheer' },
      subjects: [{ name: 'Fenna Jansen' }, { name: 'Daan de Vries' }],
      subject_count: 2,
    });
  });

  test('R1.6 nobody of another school can be ticked, linked or given', async () => {
    const { id, version } = await one(fenna);
    portal.database.run(`update memberships set school_id = 2 where school_id = 1 and user_id = ${id}`);
    const answer = await task('archive', { people: [{ id, version }] });
    expect(answer.body.code).toBe('not_found_here');
  });
});
