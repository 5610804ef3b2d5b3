import { randomUUID } from 'node:crypto';
import { generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, signedIn } from '../support/client';
import { ENGINES } from '../support/database';
import { Portal } from '../support/server';
import { askToken as askPortal, Tool } from '../support/tool';

/** The ISO week of a moment around noon: the year and number of the week of its Thursday. */
function weekOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const year = date.getUTCFullYear();
  const week = Math.ceil(((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7);
  return `${year}-W${String(week).padStart(2, '0')}`;
}

describe.each(ENGINES)('results on %s', (engine) => {
  const tool = new Tool();
  const now = Math.floor(Date.now() / 1000);
  let portal: Portal;
  let supervisor: Client;
  let token: string;
  let fenna: string;

  const askToken = (assertion: string) => askPortal(portal.url, assertion);
  const deliver = async (items: Record<string, unknown>[], bearer = token) => {
    const answer = await new Client(portal.url).send(
      'POST',
      '/api/programs/results',
      { items },
      { authorization: `Bearer ${bearer}` },
    );
    return { status: answer.status, body: answer.body as unknown };
  };
  const practice = (change: Record<string, unknown> = {}) => ({
    id: randomUUID(),
    kind: 'practice',
    pupil: fenna,
    product: 'bouw',
    at: now - 3600,
    duration_seconds: 300,
    lesson: 4,
    address: '145.1.2.3',
    ...change,
  });
  const shown = async (week = '', name = 'Jansen, Fenna') => {
    const answer = await supervisor.get(`/api/schools/1/results/1/pupils${week && `?week=${week}`}`);
    return answer.body.pupils.find((pupil) => pupil.display_name === name) as Record<string, unknown> | undefined;
  };

  beforeAll(async () => {
    await tool.start();
    portal = await Portal.start(engine, { programUrl: tool.url });
    supervisor = await signedIn(portal.url, 'begeleider');
    fenna = portal.database.run("select subject from users where user_name = 'fenna.j'");
    portal.database.run('delete from practice_weeks');
    token = (await askToken(await tool.assertion({ aud: `${portal.url}/oauth/token` }))).body.access_token ?? '';
  });
  afterAll(async () => {
    await portal.remove();
    tool.stop();
  });

  test('R3.6 a program proves who it is; a proof works once and only here', async () => {
    const aud = `${portal.url}/oauth/token`;
    const stranger = (await generateKeyPair('RS256')).privateKey;
    expect(token).not.toBe('');
    const once_ = await tool.assertion({ aud });
    expect((await askToken(once_)).status).toBe(200);
    for (const assertion of [
      once_,
      await tool.assertion({ aud: 'https://elsewhere.example/oauth/token' }),
      await tool.assertion({ aud, exp: now - 100 }),
      await tool.assertion({ aud, sub: 'somebody' }),
      await tool.assertion({ aud }, stranger),
      'no token at all',
    ]) {
      const refused = await askToken(assertion);
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(refused.body.error).toMatch(/^invalid_/);
    }
    expect((await deliver([practice()], 'guessed')).status).toBe(401);
    expect((await supervisor.post('/api/programs/results', { items: [] })).status).toBe(403);
  });

  test('R3.6 R3.7 practice counts once, at school or at home, and shows in the overview', async () => {
    const bea = await signedIn(portal.url, 'beheer');
    await bea.put('/api/schools/1/addresses', { connection: 'range', addresses: '145.1.2.0/24' });
    const atSchool = practice();
    const atHome = practice({ address: '2001:db8::1', duration_seconds: 120, at: now - 1800 });
    const progress = {
      id: randomUUID(),
      kind: 'progress',
      pupil: fenna,
      product: 'bouw',
      at: now,
      highest_lesson: 19,
      lessons_until_test: 1,
    };
    expect((await deliver([atSchool, atHome, progress, atSchool])).body).toMatchObject({
      accepted: 3,
      repeated: 1,
      refused: [],
    });
    expect((await deliver([atSchool, atHome])).body).toMatchObject({ accepted: 0, repeated: 2 });
    // Practice of this hour may lie in last week on a Monday night; the sums of both weeks count once.
    const sums = portal.database.run(
      "select sum(home_seconds), sum(school_seconds) from practice_weeks where pupil_id = (select id from users where user_name = 'fenna.j')",
    );
    expect(sums).toBe('120|300');
    expect(await shown()).toMatchObject({ highest_lesson: 19, lessons_until_test: 1, year_group: 3 });
    expect(portal.database.run('select count(*) from practice_sessions')).toBe('2');
  });

  test('R3.6 late practice lands in its own week', async () => {
    const late = Math.floor(now / 86_400) * 86_400 + 12 * 3600 - 21 * 86_400;
    await deliver([practice({ at: late, duration_seconds: 60, address: '2001:db8::1' })]);
    expect(await shown(weekOf(late))).toMatchObject({ home_seconds: 60 });
    expect(await shown(weekOf(late + 7 * 86_400))).toMatchObject({ school_seconds: 0, home_seconds: 0 });
    const bad = await supervisor.get('/api/schools/1/results/1/pupils?week=2026-W99');
    expect(bad.body.code).toBe('bad_week');
  });

  test('R3.6 refused items are named with their reason, and the rest is kept', async () => {
    const archived = portal.database.run("select subject from users where user_name = 'jesse.b'");
    const good = practice({ at: now - 7200 });
    const wrong = [
      [practice({ pupil: randomUUID() }), 'unknown_pupil'],
      [practice({ pupil: archived }), 'no_licence'],
      [practice({ at: now + 3600 }), 'bad_time'],
      [practice({ duration_seconds: 30 * 3600 }), 'bad_duration'],
      [practice({ address: 'school' }), 'bad_address'],
      [practice({ product: 'boekies' }), 'unknown_product'],
      [practice({ lesson: -1 }), 'bad_lesson'],
      [practice({ kind: 'game' }), 'bad_item'],
    ] as const;
    const answer = await deliver([...wrong.map(([item]) => item), good]);
    expect(answer.body).toMatchObject({
      accepted: 1,
      repeated: 0,
      refused: wrong.map(([item, code]) => ({ id: item.id, code })),
    });
    expect((await deliver(Array.from({ length: 1001 }, () => practice()))).status).toBe(422);
  });

  test('R3.1 a supervisor sees the pupils linked to them, and nobody else’s', async () => {
    portal.database.run(
      "delete from links where supervisor_id = (select id from users where email like 'begeleider@%') and pupil_id = (select id from users where user_name = 'noor.b')",
    );
    expect(await shown('', 'Bakker, Noor')).toBeUndefined();
    const anna = await signedIn(portal.url, 'juf.anna');
    const hers = (await anna.get('/api/schools/1/results/1/pupils')).body.pupils;
    expect(hers.map((pupil) => pupil.display_name)).toContain('Bakker, Noor');
    expect((await supervisor.get('/api/schools/2/results/1/pupils')).status).toBe(404);
  });
});
