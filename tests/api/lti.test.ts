import { Provider, type IdToken } from 'ltijs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pupilSignedIn, signedIn, type Client } from '../support/client';
import { ENGINES } from '../support/database';
import { launchInto, registerPortal, startLtijs, stopLtijs } from '../support/lti';
import { Portal } from '../support/server';
import { dayOf } from '../support/time';

const DONE = { activityProgress: 'Completed', gradingProgress: 'FullyGraded' };

/** What ltijs says of an answer that is not good. */
const status = (call: Promise<unknown>) =>
  call.then(
    () => 200,
    (fault: unknown) => (fault as { response?: { statusCode: number } }).response?.statusCode,
  );

let tool: string;
beforeAll(async () => {
  tool = await startLtijs();
});
afterAll(stopLtijs);

describe.each(ENGINES)('a program built on ltijs, with %s', (engine) => {
  let portal: Portal;
  let pupil: Client;
  let fenna: IdToken;

  const report = async () => {
    const supervisor = await signedIn(portal.url, 'begeleider');
    const id = portal.database.run("select id from users where user_name = 'fenna.j'");
    const today = dayOf(Date.now() / 1000);
    const answer = await supervisor.get(
      `/api/schools/1/results/1/pupils/${id}?from=${today.slice(0, 4)}-01-01&until=${today}`,
    );
    return (answer.body as unknown as { tests: { test: string; score: number; maximum_score: number }[] }).tests.map(
      ({ test: name, score, maximum_score: maximum }) => [name, score, maximum],
    );
  };

  beforeAll(async () => {
    portal = await Portal.start(engine, { programUrl: tool });
    await registerPortal(portal.url);
    pupil = await pupilSignedIn(portal.url, 'fenna.j');
  });
  beforeEach(async () => {
    for (const table of ['line_items', 'test_results']) portal.database.run(`delete from ${table}`);
    fenna = await launchInto(tool, pupil, '/launch/1');
  });
  afterAll(() => portal.remove());

  test('R2.4 learns of a pupil who starts the pseudonym, the first name and the context', () => {
    expect(fenna.user).toBe(portal.database.run("select subject from users where user_name = 'fenna.j'"));
    expect(fenna.userInfo).toEqual({ given_name: 'Fenna' });
    expect(fenna.platformContext).toMatchObject({
      roles: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
      context: { id: '1-1' },
      resource: { id: '1-1' },
      custom: { product: 'bouw' },
      endpoint: { lineitems: `${portal.url}/lti/contexts/1/1/lineitems` },
    });
    expect(fenna.platformContext.endpoint.lineitem).toBeUndefined();
  });

  test('R3.6 makes line items, finds, changes and removes them', async () => {
    const first = await Provider.Grade.createLineItem(
      fenna,
      { label: 'Toets 1', scoreMaximum: 20, tag: 'toets', resourceId: 'les-7' },
      { resourceLinkId: true },
    );
    expect(first).toMatchObject({ label: 'Toets 1', scoreMaximum: 20, tag: 'toets', resourceLinkId: '1-1' });
    const again = await launchInto(tool, pupil, '/launch/1');
    expect(again.platformContext.endpoint.lineitem).toBe(first.id);
    const second = await Provider.Grade.createLineItem(fenna, { label: 'Toets 2', scoreMaximum: 10 });
    expect(await Provider.Grade.getLineItemById(fenna, second.id)).toEqual(second);

    const found = async (options?: Record<string, unknown>) =>
      (await Provider.Grade.getLineItems(fenna, options)).lineItems.map(({ label }) => label);
    expect(await found()).toEqual(['Toets 1', 'Toets 2']);
    expect(await found({ tag: 'toets' })).toEqual(['Toets 1']);
    expect(await found({ resourceId: 'les-8' })).toEqual([]);
    expect(await found({ resourceLinkId: true })).toEqual(['Toets 1']);
    const page = await Provider.Grade.getLineItems(fenna, { limit: 1 });
    expect(page.lineItems).toEqual([first]);
    expect(await Provider.Grade.getLineItems(fenna, { url: page.next })).toEqual({ lineItems: [second] });

    await Provider.Grade.updateLineItemById(fenna, second.id, { label: 'Toets B', scoreMaximum: 12 });
    expect(await Provider.Grade.getLineItemById(fenna, second.id)).toMatchObject({
      label: 'Toets B',
      scoreMaximum: 12,
    });
    await Provider.Grade.deleteLineItemById(fenna, first.id);
    expect(await found()).toEqual(['Toets B']);
    expect(await status(Provider.Grade.getLineItemById(fenna, first.id))).toBe(404);
    expect(await status(Provider.Grade.createLineItem(fenna, { label: '', scoreMaximum: 1 }))).toBe(422);
  });

  test('R3.6 sends scores that show as tests in the report', async () => {
    const item = await Provider.Grade.createLineItem(fenna, { label: 'Toets 1', scoreMaximum: 20 });
    await Provider.Grade.submitScore(fenna, item.id, { ...DONE, scoreGiven: 0.85, scoreMaximum: 1 });
    expect(await report()).toEqual([['Toets 1', 17, 20]]);
    const { scores } = await Provider.Grade.getScores(fenna, item.id, { userId: fenna.user });
    expect(scores).toMatchObject([{ scoreOf: item.id, userId: fenna.user, resultScore: 17, resultMaximum: 20 }]);
    expect((await Provider.Grade.getScores(fenna, item.id, { userId: 'nobody' })).scores).toEqual([]);

    // ltijs asks for the maximum itself; a score may lie above it.
    await Provider.Grade.submitScore(fenna, item.id, { ...DONE, scoreGiven: 21 });
    expect(await report()).toEqual([['Toets 1', 21, 20]]);
    await Provider.Grade.submitScore(fenna, item.id, { ...DONE, gradingProgress: 'Pending', scoreGiven: 5 });
    expect(await report()).toEqual([['Toets 1', 21, 20]]);
    expect((await Provider.Grade.getScores(fenna, item.id)).scores).toMatchObject([{ resultScore: 21 }]);
    await Provider.Grade.submitScore(fenna, item.id, { ...DONE });
    expect(await report()).toEqual([]);
    expect((await Provider.Grade.getScores(fenna, item.id)).scores).toEqual([]);

    await Provider.Grade.submitScore(fenna, item.id, { ...DONE, scoreGiven: 19 });
    await Provider.Grade.deleteLineItemById(fenna, item.id);
    expect(await report()).toEqual([['Toets 1', 19, 20]]);
  });

  test('R3.6 changes a line item, and with it the tests in the report', async () => {
    const item = await Provider.Grade.createLineItem(fenna, { label: 'Toets 1', scoreMaximum: 20 });
    await Provider.Grade.submitScore(fenna, item.id, { ...DONE, scoreGiven: 17, scoreMaximum: 20 });
    await Provider.Grade.updateLineItemById(fenna, item.id, { label: 'Toets A', scoreMaximum: 10 });
    expect(await report()).toEqual([['Toets A', 8.5, 10]]);
    const { scores } = await Provider.Grade.getScores(fenna, item.id);
    expect(scores).toMatchObject([{ resultScore: 8.5, resultMaximum: 10 }]);
  });

  test('R3.6 makes at most a thousand line items in a context', async () => {
    portal.database.run(`insert into line_items (school_id, product_id, label, maximum_score, linked)
      with recursive one (number) as (select 1 union all select number + 1 from one where number < 1000)
      select 1, 1, 'Toets', 20, 0 from one`);
    expect(await status(Provider.Grade.createLineItem(fenna, { label: 'Toets 1', scoreMaximum: 20 }))).toBe(409);
    portal.database.run('delete from line_items where id = (select min(id) from line_items)');
    expect(await status(Provider.Grade.createLineItem(fenna, { label: 'Toets 1', scoreMaximum: 20 }))).toBe(200);
  });

  test('R3.6 is told which scores are not taken', async () => {
    const item = await Provider.Grade.createLineItem(fenna, { label: 'Toets 1', scoreMaximum: 20 });
    const send = (change: Record<string, unknown>) =>
      status(Provider.Grade.submitScore(fenna, item.id, { ...DONE, scoreGiven: 1, scoreMaximum: 1, ...change }));
    expect(await send({ userId: 'nobody' })).toBe(404);
    expect(await send({ scoreGiven: -1 })).toBe(422);
    expect(await send({ scoreGiven: 1e308, scoreMaximum: 1e-5 })).toBe(422);
    expect(await send({ gradingProgress: 'Graded' })).toBe(422);
    const late = 'update line_item_scores set sent_at = 9000000000000000';
    expect(await send({})).toBe(200);
    portal.database.run(late);
    expect(await send({})).toBe(409);
    portal.database.run("update licences set starts_on = '2099-01-01'");
    expect(await send({})).toBe(422);
    portal.database.run("update licences set starts_on = '2026-01-01'");
  });

  test('R3.6 learns who works with it at the school, by first name', async () => {
    const { id, context, members } = await Provider.NamesAndRoles.getMembers(fenna, { pages: false, limit: 3 });
    expect(id).toBe(`${portal.url}/lti/contexts/1/1/memberships`);
    expect(context).toEqual({ id: '1-1' });
    const learner = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Learner';
    expect(members).toContainEqual({ status: 'Active', user_id: fenna.user, given_name: 'Fenna', roles: [learner] });
    const all = await Provider.NamesAndRoles.getMembers(fenna);
    expect(all.members).toEqual(members);
    const of = async (role: string) => (await Provider.NamesAndRoles.getMembers(fenna, { role })).members;
    const learners = await of('Learner');
    const instructors = await of('http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor');
    expect(learners.length).toBeGreaterThan(3);
    expect(instructors.length).toBeGreaterThan(0);
    expect(learners.length + instructors.length).toBe(members.length);
    expect(await of('Mentor')).toEqual([]);
    const one = await Provider.NamesAndRoles.getMembers(fenna, { limit: 1 });
    expect(one.members).toEqual(members.slice(0, 1));
    expect(one.next).toContain('after=');
    const linked = await Provider.NamesAndRoles.getMembers(fenna, { resourceLinkId: true });
    expect(linked.members).toEqual(members);
    expect(learners.map(({ user_id: user }) => user).sort()).toEqual(
      portal.database
        .run(
          `select distinct u.subject from users u join links k on k.pupil_id = u.id and k.product_id = 1 and k.school_id = 1
           join licences l on l.pupil_id = u.id join subscriptions s on s.id = l.subscription_id and s.product_id = 1
           join memberships m on m.user_id = u.id and m.archived_at is null
           where l.ends_on is null or l.ends_on > '${new Date().toISOString().slice(0, 10)}'`,
        )
        .split('\n')
        .sort(),
    );
  });

  test('R7.1 lets a supervisor into its own environment, as an instructor', async () => {
    const supervisor = await signedIn(portal.url, 'begeleider');
    const listed = await supervisor.get('/api/schools/1/programs');
    expect((listed.body as unknown as { programs: { slug: string }[] }).programs.map(({ slug }) => slug)).toContain(
      'bouw',
    );
    const token = await launchInto(tool, supervisor, '/launch/1?school=1');
    expect(token.platformContext.roles).toEqual(['http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor']);
    expect(token.platformContext.context.id).toBe('1-1');
    expect(Object.keys(token.userInfo)).toEqual(['given_name']);
    const elsewhere = await supervisor.get('/launch/1?school=2');
    expect(elsewhere.headers.get('location')).toBe('/?melding=geen-licentie');
  });

  test('R3.6 cannot reach a context that is not its own', async () => {
    const elsewhere = (lineitems: string) => ({
      ...fenna,
      platformContext: { ...fenna.platformContext, endpoint: { scope: [], lineitems } },
    });
    const contexts = `${portal.url}/lti/contexts`;
    expect(await status(Provider.Grade.getLineItems(elsewhere(`${contexts}/1/3/lineitems`)))).toBe(404);
    expect(await status(Provider.Grade.getLineItems(elsewhere(`${contexts}/999/1/lineitems`)))).toBe(404);
    expect(
      await status(
        Provider.Grade.createLineItem(elsewhere(`${contexts}/1/3/lineitems`), { label: 'x', scoreMaximum: 1 }),
      ),
    ).toBe(404);
  });
});
