import { randomUUID } from 'node:crypto';
import { generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, signedIn } from '../support/client';
import { ENGINES } from '../support/database';
import { pdfFonts, pdfParts, pdfText } from '../support/pdf';
import { Portal } from '../support/server';
import { readByLibreOffice } from '../support/sheets';
import { dayOf, noonBefore } from '../support/time';
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
    for (const table of ['practice_weeks', 'practice_sessions', 'progress_reports', 'test_results']) {
      portal.database.run(`delete from ${table}`);
    }
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
    const late = noonBefore(now, 21);
    await deliver([practice({ at: late, duration_seconds: 60, address: '2001:db8::1' })]);
    expect(await shown(weekOf(late))).toMatchObject({ home_seconds: 60 });
    expect(await shown(weekOf(late + 7 * 86_400))).toMatchObject({ school_seconds: 0, home_seconds: 0 });
    const bad = await supervisor.get('/api/schools/1/results/1/pupils?week=2026-W99');
    expect(bad.body.code).toBe('bad_week');
  });

  test('R3.6 a number without end is refused by itself, not with the whole batch', async () => {
    const test_ = { ...practice(), kind: 'test', at: now - 60, test: 'Toets 1', maximum_score: 20 };
    const body = JSON.stringify({
      items: [
        { ...test_, id: 'endless', score: 'ENDLESS' },
        { ...test_, score: 17 },
      ],
    });
    const answer = await new Client(portal.url).send(
      'POST',
      '/api/programs/results',
      new TextEncoder().encode(body.replace('"ENDLESS"', '1e999')),
      { authorization: `Bearer ${token}` },
    );
    expect(answer.body).toMatchObject({ accepted: 1, refused: [{ index: 0, id: 'endless', code: 'bad_score' }] });
  });

  test('R3.2 weeks and days before our time are refused', async () => {
    const week = await supervisor.get('/api/schools/1/results/1/recent?week=0001-W01');
    expect(week.body.code).toBe('bad_week');
    const pupil = portal.database.run("select id from users where user_name = 'fenna.j'");
    const report = await supervisor.get(`/api/schools/1/results/1/pupils/${pupil}?from=0000-01-01&until=0009-01-01`);
    expect(report.body.code).toBe('bad_period');
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

  describe('a pupil’s report', () => {
    const fennaId = () => portal.database.run("select id from users where user_name = 'fenna.j'");
    const at = (rest = '') => `/api/schools/1/results/1/pupils/${fennaId()}${rest}`;
    const ago = noonBefore(now, 40);
    const period = `?from=${dayOf(ago - 86_400)}&until=${dayOf(ago + 86_400)}`;

    beforeAll(async () => {
      const test = { kind: 'test', pupil: fenna, product: 'bouw', at: ago, test: 'Toets 3', score: 17.5 };
      const sent = await deliver([
        practice({ at: ago, duration_seconds: 600, address: '2001:db8::1', lesson: 12 }),
        practice({ at: ago + 300, duration_seconds: 600, address: '2001:db8::1' }),
        { ...test, id: randomUUID(), maximum_score: 20 },
        { id: randomUUID(), kind: 'progress', pupil: fenna, product: 'bouw', at: ago, highest_lesson: 7 },
      ]);
      expect(sent.body).toMatchObject({ accepted: 4, refused: [] });
      const wrong = await deliver([{ ...test, id: 'wrong', maximum_score: 10 }]);
      expect(wrong.body).toMatchObject({ refused: [{ id: 'wrong', code: 'bad_score' }] });
    });

    test('R3.3 R3.6 has practice without counting time twice, progress, tests and sessions', async () => {
      const report = (await supervisor.get(at(period))).body as unknown as Record<string, Record<string, unknown>[]>;
      expect(report).toMatchObject({
        pupil: { first_name: 'Fenna', last_name: 'Jansen', year_group: 3 },
        product: { name: 'Bouw!' },
        lessons: [{ at: ago, highest_lesson: 7 }],
        tests: [{ at: ago, test: 'Toets 3', score: 17.5, maximum_score: 20 }],
      });
      expect(report.sessions).toEqual([
        { at: ago + 600, seconds: 300, place: 'home', lesson: 4 },
        { at: ago, seconds: 600, place: 'home', lesson: 12 },
      ]);
      expect(report.weeks?.reduce((sum, week) => sum + Number(week.home_seconds), 0)).toBe(900);
    });

    test('R3.1 R3.3 is for the pupil’s own supervisors, of that school and product', async () => {
      expect((await supervisor.get(at('?from=2026-02-30&until=2026-11-25'))).body.code).toBe('bad_period');
      expect((await supervisor.get(at('/nothing'))).status).toBe(404);
      const letterster = at(period).replace('/results/1/', '/results/2/');
      expect((await supervisor.get(letterster)).body.code).toBe('not_found');
      const anna = await signedIn(portal.url, 'juf.anna');
      expect((await anna.get(at(period).replace('/schools/1/', '/schools/2/'))).body.code).toBe('not_found');
      expect((await anna.get(at(period))).status).toBe(200);
    });

    test('R3.4 has remarks with who wrote them, which their writer and administrators take away', async () => {
      const anna = await signedIn(portal.url, 'juf.anna');
      const written = await supervisor.post(at('/remarks'), { remark: ' Leest vlot.\nOefent thuis weinig. ' });
      const remarks = (answer: { body: unknown }) =>
        (answer.body as { remarks: { id: string; remark: string; author: string; is_own: boolean }[] }).remarks;
      expect(remarks(written)).toMatchObject([
        { remark: 'Leest vlot.\nOefent thuis weinig.', author: 'Bart van Geleiden', is_own: true },
      ]);
      const id = remarks(written)[0]?.id ?? '';
      expect(remarks(await anna.get(at(period)))).toMatchObject([{ id, is_own: false }]);
      const herself = "(select id from users where email like 'juf.anna@%')";
      const administers = (does: number) =>
        portal.database.run(`update memberships set administrator = ${does} where user_id = ${herself}`);
      administers(0);
      expect((await anna.delete(at(`/remarks/${id}`))).status).toBe(404);
      administers(1);
      expect(remarks(await anna.get(at(period)))).toMatchObject([{ id, is_own: false, is_removable: true }]);
      expect((await anna.delete(at(`/remarks/${id}`))).status).toBe(204);
      expect((await supervisor.delete(at(`/remarks/${id}`))).status).toBe(404);
      const removals = "select count(*) from audit where action = 'results.remark_removed'";
      expect(portal.database.run(removals)).toBe('1');
      await supervisor.post(at('/remarks'), { remark: 'Leest vlot.' });
      expect((await supervisor.post(at('/remarks'), { remark: '  ' })).body.code).toBe('faulty');
      expect((await supervisor.post(at('/remarks'), { remark: 'x'.repeat(2001) })).body.code).toBe('faulty');
    });

    test('R3.4 is a PDF with embedded fonts, text to select, and a number and a date on each page', async () => {
      const answer = await supervisor.get(at(`/dossier${period}`));
      expect(answer.headers.get('content-type')).toBe('application/pdf');
      expect(answer.headers.get('content-disposition')).toMatch(/dossier-fenna-jansen-\d{4}-\d\d-\d\d\.pdf/);
      const text = pdfText(answer.bytes);
      for (const part of ['Fenna Jansen', 'De Regenboog, Zwolle', 'Bouw!', 'Toets 3', '17,5 van 20', '15 min']) {
        expect(text).toContain(part);
      }
      expect(text).not.toContain('Leest vlot.');
      const halfYear = await supervisor.get(at(`/dossier?from=${dayOf(ago - 180 * 86_400)}&until=${dayOf(ago)}`));
      expect(pdfText(halfYear.bytes), 'weeks without practice are told, as one').toMatch(
        /week \d+ (van \d+ )?t\/m .*geen oefening/,
      );
      const today = await supervisor.get(at(`/dossier?from=${dayOf(now)}&until=${dayOf(now)}`));
      expect(pdfText(today.bytes)).toContain('Leest vlot.');
      expect(text).toMatch(/bladzijde 1 van 1/);
      const parts = pdfParts(answer.bytes);
      expect(parts[0]).toBe('Document');
      const name = parts.indexOf('"Leerling"');
      expect(parts.slice(name - 2, name + 3)).toEqual(['LI', 'Lbl', '"Leerling"', 'LBody', '"Fenna Jansen"']);
      const table = parts.indexOf('Table');
      expect(parts.slice(table, table + 4)).toEqual(['Table', 'TR', 'TH', '"Week"']);
      const fonts = pdfFonts(answer.bytes);
      expect(fonts.length).toBeGreaterThan(0);
      expect(fonts.every((font) => font.embedded)).toBe(true);
    });

    test('R3.4 is a spreadsheet that LibreOffice opens, with figures as numbers', async () => {
      const answer = await supervisor.get(at(`/sheet${period}`));
      const sheet = (name: string) => readByLibreOffice(answer.bytes, 'xlsx', name);
      const facts = sheet('Gegevens');
      expect(facts).toContain('"Leerling","Fenna Jansen"');
      expect(facts.find((line) => line.startsWith('"Periode"'))).toMatch(/"\d\d-\d\d-\d{4} t\/m \d\d-\d\d-\d{4}"/);
      const weeks = sheet('Weken');
      expect(weeks[0]).toBe('"Week","Thuis (minuten)","Op school (minuten)","Totaal (minuten)"');
      expect(weeks.some((week) => week.endsWith(',15,0,15'))).toBe(true);
      const [year, month, date] = dayOf(ago).split('-');
      // Without quotes: a moment, not a text.
      const began = `${month}/${date}/${year} \\d\\d:00:00`;
      expect(sheet('Sessies')).toContainEqual(expect.stringMatching(`^${began},10,"thuis",12$`));
    });

    test('R3.2 the list on the screen is a spreadsheet in the order of the screen', async () => {
      const { pupils } = (await supervisor.get(`/api/schools/1/results/1/pupils?week=${weekOf(ago)}`)).body;
      const last = pupils.toReversed().map(({ id }) => id);
      const answer = await supervisor.post('/api/schools/1/results/1/download', {
        week: weekOf(ago),
        pupils: [...last, last[0], '999999'],
      });
      const rows = readByLibreOffice(answer.bytes, 'xlsx');
      expect(rows).toHaveLength(1 + pupils.length);
      expect(rows[1]).toContain(pupils.at(-1)?.display_name.split(',')[0]);
      expect(rows.find((row) => row.includes('Jansen'))).toMatch(/,3,\d+,15,0,15,/);
    });

    test('R3.2 eight weeks tell who falls behind', async () => {
      const answer = await supervisor.get(`/api/schools/1/results/1/recent?week=${weekOf(ago)}`);
      const recent = answer.body as unknown as { weeks: string[]; pupils: { id: string; seconds: number[] }[] };
      expect(recent.weeks).toHaveLength(8);
      expect(recent.weeks[7]).toBe(weekOf(ago));
      expect(recent.pupils).toEqual([{ id: fennaId(), seconds: [0, 0, 0, 0, 0, 0, 0, 900] }]);
    });
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
