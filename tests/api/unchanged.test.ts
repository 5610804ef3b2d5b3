import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, signedIn, type Answer } from '../support/client';
import { ENGINES } from '../support/database';
import { lexipoort, Portal } from '../support/server';
import { askToken, Tool } from '../support/tool';

interface Person {
  id: string;
  version: number;
  display_name: string;
}

/** A Wednesday, in the middle of its week. */
const NOW = '2026-11-25T09:00:00Z';

describe.each(ENGINES)('lists of results that are asked again, on %s', (engine) => {
  const tool = new Tool();
  const lists = '/api/schools/1/results/1';
  const overview = `${lists}/pupils`;
  const recent = `${lists}/recent`;
  const fenna = 'Jansen, Fenna';
  const now = Date.parse(NOW) / 1000;
  let portal: Portal;
  let bart: Client;
  let bea: Client;
  let uma: Client;
  let program: Client;

  beforeAll(async () => {
    await tool.start();
    portal = await Portal.start(engine, { programUrl: tool.url, testClock: true });
    await portal.setTime(NOW);
    // The demo's is of the machine's own now.
    portal.database.run('update progress set reported_at = 0');
    [bart, bea, uma] = await Promise.all([
      signedIn(portal.url, 'begeleider'),
      signedIn(portal.url, 'beheer'),
      signedIn(portal.url, 'uitgever'),
    ]);
    const assertion = await tool.assertion({ aud: `${portal.url}/oauth/token`, iat: now, exp: now + 60 });
    const { access_token: token } = (await askToken(portal.url, assertion)).body;
    program = new Client(portal.url, { authorization: `Bearer ${token ?? ''}` });
  });
  afterAll(async () => {
    await portal.remove();
    tool.stop();
  });

  const sql = (text: string) => portal.database.run(text);
  const look = (path: string, etag = '', by = bart) => by.get(path, etag === '' ? {} : { 'if-none-match': etag });
  const etagOf = (answer: Answer) => answer.headers.get('etag') ?? '';
  const textOf = (answer: Answer) => new TextDecoder().decode(answer.bytes);
  const person = async (name: string) => {
    const states = await Promise.all(
      ['active', 'archived'].map((state) => bea.get(`/api/schools/1/people?state=${state}`)),
    );
    const all = states.flatMap(({ body }) => body.people as unknown as Person[]);
    const found = all.find(({ display_name: shown }) => shown === name);
    if (!found) throw new Error(`there is no ${name}`);
    return found;
  };
  const bartId = "select id from users where email like 'begeleider@%'";
  const annaId = "select id from users where email like 'juf.anna@%'";
  let wayBack = '';
  const task = async (name: string, more: object = {}) => {
    const { id, version } = await person(fenna);
    const answer = await bea.post(`/api/schools/1/people/${name}`, { people: [{ id, version }], ...more });
    wayBack = (answer.body as unknown as { undo: string }).undo;
    return answer;
  };
  const setProducts = async (rows: { product: string; supervisors: string[] }[]) => {
    const { id, version } = await person(fenna);
    return bea.put(`/api/schools/1/people/${id}/products`, { version, rows });
  };
  const deliver = (item: object) =>
    program.post('/api/programs/results', {
      items: [
        {
          id: randomUUID(),
          pupil: sql("select subject from users where user_name = 'fenna.j'"),
          product: 'bouw',
          at: now - 3600,
          ...item,
        },
      ],
    });
  const changeProfile = async (change: object) => {
    const path = `/api/schools/1/people/${sql("select id from users where user_name = 'fenna.j'")}`;
    return bea.put(`${path}/profile`, { ...(await bea.get(path)).body, ...change });
  };

  /** One after another, each on what the others left. */
  const changes: [string, string[], () => Answer | Promise<Answer>][] = [
    [
      'R3.6 practice',
      [overview, recent],
      () => deliver({ kind: 'practice', duration_seconds: 240, address: '2001:db8::1' }),
    ],
    ['R3.6 progress', [overview], () => deliver({ kind: 'progress', highest_lesson: 39 })],
    ['R4.12.1 a name', [overview], () => changeProfile({ last_name: 'Janssen' })],
    ['R4.12.1 a name back', [overview], () => changeProfile({ last_name: 'Jansen' })],
    ['R4.12.1 a year group in the profile', [overview], () => changeProfile({ year_group: 6 })],
    ['R4.10.1 a year group', [overview], () => task('year-group', { direction: 'down' })],
    ['R4.12.3 a link less', [overview, recent], () => setProducts([{ product: '2', supervisors: [sql(annaId)] }])],
    [
      'R4.6.5 a link more',
      [overview, recent],
      () => task('link-pupils', { rows: [{ product: '1', supervisors: [sql(bartId)] }] }),
    ],
    ['R4.5.1 the archive', [overview, recent], () => task('archive')],
    ['R4.6.2 out of the archive', [overview, recent], () => task('unarchive')],
    ['R4.10.1 a task', [overview], () => task('year-group', { direction: 'up' })],
    ['R4.10.1 a task that is taken back', [overview], () => bea.post('/api/schools/1/people/undo', { undo: wayBack })],
  ];

  test('R3.2 a list comes with a tag, and asked with it again there is nothing new', async () => {
    for (const path of [overview, recent]) {
      const first = await look(path);
      expect(first.status).toBe(200);
      expect(first.headers.get('cache-control')).toBe('private, no-cache');
      for (const tag of [etagOf(first), `"other", W/${etagOf(first)}`]) {
        const again = await look(path, tag);
        expect(again.status).toBe(304);
        expect(again.bytes).toHaveLength(0);
        expect(etagOf(again)).toBe(etagOf(first));
        expect(again.headers.get('cache-control')).toBe('private, no-cache');
      }
      expect((await look(`${path}?week=2026-W40`, etagOf(first))).status).toBe(200);
      expect((await look(path, '"other"')).status).toBe(200);
    }
    expect(etagOf(await look(overview))).not.toBe('');
  });

  test.each(changes)('%s makes another answer', async (_, paths, change) => {
    const before = await Promise.all(paths.map((path) => look(path)));
    expect((await change()).status).toBeLessThan(300);
    for (const [index, path] of paths.entries()) {
      const [old] = before.slice(index);
      if (old === undefined) throw new Error(path);
      const fresh = await look(path, etagOf(old));
      expect(fresh.status).toBe(200);
      expect(etagOf(fresh)).not.toBe(etagOf(old));
      expect(textOf(fresh)).not.toBe(textOf(old));
      expect((await look(path, etagOf(fresh))).status).toBe(304);
    }
  });

  test('R3.6 sums that are made anew by the command make another answer', async () => {
    sql("update practice_weeks set home_seconds = home_seconds + 60 where week = '2026-W48'");
    const wrong = await look(overview);
    lexipoort('recompute', '--database', portal.database.url);
    const right = await look(overview, etagOf(wrong));
    expect(right.status).toBe(200);
    expect(textOf(right)).not.toBe(textOf(wrong));
    lexipoort('recompute', '--database', portal.database.url);
    expect((await look(overview, etagOf(right))).status).toBe(304);
  });

  test('R3.6 what is refused, or was delivered before, changes nothing', async () => {
    const seen = etagOf(await look(overview));
    const item = { kind: 'practice', duration_seconds: 60, address: '2001:db8::1' };
    await deliver({ ...item, pupil: randomUUID() });
    await deliver({ ...item, product: 'letterster' });
    expect((await look(overview, seen)).status).toBe(304);
  });

  test('R2.1 R3.1 the tag of somebody else is worth nothing', async () => {
    const seen = etagOf(await look(overview));
    const anna = await signedIn(portal.url, 'juf.anna');
    const hers = await look(overview, seen, anna);
    expect(hers.status).toBe(200);
    expect(etagOf(hers)).not.toBe(seen);
    expect((await look(overview, seen, new Client(portal.url))).status).toBe(401);
    expect((await look(overview, seen, bea)).status).toBe(403);
    expect((await look(overview.replace('/schools/1/', '/schools/2/'), seen)).status).toBe(404);
  });

  test('R2.1 who lost the role, or signed out, is refused with the tag of a moment ago', async () => {
    const seen = etagOf(await look(overview));
    sql("update memberships set supervisor = 0 where user_id = (select id from users where email like 'begeleider@%')");
    expect((await look(overview, seen)).status).toBe(403);
    sql("update memberships set supervisor = 1 where user_id = (select id from users where email like 'begeleider@%')");
    expect((await look(overview, seen)).status).toBe(304);
    await bart.delete('/api/session');
    expect((await look(overview, seen)).status).toBe(401);
  });

  test('R3.1 R4.13.2 results that go out of sight are refused, by the day and by the setting', async () => {
    await uma.post('/api/operator/schools/1/subscriptions/1/end', { ends_on: '2026-12-01' });
    // The demo's school keeps them for two years. Its midnight is an hour before that of UTC.
    await portal.setTime('2028-11-30T22:50:00Z');
    bart = await signedIn(portal.url, 'begeleider');
    const seen = etagOf(await look(overview));
    expect((await look(overview, seen)).status).toBe(304);
    await portal.setTime('2028-11-30T23:10:00Z');
    expect((await look(overview, seen)).body.code).toBe('retention_over');
    bea = await signedIn(portal.url, 'beheer');
    await bea.put('/api/schools/1/retention', { years: 3 });
    const back = await look(overview);
    expect(back.status).toBe(200);
    await bea.put('/api/schools/1/retention', { years: 2 });
    expect((await look(overview, etagOf(back))).body.code).toBe('retention_over');
  });
});
