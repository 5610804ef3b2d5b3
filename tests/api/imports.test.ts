import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Client, signedIn, type Answer, type ImportRow } from '../support/client';
import { ENGINES } from '../support/database';
import { csv, filledIn, libreOffice, readByLibreOffice } from '../support/sheets';
import { Portal } from '../support/server';
import { MailServer } from '../support/smtp';
import { zipOfZeros } from '../support/zip';

const HEADINGS = ['Voornaam', 'Tussenvoegsel', 'Achternaam', 'Leerjaar'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe.each(ENGINES)('imports on %s', (engine) => {
  let portal: Portal;
  let administrator: Client;

  beforeAll(async () => {
    portal = await Portal.start(engine);
    administrator = await signedIn(portal.url, 'beheer');
  });
  // Nobody has more than ten lists open.
  afterEach(() => {
    portal.database.run("delete from imports where state = 'ready'");
  });
  afterAll(() => portal.remove());

  const upload = (file: Uint8Array, name = 'klas.xlsx', kind = 'pupils') =>
    administrator.send('POST', `/api/schools/1/imports?kind=${kind}&file_name=${encodeURIComponent(name)}`, file);
  const rowsOf = (answer: Answer) => answer.body.rows;
  const path = (answer: Answer) => `/api/schools/1/imports/${answer.body.id}`;
  const saved = async (draft: Answer) => {
    await administrator.post(`${path(draft)}/save`);
    await expect.poll(async () => (await administrator.get(path(draft))).body.state, { timeout: 20_000 }).toBe('saved');
    return administrator.get(path(draft));
  };

  test('R4.4.7 the template opens in LibreOffice and comes back filled in', async () => {
    const template = await administrator.get('/api/schools/1/imports/template?kind=pupils');
    expect(template.headers.get('content-disposition')).toContain('leerlingen-sjabloon.xlsx');
    expect(readByLibreOffice(template.bytes, 'xlsx')[0]).toBe('"Voornaam","Tussenvoegsel","Achternaam","Leerjaar"');
    const filled = filledIn(template.bytes, [['Sjoerd', 'van', 'Sjabloon', '6'], [''], ['Silke', '', 'Sjabloon', '7']]);
    const answer = await upload(filled, 'leerlingen.xlsx');
    expect(rowsOf(answer)).toMatchObject([
      { number: 2, first_name: 'Sjoerd', infix: 'van', last_name: 'Sjabloon', year_group: '6', faults: [] },
      { number: 4, first_name: 'Silke', infix: '', last_name: 'Sjabloon', year_group: '7', faults: [] },
    ]);
    await administrator.delete(path(answer));
  });

  test('R4.4.9 .xlsx and .ods made by LibreOffice, headings in any order and case, blank rows skipped', async () => {
    const rows = [
      ['ACHTERNAAM', 'groep', 'voornaam'],
      ['Öztürk', '4', 'Çağla'],
      ['', '', ''],
      ['de Jong', 'groep 5', 'Ab'],
    ];
    for (const extension of ['xlsx', 'ods'] as const) {
      const answer = await upload(await libreOffice(rows, extension), `klas.${extension}`);
      expect(answer.status).toBe(200);
      expect(rowsOf(answer)).toMatchObject([
        { number: 2, first_name: 'Çağla', last_name: 'Öztürk', year_group: '4', user_name: 'cagla.o', faults: [] },
        { number: 4, first_name: 'Ab', last_name: 'de Jong', year_group: '5', user_name: 'ab.d', faults: [] },
      ]);
      await administrator.delete(path(answer));
    }
  });

  test('R4.4.9 .csv with each separator and charset', async () => {
    for (const separator of [',', ';', '\t']) {
      const text = csv([HEADINGS, ['Zoë', '', 'Brontë', '3']], separator);
      const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
      const bigEndian = Buffer.from(utf16).swap16();
      for (const file of [bytesOf(text), bytesOf(`\ufeff${text}`), utf16, bigEndian, Buffer.from(text, 'latin1')]) {
        const answer = await upload(file, 'klas.csv');
        expect(rowsOf(answer)[0]).toMatchObject({ first_name: 'Zoë', last_name: 'Brontë', year_group: '3' });
        await administrator.delete(path(answer));
      }
    }
  });

  test('R4.4.4 R4.4.7 every fault is named at its cell, nothing is stored until all is good, and then it is', async () => {
    const before = portal.database.run("select count(*) from users where kind = 'pupil'");
    const draft = await upload(
      await libreOffice(
        [HEADINGS, ['Teun', '', 'Testrij', '12'], ['', 'van', 'Testrij', '4'], ['Tara', '', 'T3strij', '5']],
        'xlsx',
      ),
    );
    expect(rowsOf(draft).map(({ faults }) => faults)).toEqual([
      [{ field: 'year_group', code: 'not_a_year_group' }],
      [{ field: 'first_name', code: 'required' }],
      [{ field: 'last_name', code: 'not_a_name' }],
    ]);
    const early = await administrator.post(`${path(draft)}/save`);
    expect(early.body).toMatchObject({ code: 'rows_faulty', figures: { rows: 3 } });

    const [first, second, third] = rowsOf(draft);
    const edited = await administrator.put(`${path(draft)}/rows`, {
      rows: [
        { ...first, year_group: '4', user_name: 'fenna.j' },
        { ...second, first_name: 'Tim', user_name: 'zelfde.t', password: 'kort' },
        { ...third, last_name: 'Testrij', user_name: 'zelfde.t' },
      ],
    });
    expect(rowsOf(edited).map(({ faults }) => faults)).toEqual([
      [{ field: 'user_name', code: 'taken' }],
      [
        { field: 'password', code: 'too_short' },
        { field: 'user_name', code: 'doubled_in_file' },
      ],
      [{ field: 'user_name', code: 'doubled_in_file' }],
    ]);
    const good = await administrator.put(`${path(draft)}/rows`, {
      rows: [
        { ...first, year_group: '4', user_name: 'teun.t' },
        { ...second, first_name: 'Tim', user_name: 'tim.t', password: 'kikker-fiets-12' },
        { ...third, last_name: 'Testrij', skip: true },
      ],
    });
    expect(rowsOf(good).flatMap(({ faults }) => faults)).toEqual([]);
    expect(portal.database.run("select count(*) from users where kind = 'pupil'")).toBe(before);

    const answer = await saved(draft);
    expect(answer.body).toMatchObject({ created: 2, progress: { done: 2, total: 2 } });
    expect(portal.database.run("select count(*) from users where kind = 'pupil'")).toBe(String(Number(before) + 2));
    const archive = (await administrator.get('/api/schools/1/people?state=archived')).body.people as {
      display_name: string;
    }[];
    expect(archive.map((person) => person.display_name)).toContain('Testrij, Tim van');
    // Not linked yet, so not in yet (R4.4.7); the password is the one that was chosen.
    expect((await new Client(portal.url).signIn('tim.t', 'kikker-fiets-12')).body.code).toBe('no_licence');
  });

  test('R4.4.8 R4.4.9 a list is found again by its maker only; done with it, the passwords are gone', async () => {
    const draft = await upload(bytesOf(csv([HEADINGS, ['Vera', '', 'Vindbaar', '3']])), 'map/groep 3.csv');
    const mine = (await administrator.get('/api/schools/1/imports')).body.imports as {
      id: string;
      file_name: string;
    }[];
    expect(mine.find(({ id }) => id === draft.body.id)).toMatchObject({
      kind: 'pupils',
      file_name: 'groep 3.csv',
      state: 'ready',
      rows: 1,
    });
    const anna = await signedIn(portal.url, 'juf.anna');
    expect((await anna.get(path(draft))).status).toBe(404);
    expect((await anna.get(path(draft).replace('schools/1', 'schools/2'))).status).toBe(404);
    const password = rowsOf(draft)[0]?.password ?? '';
    expect(portal.database.run('select sealed_rows from imports')).not.toContain(password);
    expect((await administrator.delete(path(draft))).status).toBe(204);
    expect((await administrator.get(path(draft))).status).toBe(404);
  });

  test('R4.4.9 likely duplicates are marked, and skipped or kept', async () => {
    const draft = await upload(
      bytesOf(
        csv([
          HEADINGS,
          ['Fenna', '', 'Jansen', '3'],
          ['Liv', 'de', 'Wit', '8'],
          ['Nieuw', '', 'Kind', '3'],
          ['NIEUW', '', 'KIND', '3'],
        ]),
      ),
    );
    expect(rowsOf(draft).map(({ duplicate }) => duplicate)).toEqual(['active', 'archived', null, 'file']);
    expect((await administrator.post(`${path(draft)}/save`)).body).toMatchObject({
      code: 'rows_faulty',
      figures: { rows: 3 },
    });
    const edits = rowsOf(draft).map((row, index) => ({ ...row, skip: index === 0, keep: index > 0 }));
    await administrator.put(`${path(draft)}/rows`, { rows: edits });
    expect((await saved(draft)).body.created).toBe(3);
  });

  test('R4.4.1 nobody is made before saving, a list is found as it was left, and it is saved whole or not at all', async () => {
    const counts = () => portal.database.run('select (select count(*) from users), (select count(*) from memberships)');
    const before = counts();
    const names = { first_name: 'Half', infix: '', last_name: 'Af' };
    await administrator.post('/api/schools/1/pupils/credentials', names);
    const draft = await upload(
      bytesOf(csv([HEADINGS, ['Half', '', 'Weg', '3'], ['Half', '', 'Klaar', '4'], ['Half', '', 'Af', '5']])),
    );
    const edits = rowsOf(draft).map((row, at) => ({ ...row, infix: 'op', user_name: `half.weg${String(at)}` }));
    await administrator.put(`${path(draft)}/rows`, { rows: edits });
    expect(counts()).toBe(before);

    // Another browser, another day's program.
    await portal.stop();
    await portal.restart();
    const later = await signedIn(portal.url, 'beheer');
    expect((await later.get('/api/schools/1/imports')).body.imports.map(({ id }) => id)).toContain(draft.body.id);
    const found = (await later.get(path(draft))).body;
    expect(found).toMatchObject({ state: 'ready', rows: edits });

    // Meanwhile somebody takes the last one's user name.
    portal.database.run("update users set user_name = 'half.weg2' where user_name = 'liv.w'");
    expect((await later.post(`${path(draft)}/save`)).body).toMatchObject({ code: 'rows_faulty', figures: { rows: 1 } });
    expect(counts()).toBe(before);
    portal.database.run("update users set user_name = 'liv.w' where user_name = 'half.weg2'");
    await saved(draft);
    expect(portal.database.run("select count(*) from users where search like 'half op %'")).toBe('3');
  });

  test('R4.4.5 no list of pupils before the school has an active supervisor', async () => {
    const list = bytesOf(csv([HEADINGS, ['Eerste', '', 'Leerling', '3']]));
    const anna = await signedIn(portal.url, 'juf.anna');
    const send = () => anna.send('POST', '/api/schools/2/imports?kind=pupils&file_name=klas.csv', list);
    const setRole = (on: number) =>
      portal.database.run(`update memberships set supervisor = ${String(on)} where school_id = 2`);
    setRole(0);
    expect(await send()).toMatchObject({ status: 409, body: { code: 'no_supervisor_yet' } });
    expect((await anna.get('/api/schools/2/imports')).body.imports).toEqual([]);
    setRole(1);
    const draft = await send();
    expect(draft.status).toBe(200);
    // Also when the last one left between the list and its saving.
    const save = () => anna.post(`/api/schools/2/imports/${draft.body.id}/save`);
    setRole(0);
    expect((await save()).body.code).toBe('no_supervisor_yet');
    expect(portal.database.run('select state from imports where school_id = 2')).toBe('ready');
    setRole(1);
    expect((await save()).body.state).toBe('saving');
  });

  test('R4.4.9 a list of which every row is skipped has nothing to save', async () => {
    const draft = await upload(bytesOf(csv([HEADINGS, ['Over', '', 'Slaan', '3']])));
    await administrator.put(`${path(draft)}/rows`, { rows: rowsOf(draft).map((row) => ({ ...row, skip: true })) });
    const answer = await administrator.post(`${path(draft)}/save`);
    expect(answer.status).toBe(422);
    expect(answer.body.code).toBe('nothing_to_save');
    expect((await administrator.get(path(draft))).body.state).toBe('ready');
  });

  test('R4.4.9 two lists with the same suggestion: who saves last is told, and stores nothing', async () => {
    const list = bytesOf(csv([HEADINGS, ['Wim', '', 'Wedstrijd', '3'], ['Wil', '', 'Wedstrijd', '3']]));
    const anna = await signedIn(portal.url, 'juf.anna');
    const mine = await upload(list);
    const hers = await anna.send('POST', '/api/schools/1/imports?kind=pupils&file_name=klas.csv', list);
    expect(hers.body.rows.map((row) => row.user_name)).toEqual(rowsOf(mine).map((row) => row.user_name));
    await saved(mine);
    const refused = await anna.post(path(hers) + '/save');
    expect(refused.body.code).toBe('rows_faulty');
    const rows = (await anna.get(path(hers))).body.rows;
    expect(rows.map(({ faults, duplicate }) => ({ faults, duplicate }))).toEqual(
      rows.map(() => ({ faults: [{ field: 'user_name', code: 'taken' }], duplicate: 'archived' })),
    );
    expect(portal.database.run("select count(*) from users where last_name = 'Wedstrijd'")).toBe('2');
  });

  test('R4.4.9 a list that is being saved cannot be changed or thrown away; it shows how far it is', async () => {
    const rows = Array.from({ length: 100 }, (_, row) => ['Kind', '', `Voortgang ${LETTERS[row % 26] ?? ''}`, '3']);
    const draft = await upload(bytesOf(csv([HEADINGS, ...rows])));
    const kept = rowsOf(draft).map((row) => ({ ...row, keep: true }));
    await administrator.put(`${path(draft)}/rows`, { rows: kept });
    const saving = await administrator.post(`${path(draft)}/save`);
    expect(saving.body).toMatchObject({ state: 'saving', progress: { done: 0, total: 100 } });
    expect((await administrator.put(`${path(draft)}/rows`, { rows: kept })).status).toBe(409);
    expect((await administrator.delete(path(draft))).status).toBe(409);
    const found = (await administrator.get('/api/schools/1/imports')).body.imports;
    expect(found.find(({ id }) => id === draft.body.id)).toMatchObject({ state: 'saving', rows: 100 });
    const seen: number[] = [];
    const done = async () => {
      const { state, progress, rows: sent } = (await administrator.get(path(draft))).body;
      expect(sent).toHaveLength(state === 'saving' ? 0 : 100);
      seen.push(progress.done);
      return state;
    };
    await expect.poll(done, { interval: 20, timeout: 30_000 }).toBe('saved');
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    expect(seen.some((at) => at > 0 && at < 100)).toBe(true);
    expect(seen.at(-1)).toBe(100);
  });

  test('R4.4.8 R4.4.9 saving goes on without its session; another sign-in finds it running, and done', async () => {
    const rows = Array.from({ length: 200 }, (_, row) => [
      `Kind${LETTERS[row % 26] ?? ''}`,
      '',
      `Terug ${LETTERS[Math.floor(row / 26)] ?? ''}`,
      '3',
    ]);
    const leaving = await signedIn(portal.url, 'beheer');
    const file = bytesOf(csv([HEADINGS, ...rows]));
    const draft = await leaving.send('POST', '/api/schools/1/imports?kind=pupils&file_name=terug.csv', file);
    expect((await leaving.post(`${path(draft)}/save`)).status).toBe(200);
    expect((await leaving.delete('/api/session')).status).toBe(204);
    expect((await leaving.get(path(draft))).status).toBe(401);

    const back = await signedIn(portal.url, 'beheer');
    const found = async () =>
      (await back.get('/api/schools/1/imports')).body.imports.find(({ id }) => id === draft.body.id);
    expect(await found()).toMatchObject({ file_name: 'terug.csv', state: 'saving', rows: 200 });
    const progress = async () => (await back.get(path(draft))).body.progress.done;
    const first = await progress();
    await expect.poll(progress, { interval: 20, timeout: 30_000 }).toBeGreaterThan(first);
    await expect.poll(async () => (await found())?.state, { timeout: 30_000 }).toBe('saved');
    const later = (await (await signedIn(portal.url, 'beheer')).get(path(draft))).body;
    expect(later).toMatchObject({ state: 'saved', created: 200, progress: { done: 200, total: 200 } });
    const credentials = ({ user_name, password }: ImportRow) => [user_name, password];
    expect(later.rows.map(credentials)).toEqual(rowsOf(draft).map(credentials));
  });

  test('R4.4.8 R4.4.9 a day later the list and its passwords are gone', async () => {
    const draft = await upload(bytesOf(csv([HEADINGS, ['Gister', '', 'Gemaakt', '3']])));
    const left = () => portal.database.run(`select count(*) from imports where id = ${draft.body.id}`);
    // Old lists are looked for once a minute, and at the start.
    await portal.stop();
    await portal.restart();
    expect((await administrator.get(path(draft))).status).toBe(200);
    portal.database.run(`update imports set created_at = created_at - 86500 where id = ${draft.body.id}`);
    await portal.stop();
    await portal.restart();
    await expect.poll(left, { timeout: 20_000 }).toBe('0');
    expect((await administrator.get(path(draft))).status).toBe(404);
  });

  test('R4.4.9 of corrections made at once none that was accepted is lost; who comes too late is told', async () => {
    const rows = Array.from({ length: 10 }, (_, row) => [`Samen${LETTERS[row] ?? ''}`, '', 'Werken', '3']);
    const draft = await upload(bytesOf(csv([HEADINGS, ...rows])));
    const answers = await Promise.all(
      rowsOf(draft).map((row) => administrator.put(`${path(draft)}/rows`, { rows: [{ ...row, infix: 'van' }] })),
    );
    const late = answers.filter(({ status }) => status !== 200);
    expect(late.length).toBeLessThan(answers.length);
    for (const { body } of late) expect(body.code).toBe('conflict');
    expect(rowsOf(await administrator.get(path(draft))).map(({ infix }) => infix)).toEqual(
      answers.map(({ status }) => (status === 200 ? 'van' : '')),
    );
    await administrator.delete(path(draft));
  });

  test('R4.4.9 ten lists are open at once; for an eleventh one of them is finished or thrown away', async () => {
    const list = bytesOf(csv([HEADINGS, ['Nog', '', 'Open', '3']]));
    const lists: Answer[] = [];
    for (let made = 0; made < 10; made++) lists.push(await upload(list));
    expect(lists.map(({ status }) => status)).toEqual(lists.map(() => 200));
    expect(await upload(list)).toMatchObject({
      status: 409,
      body: { code: 'too_many_lists', figures: { maximum: 10 } },
    });
    const anna = await signedIn(portal.url, 'juf.anna');
    expect((await anna.send('POST', '/api/schools/1/imports?kind=pupils&file_name=a.csv', list)).status).toBe(200);
    const [first, second] = lists;
    if (first === undefined || second === undefined) throw new Error('no lists');
    await administrator.delete(path(first));
    expect((await upload(list)).status).toBe(200);
    await saved(second);
    expect((await upload(list)).status).toBe(200);
    expect((await upload(list)).body.code).toBe('too_many_lists');
  });

  test('R4.4.9 a school saves one list at a time; who comes second is told, and can save after it', async () => {
    const [first, second] = [
      await upload(bytesOf(csv([HEADINGS, ['Een', '', 'Voor', '3']]))),
      await upload(bytesOf(csv([HEADINGS, ['Twee', '', 'Na', '3']]))),
    ];
    const set = (state: string) =>
      portal.database.run(`update imports set state = '${state}' where id = ${first.body.id}`);
    set('saving');
    expect(await administrator.post(`${path(second)}/save`)).toMatchObject({
      status: 409,
      body: { code: 'list_being_saved' },
    });
    expect((await administrator.get(path(second))).body.state).toBe('ready');
    set('ready');
    expect((await saved(second)).body.created).toBe(1);
  });

  test('R4.4.9 saving twice at once saves once', async () => {
    const draft = await upload(bytesOf(csv([HEADINGS, ['Dubbel', '', 'Dirk', '3']])));
    const answers = await Promise.all([1, 2, 3].map(() => administrator.post(`${path(draft)}/save`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await expect.poll(async () => (await administrator.get(path(draft))).body.state, { timeout: 20_000 }).toBe('saved');
    expect(portal.database.run("select count(*) from users where search = 'dubbel dirk'")).toBe('1');
  });

  test('R4.4.9 a file that cannot be used says why, and costs little memory', async () => {
    const code = async (file: Uint8Array, name?: string) => {
      const answer = await upload(file, name);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      return answer.body.code;
    };
    const list = [HEADINGS, ['Zoë', '', 'Boer', '3']];
    const sound = await libreOffice(list, 'xlsx');
    expect(await code(await libreOffice(list, 'xls'), 'klas.xls')).toBe('file_type_unknown');
    expect(await code(new Uint8Array(21 * 2 ** 20))).toBe('too_large');
    expect(await code(bytesOf('%PDF-1.7\n1 0 obj'), 'klas.xlsx')).toBe('file_type_unknown');
    expect(await code(sound.slice(0, sound.length / 2))).toBe('file_unreadable');
    expect(await code(new Uint8Array())).toBe('sheet_empty');
    const bomb = await zipOfZeros('xl/worksheets/sheet1.xml', 2 ** 31, {
      'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet r:id="a"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>',
    });
    expect(bomb.length).toBeLessThan(5_000_000);
    expect(await code(bomb)).toBe('file_too_large');
    const tooMany = [HEADINGS, ...Array.from({ length: 5001 }, (_, row) => [`Kind${String(row)}`, '', 'Boer', '3'])];
    const refused = await upload(bytesOf(csv(tooMany)));
    expect(refused.body).toMatchObject({ code: 'too_many_rows', figures: { maximum: 5000 } });
    const headless = await upload(
      bytesOf(
        csv([
          ['Voornaam', 'Leeftijd'],
          ['Zoë', '7'],
        ]),
      ),
    );
    expect(headless.body).toMatchObject({
      code: 'headings_missing',
      concerns: [{ field: 'last_name' }, { field: 'year_group' }],
    });
    // A password turns an .xlsx into a compound file with this stream in it ([MS-OFFCRYPTO] 2.3.4.4).
    const locked = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(1528),
      Buffer.from('EncryptedPackage', 'utf16le'),
      Buffer.alloc(512),
    ]);
    expect(await code(locked)).toBe('file_password_protected');
    expect(portal.peakMemory()).toBeLessThan(300);
  }, 120_000);
});

describe.each(ENGINES)('lists of professionals on %s', (engine) => {
  const headings = ['Voornaam', 'Tussenvoegsel', 'Achternaam', 'Rollen', 'E-mailadres'];
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

  const upload = (file: Uint8Array, by = administrator, school = '1') =>
    by.send('POST', `/api/schools/${school}/imports?kind=professionals&file_name=collegas.xlsx`, file);
  const path = (answer: Answer, school = '1') => `/api/schools/${school}/imports/${answer.body.id}`;
  const saved = async (draft: Answer, by = administrator, school = '1') => {
    expect((await by.post(`${path(draft, school)}/save`)).status).toBe(200);
    const state = async () => (await by.get(path(draft, school))).body.state;
    await expect.poll(state, { timeout: 20_000 }).toBe('saved');
    return by.get(path(draft, school));
  };
  const names = async (state: string, by = administrator, school = '1') =>
    (await by.get(`/api/schools/${school}/people?state=${state}`)).body.people.map(({ display_name: name }) => name);
  const users = () => portal.database.run("select count(*) from users where kind = 'professional'");

  test('R4.4.4 the template has a drop-down of roles, opens in LibreOffice and comes back filled in', async () => {
    const template = await administrator.get('/api/schools/1/imports/template?kind=professionals');
    expect(template.headers.get('content-disposition')).toContain('professionals-sjabloon.xlsx');
    expect(readByLibreOffice(template.bytes, 'xlsx')[0]).toBe(headings.map((heading) => `"${heading}"`).join(','));
    const filled = filledIn(template.bytes, [
      ['Pia', 'van', 'Plan', 'Beheerder', 'Pia@school.example'],
      [''],
      ['Piet', '', 'Plan', 'Beheerder en begeleider', 'piet@school.example'],
    ]);
    const none = { year_group: '', user_name: '', password: '', duplicate: null, faults: [] };
    expect((await upload(filled)).body).toMatchObject({
      kind: 'professionals',
      rows: [
        { number: 2, first_name: 'Pia', infix: 'van', roles: 'Beheerder', email: 'pia@school.example', ...none },
        { number: 4, last_name: 'Plan', roles: 'Beheerder en begeleider', email: 'piet@school.example', ...none },
      ],
    });
    expect((await administrator.get('/api/schools/1/imports')).body.imports).toMatchObject([
      { kind: 'professionals', file_name: 'collegas.xlsx', rows: 2 },
    ]);
  });

  test('R4.4.9 headings in any order and case, also as ‘Rol(len)’ and ‘E-mail(adres)’; a missing one is named', async () => {
    const rows = [
      ['E-MAIL(ADRES)', 'achternaam', 'Rol(len)', 'VOORNAAM'],
      ['pia@school.example', 'Plan', 'begeleider/beheerder', 'Pia'],
    ];
    for (const extension of ['xlsx', 'ods'] as const) {
      expect((await upload(await libreOffice(rows, extension))).body.rows).toMatchObject([
        { first_name: 'Pia', infix: '', roles: 'Beheerder en begeleider', email: 'pia@school.example', faults: [] },
      ]);
    }
    const lacking = await upload(
      bytesOf(
        csv([
          ['voornaam', 'achternaam', 'leerjaar'],
          ['Pia', 'Plan', '3'],
        ]),
      ),
    );
    expect(lacking.body).toMatchObject({
      code: 'headings_missing',
      concerns: [{ field: 'roles' }, { field: 'email' }],
    });
  });

  test('R4.4.4 every fault is named at its cell, and nothing is stored until all rows are good', async () => {
    const before = users();
    portal.database.run(
      "insert into memberships (school_id, user_id, archived_at) select 2, id, 1 from users where email like 'begeleider@%'",
    );
    const anna = await signedIn(portal.url, 'juf.anna');
    const draft = await upload(
      bytesOf(
        csv([
          headings,
          ['', '', '', '', ''],
          ['', 'van', 'L33g', 'juf', 'geen adres'],
          ['Twee', '', 'Keer', 'Begeleider', 'twee@school.example'],
          ['Ook', '', 'Twee', 'Begeleider', 'TWEE@school.example'],
          ['Anna', 'de', 'Groot', 'Beheerder', 'juf.anna@demo.lexipoort.example'],
          ['Bart', 'van', 'Geleiden', 'Begeleider', 'begeleider@demo.lexipoort.example'],
          ['Uma', '', 'Uitgever', 'Beheerder', 'uitgever@demo.lexipoort.example'],
          ['Goed', '', 'Zo', '', 'goed@school.example'],
        ]),
      ),
      anna,
      '2',
    );
    const faults = (answer: Answer) =>
      answer.body.rows.map((row) => row.faults.map(({ field, code }) => `${field} ${code}`));
    expect(faults(draft)).toEqual([
      ['first_name required', 'last_name not_a_name', 'roles not_a_role', 'email not_an_address'],
      ['email doubled_in_file'],
      ['email doubled_in_file'],
      ['email already_here'],
      ['email already_here_archived'],
      ['email not_allowed'],
      ['roles required'],
    ]);
    const early = await anna.post(`${path(draft, '2')}/save`);
    expect(early.body).toMatchObject({ code: 'rows_faulty', figures: { rows: 7 } });
    const edited = await anna.put(`${path(draft, '2')}/rows`, {
      rows: draft.body.rows.map((row, index) =>
        index === 6
          ? { ...row, roles: 'beheerder', password: 'boom-vis-27', user_name: 'goed', year_group: '3' }
          : { ...row, skip: index !== 2 },
      ),
    });
    expect(faults(edited).flat()).toEqual([]);
    expect(edited.body.rows[6]).toMatchObject({ roles: 'Beheerder', password: '', user_name: '', year_group: '' });
    expect(users()).toBe(before);
    expect(portal.database.run('select count(*) from mails')).toBe('0');
    expect((await saved(edited, anna, '2')).body).toMatchObject({ created: 2, progress: { done: 2, total: 2 } });
    expect(users()).toBe(String(Number(before) + 2));
  });

  test('R4.4.3 R4.4.4 R4.6.4 administrators start at once, supervisors in the archive; who has an account joins; all are mailed', async () => {
    const anna = await signedIn(portal.url, 'juf.anna');
    const bart = 'begeleider@demo.lexipoort.example';
    const addresses = ['ada@school.example', 'bo@school.example', 'cas@school.example', bart];
    const coming = addresses.map((address) => mailServer.next(address));
    const draft = await upload(
      bytesOf(
        csv([
          headings,
          ['Ada', '', 'Alles', 'Beheerder en begeleider', 'ada@school.example'],
          ['Bo', '', 'Baas', 'Beheerder', 'bo@school.example'],
          ['Cas', '', 'Coach', 'Begeleider', 'cas@school.example'],
          ['Bertus', '', 'Anders', 'Begeleider', bart],
        ]),
      ),
      anna,
      '2',
    );
    expect(draft.body.rows.flatMap(({ faults }) => faults)).toEqual([]);
    const done = await saved(draft, anna, '2');
    expect(done.body).toMatchObject({ state: 'saved', created: 4 });
    expect(done.body.rows.map(({ roles }) => roles)).toEqual(draft.body.rows.map(({ roles }) => roles));
    expect(await names('active', anna, '2')).toEqual(['Alles, Ada', 'Baas, Bo', 'Groot, Anna de']);
    expect(await names('archived', anna, '2')).toEqual(['Coach, Cas', 'Geleiden, Bart van']);

    const mails = await Promise.all(coming);
    expect(mails.map(({ subject }) => subject)).toEqual([
      ...Array.from({ length: 3 }, () => 'Je account op Lexipoort voor De Wilgen'),
      'De Wilgen staat nu ook in je account op Lexipoort',
    ]);
    const token = /#([\w-]+)/.exec(mails[0]?.text ?? '')?.[1] ?? '';
    const password = 'Kikker-op-fiets-88';
    expect((await anna.post('/api/password-resets/use', { token, password })).status).toBe(204);
    expect((await new Client(portal.url).signIn('ada@school.example', password)).status).toBe(200);
    const { lines } = (await anna.get('/api/schools/2/audit')).body as unknown as { lines: object[] };
    expect(lines[0]).toMatchObject({ action: 'people.professionals_imported', subject_count: 4 });
  });

  test('R4.4.4 somebody who came meanwhile: nothing of the list is stored', async () => {
    const rows = [
      headings,
      ['Ada', '', 'Alles', 'Beheerder', 'ada@school.example'],
      ['Bo', '', 'Baas', 'Beheerder', 'bo@school.example'],
    ];
    const anna = await signedIn(portal.url, 'juf.anna');
    const [mine, hers] = [await upload(bytesOf(csv(rows))), await upload(bytesOf(csv(rows.slice(0, 2))), anna)];
    await saved(hers, anna);
    const refused = await administrator.post(`${path(mine)}/save`);
    expect(refused.body).toMatchObject({ code: 'rows_faulty', figures: { rows: 1 } });
    expect((await administrator.get(path(mine))).body.rows.map(({ faults }) => faults)).toEqual([
      [{ field: 'email', code: 'already_here' }],
      [],
    ]);
    expect(portal.database.run("select count(*) from users where email = 'bo@school.example'")).toBe('0');
  });

  test('R4.4.4 five hundred colleagues are saved in one go', async () => {
    const rows = Array.from({ length: 500 }, (_, row) => [
      'Collega',
      '',
      `Groot${LETTERS[row % 26] ?? ''}`,
      row % 2 === 0 ? 'Begeleider' : 'Beheerder',
      `collega${String(row)}@school.example`,
    ]);
    const draft = await upload(bytesOf(csv([headings, ...rows])));
    expect((await saved(draft)).body).toMatchObject({ created: 500 });
    expect(
      portal.database.run(
        'select count(*) from memberships where school_id = 1 and archived_at is null and administrator = 1',
      ),
    ).toBe('252');
    expect(portal.database.run('select count(*) from password_tokens')).toBe('500');
  });
});
