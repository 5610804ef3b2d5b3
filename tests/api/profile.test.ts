import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ADULT_PASSWORD, Client, PUPIL_PASSWORD, pupilSignedIn, signedIn } from '../support/client';
import { ENGINES } from '../support/database';
import { Portal } from '../support/server';
import { MailServer } from '../support/smtp';

const ANNA = 'juf.anna@demo.lexipoort.example';
const BART = 'begeleider@demo.lexipoort.example';

interface Profile {
  id: string;
  version: number;
  first_name: string;
  infix: string;
  last_name: string;
  year_group: number | null;
  user_name: string | null;
  email: string | null;
  job_title: string;
  new_email: string | null;
}

describe.each(ENGINES)('profiles on %s', (engine) => {
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
  const audit = (action: string) =>
    sql(`select a.school_id, a.details, s.user_id from audit a left join audit_subjects s on s.audit_id = a.id
         where a.action = '${action}' order by a.id`).split('\n');

  /** The token in the next mail to an address. */
  const linkTo = async (address: string) => {
    const { subject, text } = await mailServer.next(address);
    expect(subject).toBe('Bevestig je nieuwe e-mailadres voor Lexipoort');
    return new RegExp(`${portal.url}/e-mailadres/bevestigen#([\\w-]+)`).exec(text ?? '')?.[1] ?? '';
  };
  const use = (token: string) => new Client(portal.url).post('/api/email-changes/use', { token });
  const statusOf = async (login: string) => (await new Client(portal.url).signIn(login, ADULT_PASSWORD)).status;

  describe('one’s own', () => {
    const own = async (of: Client) => (await of.get('/api/profile')).body as unknown as Profile;
    const change = async (of: Client, more: object) => of.put('/api/profile', { ...(await own(of)), ...more });

    test('R4.12.2 names, user name and job title; signing in goes by the user name too', async () => {
      const anna = await signedIn(portal.url, 'juf.anna');
      expect(await own(anna)).toEqual({
        first_name: 'Anna',
        infix: 'de',
        last_name: 'Groot',
        user_name: null,
        email: ANNA,
        job_title: '',
        new_email: null,
        version: 1,
      });
      const answer = await change(anna, {
        first_name: 'Änne ',
        infix: '',
        user_name: ' Juf.Anna',
        job_title: 'Leerkracht groep 3',
      });
      expect(answer.body).toEqual({
        first_name: 'Änne',
        infix: '',
        last_name: 'Groot',
        user_name: 'juf.anna',
        email: ANNA,
        job_title: 'Leerkracht groep 3',
        new_email: null,
        version: 2,
      });
      expect((await new Client(portal.url).signIn('juf.anna', ADULT_PASSWORD)).status).toBe(200);
      expect(sql(`select search from users where email = '${ANNA}'`)).toBe('anne groot');
      const details = '{"fields":"first_name,infix,user_name,job_title"}';
      const id = userId('juf.anna');
      expect(audit('accounts.profile_changed')).toEqual([`1|${details}|${id}`, `2|${details}|${id}`]);
      // Asking for a password goes by it as well.
      const coming = mailServer.next(ANNA);
      await anna.post('/api/password-resets', { login: 'juf.anna' });
      expect((await coming).text).toContain('Dag Änne');
    });

    test('R4.12.2 every fault is named at its field, and nothing is stored', async () => {
      const anna = await signedIn(portal.url, 'juf.anna');
      const before = await own(anna);
      const faults = async (more: object) => (await change(anna, more)).body;
      expect(
        await faults({ first_name: '', last_name: '4', user_name: 'a b', job_title: 'x'.repeat(101) }),
      ).toMatchObject({
        code: 'faulty',
        concerns: [
          { field: 'first_name', code: 'required' },
          { field: 'last_name', code: 'not_a_name' },
          { field: 'user_name', code: 'not_allowed' },
          { field: 'job_title', code: 'too_long' },
        ],
      });
      expect((await faults({ user_name: 'fenna.j', email: BART, password: ADULT_PASSWORD })).concerns).toEqual([
        { field: 'user_name', code: 'taken' },
        { field: 'email', code: 'taken' },
      ]);
      expect((await faults({ email: 'anna', password: ADULT_PASSWORD })).concerns).toEqual([
        { field: 'email', code: 'not_an_address' },
      ]);
      expect(await own(anna)).toEqual(before);
    });

    test('R4.12.2 two browsers: the second is told that there is something newer', async () => {
      const anna = await signedIn(portal.url, 'juf.anna');
      const seen = await own(anna);
      expect((await anna.put('/api/profile', { ...seen, job_title: 'IB’er' })).status).toBe(200);
      const late = await anna.put('/api/profile', { ...seen, job_title: 'Directeur' });
      expect([late.status, late.body.code]).toEqual([409, 'changed_meanwhile']);
      expect((await own(anna)).job_title).toBe('IB’er');
      // What changes nothing makes nothing newer, and is no line in the audit trail.
      expect((await change(anna, {})).body.version).toBe(2);
      expect(audit('accounts.profile_changed')).toHaveLength(2);
    });

    test('R4.12.2 another e-mail address asks for the password, counts once its link is used, and is told to the old one', async () => {
      const anna = await signedIn(portal.url, 'juf.anna');
      await anna.post('/api/password-resets', { login: ANNA });
      const link = /#([\w-]+)/.exec((await mailServer.next(ANNA)).text ?? '')?.[1] ?? '';
      const email = 'anna@nieuw.example';
      const fault = async (password?: string) =>
        (await change(anna, { email, ...(password === undefined ? {} : { password }) })).body;
      expect(await fault()).toMatchObject({ code: 'faulty', concerns: [{ field: 'password', code: 'required' }] });
      expect(await fault('mis')).toMatchObject({
        code: 'faulty',
        concerns: [{ field: 'password', code: 'wrong_password' }],
      });
      expect((await own(anna)).email).toBe(ANNA);

      const proof = linkTo(email);
      const warned = mailServer.next(ANNA);
      const answer = await change(anna, { email: ' Anna@Nieuw.example', password: ADULT_PASSWORD, job_title: 'IB’er' });
      expect(answer.body).toMatchObject({ email: ANNA, new_email: email, job_title: 'IB’er', version: 2 });
      expect(audit('accounts.profile_changed')[0]).toContain('{"fields":"new_email,job_title"}');
      expect([await statusOf(email), await statusOf(ANNA)]).toEqual([401, 200]);

      // Who lost their open screen to somebody hears it while it can still be stopped.
      const warning = await warned;
      expect(warning.subject).toBe('Er is een ander e-mailadres gevraagd voor je account op Lexipoort');
      expect(warning.text).toContain('beheerder van je school');
      expect(warning.text).not.toContain(email);
      const told = mailServer.next(ANNA);
      const token = await proof;
      expect((await use(token)).status).toBe(204);
      const mail = await told;
      expect(mail.subject).toBe('Je e-mailadres op Lexipoort is veranderd');
      expect(mail.text).not.toContain('anna@nieuw.example');
      expect((await anna.get('/api/session')).status).toBe(401);
      expect((await anna.post('/api/password-resets/check', { token: link })).body).toEqual({ usable: false });
      expect([await statusOf(email), await statusOf(ANNA)]).toEqual([200, 401]);
      expect(audit('accounts.profile_changed').at(-1)).toBe(`2|{"fields":"email"}|${userId('anna')}`);
      expect((await use(token)).body.code).toBe('token_unusable');
    });

    test('R4.4.3 R4.12.2 an address that nobody proved to be theirs opens no other school', async () => {
      const bart = await signedIn(portal.url, 'begeleider');
      const coming = linkTo('directeur@wilgen.example');
      await change(bart, { email: 'directeur@wilgen.example', password: ADULT_PASSWORD });
      const token = await coming;
      const anna = await signedIn(portal.url, 'juf.anna');
      const answer = await anna.post('/api/schools/2/professionals', {
        first_name: 'Dirk',
        infix: '',
        last_name: 'Wilg',
        email: 'directeur@wilgen.example',
        roles: ['administrator'],
        products: [],
        links: [],
      });
      expect([answer.status, answer.body.joined]).toEqual([200, false]);
      expect((await bart.get('/api/session')).body).toMatchObject({ schools: [{ name: 'De Regenboog' }] });
      // By now it is somebody else's, also for who reads that mailbox.
      expect((await use(token)).body.code).toBe('email_taken');
      expect((await own(bart)).email).toBe(BART);
    });

    test('R4.12.2 a wish for another address ends when it is withdrawn, with its time, with a newer one and with a new password', async () => {
      const anna = await signedIn(portal.url, 'juf.anna');
      const wish = async (email: string) => {
        const coming = linkTo(email);
        const warned = mailServer.next(ANNA);
        await change(anna, { email, password: ADULT_PASSWORD });
        await warned;
        return coming;
      };
      const withdrawn = await wish('nul@nieuw.example');
      const kept = await change(anna, { job_title: 'IB’er' });
      expect(kept.body).toMatchObject({ new_email: 'nul@nieuw.example', job_title: 'IB’er' });
      expect((await change(anna, { new_email: null })).body).toMatchObject({ email: ANNA, new_email: null });
      expect((await use(withdrawn)).body.code).toBe('token_unusable');
      const first = await wish('een@nieuw.example');
      const second = await wish('twee@nieuw.example');
      expect((await use(first)).body.code).toBe('token_unusable');
      sql('update email_changes set expires_at = expires_at - 7 * 24 * 3600');
      expect((await use(second)).body.code).toBe('token_unusable');
      const third = await wish('drie@nieuw.example');
      await anna.post('/api/password-resets', { login: ANNA });
      const token = /#([\w-]+)/.exec((await mailServer.next(ANNA)).text ?? '')?.[1] ?? '';
      expect((await anna.post('/api/password-resets/use', { token, password: 'Kikker-op-fiets-88' })).status).toBe(204);
      expect((await use(third)).body.code).toBe('token_unusable');
      expect(sql(`select count(*) from users where email = '${ANNA}'`)).toBe('1');
    });

    test('R4.12.2 the password cannot be guessed here either: wrong ones count as they do at the door', async () => {
      const anna = await signedIn(portal.url, 'juf.anna');
      const guess = (password: string) => change(anna, { email: 'anna@nieuw.example', password });
      for (let attempt = 0; attempt < 5; attempt += 1) expect((await guess('mis-mis')).body.code).toBe('faulty');
      const held = await guess(ADULT_PASSWORD);
      expect([held.status, held.body.code]).toEqual([429, 'throttled']);
      expect(held.body.figures.seconds).toBeGreaterThan(0);
      expect((await new Client(portal.url).signIn(ANNA, ADULT_PASSWORD)).body.code).toBe('throttled');
    });

    test('R4.12.2 R8.1 an operator has a profile too, a pupil has none', async () => {
      const operator = await signedIn(portal.url, 'uitgever');
      expect((await change(operator, { job_title: 'Uitgever' })).body).toMatchObject({ job_title: 'Uitgever' });
      expect(audit('accounts.profile_changed')).toEqual(['|{"fields":"job_title"}|']);
      const fenna = await pupilSignedIn(portal.url, 'fenna.j');
      expect((await fenna.get('/api/profile')).status).toBe(403);
    });
  });

  describe('by an administrator', () => {
    const path = (of: string) => `/api/schools/1/people/${userId(of)}`;
    const find = async (of: string, by = administrator) => (await by.get(path(of))).body as unknown as Profile;
    const save = (seen: Profile, more: object, by = administrator) =>
      by.put(`/api/schools/1/people/${seen.id}/profile`, { ...seen, ...more });
    const change = async (of: string, more: object) => save(await find(of), more);

    test('R4.12.1 R4.12.3 a pupil and a professional show what they are and with whom they work', async () => {
      expect(await find('fenna.j')).toMatchObject({
        kind: 'pupil',
        display_name: 'Jansen, Fenna',
        year_group: 3,
        user_name: 'fenna.j',
        email: null,
        roles: [],
        archived: false,
        is_self: false,
        own_profile_only: false,
        version: 2,
        products: [{ name: 'Bouw!' }, { name: 'Letterster' }],
        links: [
          {
            product: { name: 'Bouw!' },
            pupils: [],
            supervisors: [{ display_name: 'Geleiden, Bart van' }, { display_name: 'Groot, Anna de' }],
          },
          { product: { name: 'Letterster' }, pupils: [], supervisors: [{ display_name: 'Groot, Anna de' }] },
        ],
      });
      sql(`update memberships set archived_at = 1 where user_id = ${userId('daan.v')}`);
      const bart = (await administrator.get(path('begeleider'))).body as unknown as {
        products: unknown[];
        links: { pupils: { display_name: string }[] }[];
      };
      expect(bart).toMatchObject({ kind: 'professional', roles: ['supervisor'], products: [], email: BART });
      expect(bart.links).toHaveLength(1);
      // By last name, and without Daan, who is in the archive.
      expect(bart.links[0]?.pupils).toHaveLength(19);
      expect(bart.links[0]?.pupils[0]).toMatchObject({ display_name: 'Bakker, Noor' });
      expect(await find('beheer')).toMatchObject({ is_self: true });
      expect(await find('juf.anna')).toMatchObject({ own_profile_only: true });
      expect((await administrator.get('/api/schools/1/people/999999')).status).toBe(404);
      expect((await administrator.get(`/api/schools/2/people/${userId('juf.anna')}`)).status).toBe(404);
    });

    test('R4.12.1 a pupil: names, year group and user name', async () => {
      const answer = await change('daan.v', {
        first_name: 'Daniël',
        infix: '',
        last_name: 'Vrees',
        year_group: 8,
        user_name: 'daniel.v',
      });
      expect(answer.body).toMatchObject({
        display_name: 'Vrees, Daniël',
        year_group: 8,
        user_name: 'daniel.v',
        version: 4,
      });
      await pupilSignedIn(portal.url, 'daniel.v');
      expect(sql("select search from users where user_name = 'daniel.v'")).toBe('daniel vrees');
      expect(audit('people.profile_changed')).toEqual([
        `1|{"fields":"first_name,infix,last_name,user_name,year_group"}|${userId('daniel.v')}`,
      ]);
    });

    test('R4.12.1 mandatory fields empty or wrong: no saving', async () => {
      const seen = await find('fenna.j');
      const pupil = await save(seen, {
        first_name: '',
        last_name: ' ',
        year_group: null,
        user_name: '',
        password: 'kort',
      });
      expect(pupil.body).toMatchObject({
        code: 'faulty',
        concerns: [
          { field: 'first_name', code: 'required' },
          { field: 'last_name', code: 'required' },
          { field: 'year_group', code: 'required' },
          { field: 'user_name', code: 'required' },
          { field: 'password', code: 'too_short' },
        ],
      });
      const taken = await save(seen, { year_group: 9, user_name: 'daan.v' });
      expect(taken.body.concerns).toEqual([
        { field: 'year_group', code: 'not_a_year_group' },
        { field: 'user_name', code: 'taken' },
      ]);
      const bart = await change('begeleider', { email: '', user_name: 'x', password: 'Kikker-op-fiets-88' });
      expect(bart.body.concerns).toEqual([
        { field: 'user_name', code: 'not_allowed' },
        { field: 'email', code: 'required' },
        { field: 'password', code: 'not_allowed' },
      ]);
      expect(await find('fenna.j')).toEqual(seen);
    });

    test('R4.12.1 a new password for a pupil ends the sessions with the old one', async () => {
      const fenna = await pupilSignedIn(portal.url, 'fenna.j');
      const seen = await find('fenna.j');
      expect((await save(seen, { password: 'kikker-fiets-12' })).body.version).toBe(seen.version + 1);
      expect((await fenna.get('/api/session')).status).toBe(401);
      expect((await new Client(portal.url).signIn('fenna.j', PUPIL_PASSWORD)).status).toBe(401);
      expect((await new Client(portal.url).signIn('fenna.j', 'kikker-fiets-12')).status).toBe(200);
      expect(audit('people.password_changed')).toEqual([`1|{}|${seen.id}`]);
      expect(audit('people.profile_changed')).toEqual(['']);
    });

    test('R4.12.1 a professional: names, user name, job title and e-mail address, told to the old one', async () => {
      const bart = await signedIn(portal.url, 'begeleider');
      await bart.post('/api/password-resets', { login: BART });
      const link = /#([\w-]+)/.exec((await mailServer.next(BART)).text ?? '')?.[1] ?? '';
      const named = await change('begeleider', { first_name: 'Bert', user_name: 'meester.bert', job_title: 'IB’er' });
      expect(named.body).toMatchObject({
        first_name: 'Bert',
        user_name: 'meester.bert',
        job_title: 'IB’er',
        version: 3,
      });
      expect((await bart.get('/api/session')).status).toBe(200);

      const proof = linkTo('bert@school.example');
      const warned = mailServer.next(BART);
      const moved = await change('begeleider', { email: 'Bert@school.example' });
      expect(moved.body).toMatchObject({ email: BART, new_email: 'bert@school.example', version: 3 });
      await warned;
      expect(audit('people.profile_changed').at(-1)).toBe(`1|{"fields":"new_email"}|${userId('begeleider')}`);
      expect((await bart.get('/api/session')).status).toBe(200);
      const told = mailServer.next(BART);
      expect((await use(await proof)).status).toBe(204);
      expect((await told).subject).toBe('Je e-mailadres op Lexipoort is veranderd');
      expect(await find('bert')).toMatchObject({ email: 'bert@school.example', version: 4 });
      expect((await bart.get('/api/session')).status).toBe(401);
      expect((await bart.post('/api/password-resets/check', { token: link })).body).toEqual({ usable: false });
      expect((await new Client(portal.url).signIn('meester.bert', ADULT_PASSWORD)).status).toBe(200);
      const taken = await change('bert', { email: ANNA });
      expect(taken.body.concerns).toEqual([{ field: 'email', code: 'taken' }]);
    });

    test('R4.12.1 an address that waits is withdrawn by an administrator, but not of who also works elsewhere', async () => {
      const proof = linkTo('bert@school.example');
      await change('begeleider', { email: 'bert@school.example' });
      const token = await proof;
      expect((await change('begeleider', { new_email: null })).body).toMatchObject({ email: BART, new_email: null });
      expect((await use(token)).body.code).toBe('token_unusable');
      const anna = await signedIn(portal.url, 'juf.anna');
      const own = (await anna.get('/api/profile')).body;
      await anna.put('/api/profile', { ...own, email: 'anna@nieuw.example', password: ADULT_PASSWORD });
      expect((await change('juf.anna', { new_email: null })).body.code).toBe('own_profile_only');
      expect(await find('juf.anna')).toMatchObject({ new_email: 'anna@nieuw.example' });
    });

    test('R4.12.1 the address of an account that was never used changes at once, with a new invitation', async () => {
      const invited = mailServer.next('nina@tikfout.example');
      await administrator.post('/api/schools/1/professionals', {
        first_name: 'Nina',
        infix: '',
        last_name: 'Nieuw',
        email: 'nina@tikfout.example',
        roles: ['administrator'],
        products: [],
        links: [],
      });
      const tokenIn = (text: string | undefined) => /instellen#([\w-]+)/.exec(text ?? '')?.[1] ?? '';
      const old = tokenIn((await invited).text);
      const again = mailServer.next('nina@school.example');
      const answer = await change('nina', { email: 'nina@school.example' });
      expect(answer.body).toMatchObject({ email: 'nina@school.example' });
      expect(audit('people.profile_changed')).toEqual([`1|{"fields":"email"}|${userId('nina')}`]);
      const mail = await again;
      expect(mail.subject).toBe('Je account op Lexipoort voor De Regenboog');
      const usable = async (token: string) =>
        (await administrator.post('/api/password-resets/check', { token })).body as unknown;
      expect(await usable(old)).toEqual({ usable: false });
      expect(await usable(tokenIn(mail.text))).toEqual({ usable: true });
      expect(sql('select count(*) from email_changes')).toBe('0');
    });

    test('R4.12.1 an address that an administrator asked for is void once another school knows the person', async () => {
      const proof = linkTo('bert@school.example');
      await change('begeleider', { email: 'bert@school.example' });
      const token = await proof;
      sql(
        `insert into memberships (school_id, user_id, supervisor, archived_at) values (2, ${userId('begeleider')}, 1, 1)`,
      );
      expect((await use(token)).body.code).toBe('token_unusable');
      expect(await statusOf(BART)).toBe(200);
      // From the archive there they may be taken out again: then it opens that school.
      expect((await change('begeleider', { email: 'bert@school.example' })).body.code).toBe('own_profile_only');
    });

    test('R4.12.1 who also works elsewhere changes it alone; who left there can be corrected here again', async () => {
      const anna = await find('juf.anna');
      const refused = await save(anna, { job_title: 'Directeur' });
      expect([refused.status, refused.body.code]).toEqual([409, 'own_profile_only']);
      sql('update memberships set archived_at = 1 where school_id = 2');
      expect((await save(anna, { first_name: 'Hanna' })).body).toMatchObject({ first_name: 'Hanna' });
      // One's own address asks for the password, so it is not changed from here.
      const self = await change('beheer', { email: 'bea@elders.example' });
      expect(self.body.code).toBe('own_profile_only');
      expect((await change('beheer', { job_title: 'Beheerder' })).body).toMatchObject({ job_title: 'Beheerder' });
    });

    test('R4.12.1 archived users cannot be changed', async () => {
      const refused = await change('jesse.b', { first_name: 'Jess' });
      expect(refused.status).toBe(409);
      expect(refused.body).toMatchObject({ code: 'person_archived', concerns: [{ name: 'Jesse Brouwer' }] });
    });

    test('R4.12.1 two administrators at one user: the second is told, also of a change to the place in the school', async () => {
      const anna = await signedIn(portal.url, 'juf.anna');
      const seen = await find('fenna.j');
      expect((await save(seen, { last_name: 'Jansens' }, anna)).status).toBe(200);
      const late = await save(seen, { first_name: 'Fenne' });
      expect(late.status).toBe(409);
      expect(late.body).toMatchObject({ code: 'changed_meanwhile', concerns: [{ name: 'Fenna Jansens' }] });
      const newer = await find('fenna.j');
      sql(`update memberships set version = version + 1 where user_id = ${seen.id}`);
      expect((await save(newer, { first_name: 'Fenne' })).body.code).toBe('changed_meanwhile');
      expect((await save(await find('fenna.j'), { first_name: 'Fenne' })).status).toBe(200);
    });

    test('R4.12.1 of who save at the same moment from the same version, exactly one does', async () => {
      const seen = await find('daan.v');
      const answers = await Promise.all([5, 6, 7].map(async (year_group) => save(seen, { year_group })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      const saved = answers.find(({ status }) => status === 200)?.body as unknown as Profile;
      expect(await find('daan.v')).toEqual(saved);
      expect(saved.version).toBe(seen.version + 1);
    });
  });
});
