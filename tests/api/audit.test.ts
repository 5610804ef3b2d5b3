import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, signedIn } from '../support/client';
import { ENGINES } from '../support/database';
import { Portal } from '../support/server';

interface Person {
  id: string;
  name: string;
}
interface Line {
  id: string;
  at: number;
  actor: Person | null;
  action: string;
  subjects: Person[];
  subject_count: number;
  details: { key: string; value: string }[];
}
interface Log {
  lines: Line[];
  more: boolean;
}

/** Bea and Anna administrate De Regenboog (1), Anna De Wilgen (2) too; Bart supervises at the first. */
describe.each(ENGINES)('the audit trail on %s', (engine) => {
  let portal: Portal;
  let bea: Client;
  let anna: Client;

  beforeAll(async () => {
    portal = await Portal.start(engine);
    bea = await signedIn(portal.url, 'beheer');
    anna = await signedIn(portal.url, 'juf.anna');
  });
  afterAll(() => portal.remove());

  const idOf = (where: string) => portal.database.run(`select id from users where ${where}`);
  const adult = (mailbox: string) => idOf(`email like '${mailbox}@%'`);
  const log = async (query: Record<string, string> = {}, client = bea, school = 1) =>
    (await client.get(`/api/schools/${school}/audit?${new URLSearchParams(query).toString()}`)).body as unknown as Log;
  const actions = async (query: Record<string, string>) => (await log(query)).lines.map(({ action }) => action);
  /** A line of before the test's own. */
  const insertLine = (action: string, { school = '1', actor = 'null', at = '0', subject = '' }) => {
    portal.database.run(
      `insert into audit (school_id, actor_id, at, action, details, subject_count) values (${school}, ${actor}, ${at}, '${action}', '{}', ${subject === '' ? 0 : 1})`,
    );
    if (subject === '') return;
    portal.database.run(
      `insert into audit_subjects select school_id, id, ${subject}, 0 from audit where action = '${action}'`,
    );
  };
  const secondsOf = (moment: string) => String(Date.parse(moment) / 1000);

  test('R8.2 a change of many is one line: who, when, what, for whom and for how many', async () => {
    const { people } = (await bea.get('/api/schools/1/people?state=active')).body;
    const pupils = (people as unknown as (Person & { kind: string; version: number; display_name: string })[])
      .filter(({ kind }) => kind === 'pupil')
      .slice(0, 7);
    const product = portal.database.run("select id from products where slug = 'letterster'");
    const before = Math.floor(Date.now() / 1000);
    const linked = await bea.post('/api/schools/1/people/link-pupils', {
      people: pupils.map(({ id, version }) => ({ id, version })),
      rows: [{ product, supervisors: [adult('juf.anna')] }],
    });
    expect(linked.status).toBe(200);
    const { lines, more } = await log();
    expect(more).toBe(false);
    expect(lines).toHaveLength(1);
    const [line] = lines;
    expect(line).toMatchObject({
      actor: { id: adult('beheer'), name: 'Bea Beheer' },
      action: 'people.pupils_linked',
      subject_count: 7,
    });
    expect(line?.at).toBeGreaterThanOrEqual(before);
    expect(line?.at).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000));
    expect(line?.subjects).toHaveLength(5);
    const ids = pupils.map(({ id }) => id);
    expect(line?.subjects.filter(({ id }) => !ids.includes(id))).toEqual([]);
    expect(line?.subjects.map(({ name }) => name)).toContain('Noor Bakker');

    await anna.put('/api/schools/1/addresses', { connection: 'one', addresses: '185.10.20.30' });
    expect((await log()).lines[0]).toMatchObject({
      actor: { name: 'Anna de Groot' },
      action: 'schools.addresses_set',
      subjects: [],
      subject_count: 0,
      details: [{ key: 'addresses', value: '185.10.20.30' }],
    });
  });

  test('R8.2 what was refused is not in it', async () => {
    const before = await log();
    expect((await bea.put('/api/schools/1/addresses', { connection: 'one', addresses: '10.0.0.1' })).status).toBe(422);
    expect(await log()).toEqual(before);
  });

  test('R8.2 administrators read it, of their own school only', async () => {
    const bart = await signedIn(portal.url, 'begeleider');
    expect((await bart.get('/api/schools/1/audit')).status).toBe(403);
    expect((await bea.get('/api/schools/2/audit')).status).toBe(404);
    expect((await log({}, anna, 2)).lines).toEqual([]);
    await anna.put('/api/schools/2/addresses', { connection: 'one', addresses: '91.2.3.4' });
    const there = (await log({}, anna, 2)).lines;
    expect(there.map(({ details }) => details[0]?.value)).toEqual(['91.2.3.4']);
    expect((await log()).lines.map(({ details }) => details[0]?.value)).not.toContain('91.2.3.4');
    // Nor by a number of the other school's: as a person, or as the line to go on from.
    expect((await log({ user: adult('juf.anna') })).lines.map(({ id }) => id)).not.toContain(there[0]?.id);
    expect((await log({ before: there[0]?.id ?? '' })).lines).toEqual([]);
  });

  test('R8.2 filtered by user: what they did, and what was done for them', async () => {
    const [bart, anna_] = [adult('begeleider'), adult('juf.anna')];
    insertLine('did', { actor: bart, at: secondsOf('2025-01-10T12:00:00Z') });
    insertLine('undergone', { actor: anna_, subject: bart, at: secondsOf('2025-01-11T12:00:00Z') });
    insertLine('for_oneself', { actor: bart, subject: bart, at: secondsOf('2025-01-12T12:00:00Z') });
    insertLine('by_the_portal', { subject: anna_, at: secondsOf('2025-01-13T12:00:00Z') });
    insertLine('elsewhere', { school: '2', actor: bart, subject: bart, at: secondsOf('2025-01-14T12:00:00Z') });
    expect(await actions({ user: bart })).toEqual(['for_oneself', 'undergone', 'did']);
    const month = { from: '2025-01-01', until: '2025-01-31' };
    expect(await actions({ user: anna_, ...month })).toEqual(['by_the_portal', 'undergone']);
    expect((await log(month)).lines[0]).toMatchObject({ actor: null, subjects: [{ name: 'Anna de Groot' }] });
    expect(await actions({ user: idOf("user_name = 'ties.s'") })).toEqual([]);
  });

  test('R8.2 filtered by period: whole days in Amsterdam', async () => {
    insertLine('before_midnight', { at: secondsOf('2024-07-01T21:59:59Z') });
    insertLine('at_midnight', { at: secondsOf('2024-07-01T22:00:00Z') });
    insertLine('in_summer', { at: secondsOf('2024-07-02T21:59:59Z') });
    insertLine('day_after', { at: secondsOf('2024-07-02T22:00:00Z') });
    expect(await actions({ from: '2024-07-02', until: '2024-07-02' })).toEqual(['in_summer', 'at_midnight']);
    expect(await actions({ from: '2024-07-01', until: '2024-07-02' })).toContain('before_midnight');
    expect(await actions({ until: '2024-07-01' })).toEqual(['before_midnight']);
    expect(await actions({ from: '2024-07-03', until: '2024-07-03' })).toEqual(['day_after']);
    expect(await actions({ from: '2024-07-03', until: '2024-07-02' })).toEqual([]);
    expect((await log({ from: '2000-01-01', until: '2100-12-31' })).lines).toEqual((await log()).lines);
  });

  test('R8.2 a day that does not exist is refused', async () => {
    for (const query of ['from=2026-02-29', 'from=1999-12-31', 'until=31-12-2026', 'from=', 'until=gisteren']) {
      const answer = await bea.get(`/api/schools/1/audit?${query}`);
      expect({ query, status: answer.status, code: answer.body.code }).toEqual({ query, status: 422, code: 'bad_day' });
    }
  });

  test('R8.2 fifty at a time, newest first, each line once, also of one second', async () => {
    const moment = secondsOf('2023-03-03T12:00:00Z');
    const values = Array.from(
      { length: 120 },
      (_, number) => `(1, null, ${moment} + ${number >> 3}, 'line.${number}', '{}', 0)`,
    );
    portal.database.run(
      `insert into audit (school_id, actor_id, at, action, details, subject_count) values ${values.join(', ')}`,
    );
    const period = { from: '2023-03-03', until: '2023-03-03' };
    const seen: string[] = [];
    const pages: number[] = [];
    for (let page = await log(period); ; page = await log({ ...period, before: page.lines.at(-1)?.id ?? '' })) {
      seen.push(...page.lines.map(({ action }) => action));
      pages.push(page.lines.length);
      if (!page.more) break;
    }
    expect(pages).toEqual([50, 50, 20]);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, number) => `line.${119 - number}`));
  });
});
