import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Client, signedIn, type Answer } from '../support/client';
import { ENGINES } from '../support/database';
import { Portal } from '../support/server';

interface Settings {
  addresses: { first: string; last: string }[];
  your_address: string;
  connection: string | null;
  overlaps?: number;
}

/** Bea administrates De Regenboog (1), Anna that and De Wilgen (2); Bart supervises at the first. */
describe.each(ENGINES)('the settings of a school on %s', (engine) => {
  let portal: Portal;
  let bea: Client;
  let anna: Client;
  let bart: Client;

  beforeEach(async () => {
    portal = await Portal.start(engine);
    bea = await signedIn(portal.url, 'beheer');
    anna = await signedIn(portal.url, 'juf.anna');
    bart = await signedIn(portal.url, 'begeleider');
  });
  afterEach(() => portal.remove());

  const read = (answer: Answer) => answer.body as unknown as Settings;
  const settings = async (client: Client, school = 1) => read(await client.get(`/api/schools/${school}/settings`));
  const set = (client: Client, connection: string, addresses: string, school = 1) =>
    client.put(`/api/schools/${school}/addresses`, { connection, addresses });
  const stored = () => portal.database.run('select school_id, first_address, last_address from school_ip_ranges');
  const trail = () => portal.database.run('select action, school_id, details from audit order by id').split('\n');

  test('R4.2.1 addresses are set, replaced and removed, of one school only', async () => {
    expect(await settings(bea)).toEqual({
      name: 'De Regenboog',
      place: 'Zwolle',
      brin: '99AA',
      location_code: '00',
      sector: 'po',
      addresses: [],
      your_address: '127.0.0.1',
      connection: null,
      retention_years: 2,
    });
    const answer = await set(bea, 'one', ' 185.10.20.30\n');
    expect(answer.status).toBe(200);
    const once = { connection: 'one', addresses: [{ first: '185.10.20.30', last: '185.10.20.30' }] };
    expect(read(answer)).toMatchObject({ name: 'De Regenboog', ...once, overlaps: 0 });
    expect(await settings(anna)).toMatchObject(once);
    expect(await settings(anna, 2)).toMatchObject({ connection: null, addresses: [] });

    await set(anna, 'several', '2a02:a210::/64; 91.2.3.7 - 91.2.3.9, 91.2.3.10', 2);
    await set(bea, 'range', '185.10.20.0/27');
    expect(await settings(bea)).toMatchObject({
      connection: 'range',
      addresses: [{ first: '185.10.20.0', last: '185.10.20.31' }],
    });
    expect((await bea.delete('/api/schools/1/addresses')).status).toBe(204);
    expect(await settings(bea)).toMatchObject({ connection: null, addresses: [] });
    expect(await settings(anna, 2)).toMatchObject({
      connection: 'several',
      addresses: [
        { first: '91.2.3.7', last: '91.2.3.10' },
        { first: '2a02:a210::', last: '2a02:a210::ffff:ffff:ffff:ffff' },
      ],
    });
  });

  test('R4.2.1 R8.2 each change is in the trail, also when there is nothing left to remove', async () => {
    await set(bea, 'one', '185.10.20.30');
    await set(anna, 'several', '185.10.20.0/31 91.2.3.4');
    await bea.delete('/api/schools/1/addresses');
    expect((await bea.delete('/api/schools/1/addresses')).status).toBe(204);
    await set(bea, 'one', '10.0.0.1');
    expect(trail()).toEqual([
      'schools.addresses_set|1|{"addresses":"185.10.20.30"}',
      'schools.addresses_set|1|{"addresses":"91.2.3.4, 185.10.20.0 - 185.10.20.1"}',
      'schools.addresses_removed|1|{}',
    ]);
  });

  test('R4.2.1 R2.1 who is no administrator sees the school, and neither sees nor sets addresses', async () => {
    await set(bea, 'one', '185.10.20.30');
    expect(await settings(bart)).toMatchObject({
      name: 'De Regenboog',
      addresses: [],
      your_address: '',
      connection: null,
    });
    expect((await set(bart, 'one', '185.10.20.31')).status).toBe(403);
    expect((await bart.delete('/api/schools/1/addresses')).status).toBe(403);
    expect((await bea.get('/api/schools/2/settings')).status).toBe(404);
    expect((await set(bea, 'one', '185.10.20.31', 2)).status).toBe(404);
    expect((await settings(bea)).addresses).toEqual([{ first: '185.10.20.30', last: '185.10.20.30' }]);
  });

  test('R4.2.2 every item that cannot be used is named with what is wrong, and nothing changes', async () => {
    await set(bea, 'one', '185.10.20.30');
    const before = stored();
    const refused = await set(
      bea,
      'several',
      '91.2.3.4, school\n192.168.1.1; 127.0.0.1 100.64.0.0/24 185.0.0.0/8 91.2.3.9-91.2.3.1 91.2.3.9 - 2a02::1',
    );
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'bad_addresses', figures: { most: 4096, maximum: 100 } });
    expect(refused.body.concerns).toEqual([
      { name: 'school', code: 'bad_address' },
      { name: '192.168.1.1', code: 'private_address' },
      { name: '127.0.0.1', code: 'reserved_address' },
      { name: '100.64.0.0/24', code: 'reserved_address' },
      { name: '185.0.0.0/8', code: 'too_wide' },
      { name: '91.2.3.9-91.2.3.1', code: 'wrong_order' },
      { name: '91.2.3.9-2a02::1', code: 'mixed_families' },
    ]);
    const faults = async (connection: string, addresses: string) =>
      (await set(bea, connection, addresses)).body.concerns;
    expect(await faults('one', '')).toEqual([{ code: 'required' }]);
    expect(await faults('one', '185.10.20.0/27')).toEqual([{ name: '185.10.20.0/27', code: 'one_expected' }]);
    expect(await faults('range', '185.10.20.7')).toEqual([{ name: '185.10.20.7', code: 'range_expected' }]);
    expect(await faults('several', '91.2.3.4,'.repeat(101))).toEqual([{ code: 'too_many' }]);
    expect((await set(bea, 'wireless', '91.2.3.4')).status).toBe(422);
    expect(stored()).toBe(before);
    expect(trail()).toHaveLength(1);
  });

  test('R4.2.2 the address that somebody comes from is offered, seen through the proxy', async () => {
    const from = async (address: string) =>
      read(await bea.get('/api/schools/1/settings', { 'x-forwarded-for': `10.0.0.1, ${address}` })).your_address;
    expect(await from('185.10.20.30')).toBe('185.10.20.30');
    expect(await from('2A02:A210:0:0::1')).toBe('2a02:a210::1');
    expect(await from('::ffff:185.10.20.30')).toBe('185.10.20.30');
    expect(read(await set(bea, 'one', await from('185.10.20.30'))).addresses).toHaveLength(1);
  });

  test('R4.2.2 an overlap with other schools is counted and allowed; it names nobody', async () => {
    portal.database.run(
      "insert into schools (name, place, brin, location_code, sector, created_at) values ('De Buren', 'Meppel', '99AC', '00', 'po', 0)",
    );
    const third = portal.database.run("select id from schools where brin = '99AC'");
    portal.database.run(
      `insert into school_ip_ranges values (${third}, '00000000000000000000ffffb90a1000', '00000000000000000000ffffb90a1fff')`,
    );
    await set(anna, 'several', '185.10.20.31, 185.10.20.33', 2);
    // A range of 4,096 that begins far before, and two addresses that count as one school.
    const shared = await set(bea, 'several', '185.10.20.0/26, 185.10.31.255, 2a02:a210::1');
    expect(read(shared)).toMatchObject({ overlaps: 2, addresses: { length: 3 } });
    expect(new TextDecoder().decode(shared.bytes)).not.toMatch(/Wilgen|Buren|99A[BC]/);
    expect(read(await set(bea, 'one', '185.10.20.32')).overlaps).toBe(1);
    expect(read(await set(bea, 'one', '185.10.32.0')).overlaps).toBe(0);
    expect(read(await set(bea, 'one', '185.10.15.255')).overlaps).toBe(0);
  });

  test('R4.2.1 two administrators at once: one comes last, and what they set does not mix', async () => {
    for (let round = 0; round < 8; round += 1) {
      const answers = await Promise.all([
        set(bea, 'several', '185.10.20.1, 185.10.20.3'),
        set(anna, 'range', '91.2.3.0/30'),
        set(bea, 'one', '77.1.1.1'),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      const { connection, addresses } = await settings(bea);
      expect(
        {
          several: ['185.10.20.1', '185.10.20.3'],
          range: ['91.2.3.0'],
          one: ['77.1.1.1'],
        }[connection ?? ''],
      ).toEqual(addresses.map(({ first }) => first));
    }
  });
});
