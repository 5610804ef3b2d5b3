import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Client, pupilSignedIn, PUPIL_PASSWORD, signedIn, type Answer } from '../support/client';
import { ENGINES } from '../support/database';
import { Portal } from '../support/server';

interface Subscription {
  id: string;
  product: { id: string; name: string };
  type: string;
  seats_total: number;
  seats_used: number;
  starts_on: string;
  status: string;
  renews_on: string | null;
  ends_on: string | null;
}

interface Licence {
  pupil: string;
  name: string;
  status: string;
  ends_on: string | null;
}

interface Body {
  subscription: Subscription;
  subscriptions: Subscription[];
  licences: Licence[];
  waiting: number;
  moving: number;
  seats: { day: string; taken: number; freed: number; used: number }[];
  today: string;
  changes: { action: string; by: string; pupil: string | null }[];
  notices: { kind: string; product: string; days: number | null }[];
  products: { id: string; name: string; ended_on: string | null }[];
  programs: { name: string }[];
}

function found<T>(list: T[], fits: (each: T) => boolean): T {
  const each = list.find(fits);
  if (each === undefined) throw new Error('it is not in the list');
  return each;
}

const read = (answer: Answer) => answer.body as unknown as Body;
const one = (answer: Answer) => answer.body as unknown as Subscription;

/**
 * De Regenboog (1) has Bouw! for 100 pupils and Letterster for 30, both for 400 days. Bea administrates it, Bart
 * supervises, Fenna practises both.
 */
describe.each(ENGINES)('subscriptions on %s', (engine) => {
  let portal: Portal;
  let bea: Client;
  let uma: Client;

  beforeEach(async () => {
    portal = await Portal.start(engine, { testClock: true });
    await portal.setTime('2026-11-25T09:00:00Z');
    // The demo's subscriptions began 400 days before the machine's own today.
    portal.database.run("update subscriptions set starts_on = '2025-08-01'");
    portal.database.run("update subscriptions set ends_on = '2026-10-21' where ends_on is not null and school_id = 1");
    portal.database.run("update licences set starts_on = '2025-08-01'");
    bea = await signedIn(portal.url, 'beheer');
    uma = await signedIn(portal.url, 'uitgever');
  });
  afterEach(() => portal.remove());

  const school = '/api/schools/1/subscriptions';
  const contracts = '/api/operator/schools/1/subscriptions';
  const list = async (client = bea) => read(await client.get(school)).subscriptions;
  const bouw = async () => found(await list(), ({ product }) => product.name === 'Bouw!');
  const details = async (id: string) => read(await bea.get(`${school}/${id}`));
  const user = (name: string) => portal.database.run(`select id from users where user_name = '${name}'`);
  const subscribe = async (type: string, seats: number, startsOn: string, product = '4') =>
    uma.post(contracts, { product, type, seats, starts_on: startsOn, contracts_before: (await list()).length });
  const resize = async (id: string, seats: number) => {
    const { seats_total: before } = found(await list(), (each) => each.id === id);
    return uma.put(`${contracts}/${id}`, { seats, seats_before: before });
  };
  const at = (day: string) => portal.setTime(`${day}T09:00:00Z`);

  test('R4.13.1 the overview tells type, licences, start and status', async () => {
    expect(await list()).toEqual([
      expect.objectContaining({ id: '5', status: 'ended', ends_on: '2026-10-21' }),
      {
        id: '1',
        product: { id: '1', slug: 'bouw', name: 'Bouw!', icon: '/icons/bouw.svg' },
        type: 'school_wide',
        seats_total: 100,
        seats_used: 20,
        starts_on: '2025-08-01',
        status: 'active',
        renews_on: '2027-08-01',
        ends_on: null,
        ended_by_publisher: false,
      },
      expect.objectContaining({ type: 'per_pupil', seats_total: 15, status: 'active' }),
      expect.objectContaining({ id: '2', seats_total: 30, seats_used: 8 }),
    ]);
    const { licences, waiting, today } = await details('1');
    // The day to end a licence of the whole school on, as the server has it.
    expect(today).toBe('2026-11-25');
    expect(licences).toHaveLength(20);
    expect(licences[0]).toMatchObject({ name: 'Bakker, Noor', status: 'active', ends_on: null });
    expect(waiting).toBe(0);
  });

  test('R4.13.2 R2.4 an ended subscription locks pupils out on the day, and an undone one does not', async () => {
    const fenna = await pupilSignedIn(portal.url, 'fenna.j');
    const programs = async () =>
      read(await fenna.get('/api/my/programs'))
        .programs.map(({ name }) => name)
        .join();
    expect(await programs()).toBe('Bouw!,Letterster');

    expect((await bea.post(`${school}/1/end`, { ends_on: '2027-07-31' })).body).toMatchObject({
      code: 'end_day_moved',
      concerns: [{ about: '2027-08-01' }],
    });
    expect(one(await bea.post(`${school}/1/end`, { ends_on: '2027-08-01' }))).toMatchObject({
      status: 'ending',
      ends_on: '2027-08-01',
    });
    expect((await bea.post(`${school}/1/end`, { ends_on: '2027-08-01' })).body.code).toBe('already_ending');
    expect(one(await bea.post(`${school}/1/cancel-end`))).toMatchObject({ status: 'active', ends_on: null });
    expect((await bea.post(`${school}/1/cancel-end`)).body.code).toBe('not_ending');
    for (const id of ['1', '2']) await bea.post(`${school}/${id}/end`, { ends_on: '2027-08-01' });

    // Amsterdam is two hours ahead in summer: the last second of the 31st, and the first of the 1st.
    await portal.setTime('2027-07-31T21:59:00Z');
    await pupilSignedIn(portal.url, 'fenna.j');
    const playing = await pupilSignedIn(portal.url, 'daan.v');
    await portal.setTime('2027-07-31T22:00:00Z');
    expect(read(await playing.get('/api/my/programs')).programs).toEqual([]);
    const late = await new Client(portal.url).signIn('fenna.j', PUPIL_PASSWORD);
    expect([late.status, late.body.code]).toEqual([403, 'no_licence']);

    bea = await signedIn(portal.url, 'beheer');
    uma = await signedIn(portal.url, 'uitgever');
    expect(await bouw()).toMatchObject({ status: 'ended', seats_used: 0, renews_on: null });
    expect((await bea.post(`${school}/1/cancel-end`)).body.code).toBe('subscription_ended');
    expect(one(await uma.post(`${contracts}/1/cancel-end`))).toMatchObject({ status: 'active', seats_used: 20 });
    await pupilSignedIn(portal.url, 'fenna.j');
  });

  test('R3.1 supervisors read results of what has ended, for as long as their school keeps them', async () => {
    const products = async () => {
      const bart = await signedIn(portal.url, 'begeleider');
      return read(await bart.get('/api/schools/1/results/products')).products;
    };
    expect(await products()).toMatchObject([{ name: 'Bouw!', ended_on: null }]);
    await uma.post(`${contracts}/1/end`, { ends_on: '2026-12-01' });
    await at('2026-12-01');
    expect(await products()).toMatchObject([{ name: 'Bouw!', ended_on: '2026-12-01' }]);
    bea = await signedIn(portal.url, 'beheer');
    expect((await bea.put('/api/schools/1/retention', { years: 6 })).body.code).toBe('bad_retention');
    expect((await bea.put('/api/schools/1/retention', { years: 1 })).status).toBe(204);
    await at('2027-11-30');
    expect(await products()).toHaveLength(1);
    await at('2027-12-01');
    expect(await products()).toEqual([]);
    const bart = await signedIn(portal.url, 'begeleider');
    expect((await bart.get('/api/schools/1/results/1/pupils')).body.code).toBe('retention_over');
  });

  test('R4.13.3 the licence of one pupil ends at once and comes back while there is a seat', async () => {
    const bram = user('bram.m');
    const licence = `${school}/1/licences/${bram}`;
    const ended = await bea.post(`${licence}/end`, { ends_on: '2026-11-25' });
    expect(ended.body).toMatchObject({ name: 'Mulder, Bram', status: 'ended', ends_on: '2026-11-25' });
    expect(await bouw()).toMatchObject({ seats_used: 19 });
    expect((await new Client(portal.url).signIn('bram.m', PUPIL_PASSWORD)).body.code).toBe('no_licence');
    expect((await bea.post(`${licence}/end`, { ends_on: '2026-11-25' })).body.code).toBe('licence_ended');
    expect((await resize('1', 18)).body).toMatchObject({
      code: 'seats_in_use',
      figures: { used: 19 },
    });
    await resize('1', 19);
    expect((await bea.post(`${licence}/cancel-end`)).body).toMatchObject({
      code: 'not_enough_seats',
      figures: { free: 0, needed: 1 },
    });
    await resize('1', 20);
    expect((await bea.post(`${licence}/cancel-end`)).body).toMatchObject({ status: 'active' });
    await pupilSignedIn(portal.url, 'bram.m');
    expect((await bea.post(`${school}/1/licences/${user('fenna.j')}/cancel-end`)).body.code).toBe('not_ending');
    expect((await bea.post(`${school}/1/licences/999999/end`, { ends_on: '2026-11-25' })).status).toBe(404);
  });

  test('R4.13.4 R4.13.5 per pupil each licence renews on its own date, 29 February too', async () => {
    const made = one(await subscribe('per_pupil', 5, '2026-11-01'));
    expect(made).toMatchObject({ type: 'per_pupil', status: 'active', renews_on: '2027-11-01' });
    await at('2028-02-29');
    bea = await signedIn(portal.url, 'beheer');
    const people = (await bea.get('/api/schools/1/people?state=active')).body.people as unknown as {
      id: string;
      version: number;
      display_name: string;
    }[];
    const fenna = found(people, ({ display_name: name }) => name === 'Jansen, Fenna');
    const bart = found(people, ({ display_name: name }) => name.startsWith('Geleiden'));
    const linked = await bea.post('/api/schools/1/people/link-pupils', {
      people: [{ id: fenna.id, version: fenna.version }],
      rows: [{ product: '4', supervisors: [bart.id] }],
    });
    expect(linked.status).toBe(200);
    const licence = `${school}/${made.id}/licences/${fenna.id}`;
    expect((await details(made.id)).licences).toMatchObject([{ renews_on: '2029-02-28', status: 'active' }]);
    expect((await bea.post(`${licence}/end`, { ends_on: '2028-02-29' })).body.code).toBe('end_day_moved');
    expect((await bea.post(`${licence}/end`, { ends_on: '2029-02-28' })).body).toMatchObject({
      status: 'ending',
      ends_on: '2029-02-28',
    });
    expect((await bea.post(`${licence}/cancel-end`)).body).toMatchObject({ status: 'active', ends_on: null });
    await bea.post(`${licence}/end`, { ends_on: '2029-02-28' });
    await at('2029-02-28');
    bea = await signedIn(portal.url, 'beheer');
    expect((await details(made.id)).licences).toMatchObject([{ status: 'ended' }]);
    expect((await bea.post(`${licence}/cancel-end`)).body.code).toBe('licence_ended');
  });

  test('R4.6.6 two administrators take the last seat at once: one of them gets it', async () => {
    const made = one(await subscribe('school_wide', 1, '2026-11-01'));
    const anna = await signedIn(portal.url, 'juf.anna');
    const bart = portal.database.run("select id from users where first_name = 'Bart'");
    const seen = (await bea.get('/api/schools/1/people?state=active')).body.people as unknown as {
      id: string;
      version: number;
    }[];
    const link = (client: Client, pupil: string) =>
      client.post('/api/schools/1/people/link-pupils', {
        people: [{ id: pupil, version: found(seen, ({ id }) => id === pupil).version }],
        rows: [{ product: '4', supervisors: [bart] }],
      });
    const answers = await Promise.all([link(bea, user('daan.v')), link(anna, user('noor.b'))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('not_enough_seats');
    expect((await details(made.id)).subscription.seats_used).toBe(1);
  });

  test('R8.1 R8.2 the publisher adds and changes; the history and the log tell who did what', async () => {
    const faults = async (type: string, seats: number, startsOn: string, product?: string) =>
      (await subscribe(type, seats, startsOn, product)).body;
    expect(await faults('school_wide', 0, '2026-11-25')).toMatchObject({ code: 'bad_seats' });
    expect(await faults('school_wide', 10, '2026-02-30')).toMatchObject({ code: 'bad_day' });
    expect(await faults('school_wide', 10, '2026-11-25', '99')).toMatchObject({ code: 'unknown_product' });
    expect((await subscribe('weekly', 10, '2026-11-25')).status).toBe(422);
    expect((await uma.get('/api/operator/schools/99/subscriptions')).status).toBe(404);

    const made = one(await subscribe('school_wide', 10, '2027-01-01'));
    expect(made).toMatchObject({ status: 'upcoming', renews_on: '2028-01-01' });
    await resize(made.id, 12);
    await bea.post(`${school}/1/licences/${user('fenna.j')}/end`, { ends_on: '2026-11-25' });
    const actions = async (client: Client, path: string) =>
      read(await client.get(path)).changes.map(({ action, by, pupil }) => [action, by, pupil]);
    expect(await actions(bea, `${school}/${made.id}/history`)).toEqual([
      ['seats_changed', '', null],
      ['created', '', null],
    ]);
    expect(await actions(bea, `${school}/1/history`)).toEqual([['licence_ended', 'Bea Beheer', 'Fenna Jansen']]);
    expect(await actions(uma, `${contracts}/1/history`)).toEqual([['licence_ended', 'Bea Beheer', null]]);
    expect(portal.database.run('select action from audit order by id').split('\n')).toEqual([
      'subscriptions.created',
      'subscriptions.seats_changed',
      'subscriptions.licence_ended',
    ]);
    expect((await bea.get(contracts)).status).toBe(403);
    expect((await (await signedIn(portal.url, 'begeleider')).get(school)).status).toBe(403);
    expect((await bea.get('/api/schools/2/subscriptions')).status).toBe(404);
    expect((await bea.get(`${school}/3`)).status).toBe(404);
  });

  test('R8.1 a double click makes one subscription, and an old page changes nothing', async () => {
    const asked = { product: '4', type: 'school_wide', seats: 5, starts_on: '2026-11-25', contracts_before: 4 };
    const answers = await Promise.all([uma.post(contracts, asked), uma.post(contracts, asked)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('changed_meanwhile');
    expect(await list()).toHaveLength(5);
    expect((await uma.put(`${contracts}/1`, { seats: 90, seats_before: 80 })).body.code).toBe('changed_meanwhile');
    expect(await bouw()).toMatchObject({ seats_total: 100 });
  });

  test('R4.13.2 pupils go over to the next subscription before theirs ends, and practise on', async () => {
    const next = one(await subscribe('school_wide', 25, '2026-11-01', '1'));
    await uma.post(`${contracts}/1/end`, { ends_on: '2026-12-01' });
    expect(await details(next.id)).toMatchObject({ moving: 20, waiting: 0 });
    expect((await bea.post(`${school}/${next.id}/licences/move`, { pupils: 20 })).body).toEqual({ given: 20 });
    expect(await details(next.id)).toMatchObject({ moving: 0, subscription: { seats_used: 20 } });
    const history = async (id: string) => read(await bea.get(`${school}/${id}/history`)).seats[0];
    expect(await history('1')).toEqual({ day: '2026-11-25', taken: 0, freed: 20, used: 0 });
    expect(await history(next.id)).toEqual({ day: '2026-11-25', taken: 20, freed: 0, used: 20 });
    await at('2026-12-01');
    await pupilSignedIn(portal.url, 'fenna.j');
  });

  test('R1.3 administrators see what ends and what is full; others do not', async () => {
    const notices = async (mailbox: string) => {
      const client = await signedIn(portal.url, mailbox);
      return read(await client.get('/api/schools/1/overview')).notices;
    };
    expect(await notices('beheer')).toEqual([]);
    await resize('1', 22);
    await bea.post(`${school}/2/end`, { ends_on: '2027-08-01' });
    expect(await notices('beheer')).toMatchObject([{ kind: 'seats', product: 'Bouw!', days: null }]);
    await at('2027-07-20');
    expect(await notices('beheer')).toMatchObject([
      { kind: 'seats', product: 'Bouw!' },
      { kind: 'ends', product: 'Letterster', days: 12 },
    ]);
    expect(await notices('begeleider')).toEqual([]);
  });
});
