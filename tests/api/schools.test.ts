import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Client, signedIn, type Answer } from '../support/client';
import { ENGINES } from '../support/database';
import { csv } from '../support/sheets';
import { Portal } from '../support/server';

/** Two schools in one portal: De Regenboog (1) has pupils and Bea, De Wilgen (2) only Anna. */
describe.each(ENGINES)('schools on %s', (engine) => {
  let portal: Portal;
  let bea: Client;
  let anna: Client;

  beforeEach(async () => {
    portal = await Portal.start(engine);
    bea = await signedIn(portal.url, 'beheer');
    anna = await signedIn(portal.url, 'juf.anna');
  });
  afterEach(() => portal.remove());

  const idOf = (where: string) => portal.database.run(`select id from users where ${where}`);
  const versionOf = (id: string) =>
    Number(
      portal.database.run(
        `select u.version + m.version from users u join memberships m on m.user_id = u.id where u.id = ${id}`,
      ),
    );
  const productId = (slug: string) => portal.database.run(`select id from products where slug = '${slug}'`);
  const linksOf = (school: number) => portal.database.run(`select count(*) from links where school_id = ${school}`);
  const pupil = async (first: string, last: string, userName: string): Promise<Answer> =>
    anna.post('/api/schools/2/pupils', {
      first_name: first,
      infix: '',
      last_name: last,
      year_group: 3,
      user_name: userName,
      password: 'kikker-fiets-12',
      links: [{ product: productId('bouw'), supervisors: [idOf("email like 'juf.anna@%'")] }],
      accept_duplicate: false,
    });
  const listed = (answer: Answer) => answer.body.people.map(({ display_name: name }) => name);

  test('R1.6 each school shows its own people, products and results, to the same person', async () => {
    await pupil('Wietse', 'Wilg', 'wietse.w');
    const there = listed(await anna.get('/api/schools/2/people?state=active'));
    const here = listed(await anna.get('/api/schools/1/people?state=active'));
    expect(there).toEqual(['Groot, Anna de', 'Wilg, Wietse']);
    expect(here).toContain('Groot, Anna de');
    expect(here).toContain('Jansen, Fenna');
    expect(here).not.toContain('Wilg, Wietse');
    expect((await anna.get('/api/schools/2/people?state=archived')).body.people).toEqual([]);
    const products = async (school: number) =>
      (await anna.get(`/api/schools/${school}/products`)).body.products.map(({ name }) => name);
    expect(await products(1)).toEqual(['Bouw!', 'Letterstad', 'Letterster']);
    expect(await products(2)).toEqual(['Bouw!', 'Letterstad']);
    const results = (await anna.get(`/api/schools/2/results/${productId('bouw')}/pupils`)).body.pupils;
    expect(results.map(({ display_name: name }) => name)).toEqual(['Wilg, Wietse']);
  });

  test('R1.6 nobody reaches another school’s pupils by their number', async () => {
    const { id } = (await pupil('Wietse', 'Wilg', 'wietse.w')).body;
    const before = [linksOf(1), linksOf(2)];
    const row = { product: productId('bouw'), supervisors: [idOf("email like 'begeleider@%'")] };
    const link = (client: Client, school: number, pupils: string[], rows: unknown[]) => {
      const people = pupils.map((each) => ({ id: each, version: versionOf(each) }));
      return client.post(`/api/schools/${school}/people/link-pupils`, { people, rows });
    };
    expect((await link(bea, 1, [id], [row])).body.code).toBe('not_found_here');
    // One that may be linked does not take the other along.
    expect((await link(bea, 1, [idOf("user_name = 'fenna.j'"), id], [row])).body.code).toBe('not_found_here');
    expect((await link(anna, 2, [id], [row])).body.code).toBe('not_a_supervisor');
    const letterster = { product: productId('letterster'), supervisors: [idOf("email like 'juf.anna@%'")] };
    expect((await link(anna, 2, [id], [letterster])).body.code).toBe('no_subscription');
    expect((await link(bea, 2, [id], [row])).status).toBe(404);
    expect([linksOf(1), linksOf(2)]).toEqual(before);
  });

  test('R4.6.6 seats are counted per school', async () => {
    portal.database.run('update subscriptions set seats = 1 where school_id = 2');
    expect((await pupil('Wietse', 'Wilg', 'wietse.w')).status).toBe(200);
    const refused = await pupil('Wanda', 'Wilg', 'wanda.w');
    expect(refused.body).toMatchObject({ code: 'not_enough_seats', figures: { free: 0, needed: 1 } });
    expect(idOf("user_name = 'wanda.w'")).toBe('');
    const overview = (await anna.get('/api/schools/1/overview')).body;
    expect(overview.products.find(({ name }) => name === 'Bouw!')).toMatchObject({ seats_total: 100, seats_used: 20 });
  });

  test('R4.4.9 a pupil of the same name at another school is no duplicate, and does not show', async () => {
    const file = new TextEncoder().encode(
      csv([
        ['Voornaam', 'Achternaam', 'Groep'],
        ['Fenna', 'Jansen', '3'],
        ['Liv', 'de Wit', '8'],
      ]),
    );
    const draft = await anna.send('POST', '/api/schools/2/imports?kind=pupils&file_name=klas.csv', file);
    expect(draft.body.rows.map(({ duplicate, faults }) => ({ duplicate, faults }))).toEqual([
      { duplicate: null, faults: [] },
      { duplicate: null, faults: [] },
    ]);
    // User names are for all schools together: the suggestion goes round the one that is taken.
    expect(draft.body.rows[0]?.user_name).toBe('fenna.j2');
    expect((await pupil('Fenna', 'Jansen', 'fenna.w')).status).toBe(200);
    expect((await anna.get('/api/schools/1/imports')).body.imports).toEqual([]);
    expect((await anna.delete(`/api/schools/1/imports/${draft.body.id}`)).status).toBe(404);
    expect((await anna.get('/api/schools/2/imports')).body.imports).toHaveLength(1);
  });

  test('R1.6 a role that ends at one school ends there at once, and nowhere else', async () => {
    portal.database.run(
      `update memberships set administrator = 0 where school_id = 2 and user_id = ${idOf("email like 'juf.anna@%'")}`,
    );
    expect((await anna.get('/api/schools/2/people?state=active')).status).toBe(403);
    expect((await anna.get('/api/schools/1/people?state=active')).status).toBe(200);
    portal.database.run(
      `update memberships set archived_at = 1 where school_id = 1 and user_id = ${idOf("email like 'juf.anna@%'")}`,
    );
    expect((await anna.get('/api/schools/1/people?state=active')).status).toBe(404);
    const session = (await anna.get('/api/session')).body;
    expect(session).toMatchObject({ schools: [{ id: '2' }], current_school: '2' });
  });
});
