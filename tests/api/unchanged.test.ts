import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Client, signedIn, type Answer } from '../support/client';
import { ENGINES } from '../support/database';
import { lexipoort, Portal } from '../support/server';
import { askToken, Tool } from '../support/tool';

interface Person {
  id: string;
  version: number;
  display_name: string;
}

describe.each(ENGINES)('lists of results that are asked again, on %s', (engine) => {
  const tool = new Tool();
  const lists = '/api/schools/1/results/1';
  const overview = `${lists}/pupils`;
  const recent = `${lists}/recent`;
  const fenna = 'Jansen, Fenna';
  let portal: Portal;
  let bart: Client;
  let bea: Client;
  let uma: Client;
  let program: Client;

  beforeAll(async () => {
    await tool.start();
    portal = await Portal.start(engine, { programUrl: tool.url, testClock: true });
    await portal.setTime('2026-11-25T09:00:00Z');
    [bart, bea, uma] = await Promise.all([
      signedIn(portal.url, 'begeleider'),
      signedIn(portal.url, 'beheer'),
      signedIn(portal.url, 'uitgever'),
    ]);
  });
  beforeEach(async () => {
    const assertion = await tool.assertion({ aud: `${portal.url}/oauth/token` });
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
  const task = async (name: string, more: object = {}) => {
    const { id, version } = await person(fenna);
    return bea.post(`/api/schools/1/people/${name}`, { people: [{ id, version }], ...more });
  };
  const deliver = (item: object) =>
    program.post('/api/programs/results', {
      items: [
        {
          id: randomUUID(),
          pupil: sql("select subject from users where user_name = 'fenna.j'"),
          product: 'bouw',
          at: Date.parse('2026-11-25T08:00:00Z') / 1000,
          ...item,
        },
      ],
    });
  const changeProfile = async (change: object) => {
    const path = `/api/schools/1/people/${(await person(fenna)).id}/profile`;
    return bea.put(path, { ...(await bea.get(path)).body, ...change });
  };

  /** Each changes what is on screen; what it does is taken for granted elsewhere, so it must be done here. */
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
    ['R4.10.1 a year group', [overview], () => task('year-group', { up: false })],
    ['R4.5.1 the archive', [overview, recent], () => task('archive')],
    ['R4.6.2 out of the archive', [overview, recent], () => task('unarchive')],
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

  test('R3.1 results go out of sight when the retention is over, tag or not', async () => {
    const ends = await uma.post('/api/schools/1/subscriptions/1/end', { ends_on: '2026-11-26' });
    expect(ends.status).toBe(404);
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
});
