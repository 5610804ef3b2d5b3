import { EventEmitter, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { Client } from '../support/client';
import { ENGINES } from '../support/database';
import { lexipoort, Portal } from '../support/server';
import { askToken, Tool } from '../support/tool';

const KILLS = 100;
/** What each connection delivers at once. */
const BATCHES = [1, 1, 1, 100, 100, 100];
const SECONDS = 60;

describe.each(ENGINES)('kill -9 while programs deliver on %s', (engine) => {
  test('R3.6 what was acknowledged is there once and whole, however often the server is killed', async () => {
    const tool = new Tool();
    await tool.start();
    const portal = await Portal.start(engine, { programUrl: tool.url });
    const { database } = portal;
    try {
      for (const table of ['practice_weeks', 'practice_sessions']) database.run(`delete from ${table}`);
      const pupils = database
        .run(
          "select u.subject from users u join licences l on l.pupil_id = u.id join subscriptions s on s.id = l.subscription_id join products p on p.id = s.product_id where p.slug = 'bouw' and l.ends_on is null",
        )
        .split('\n');
      const aud = `${portal.url}/oauth/token`;
      const token = (await askToken(portal.url, await tool.assertion({ aud }))).body.access_token ?? '';
      const program = new Client(portal.url, { authorization: `Bearer ${token}` });

      // Every item has a moment of its own; pupils take turns, so that none practises twice at once.
      // All are of last week, for what goes on past its end would be two sessions.
      const days = Math.floor(Date.now() / 86_400_000);
      const monday = days - ((days + 3) % 7);
      const latest = monday * 86_400 - 3 * 3600;
      let made = 0;
      const item = () => {
        const at = latest - made * Math.ceil(SECONDS / pupils.length);
        return {
          id: `item-${String(at)}`,
          kind: 'practice',
          pupil: pupils[made++ % pupils.length],
          product: 'bouw',
          at,
          duration_seconds: SECONDS,
          address: '2001:db8::1',
        };
      };

      const acknowledgements = new EventEmitter();
      const acknowledged: number[] = [];
      let up = Promise.resolve();
      let isOver = false;
      const deliver = async (size: number) => {
        while (!isOver) {
          const items = Array.from({ length: size }, item);
          let answer;
          do {
            await up;
            answer = await program.post('/api/programs/results', { items }).catch(() => undefined);
          } while (answer === undefined);
          const { accepted, repeated } = answer.body as unknown as { accepted: number; repeated: number };
          // A batch of which the answer was lost is there whole, or not at all.
          expect([accepted, repeated]).toEqual(accepted === 0 ? [0, size] : [size, 0]);
          acknowledged.push(...items.map(({ at }) => at));
          acknowledgements.emit('one');
        }
      };
      const deliveries = Promise.all(BATCHES.map(deliver));

      const killOverAndOver = async () => {
        for (let kill = 0; kill < KILLS; ++kill) {
          for (let count = 0; count <= kill % 8; ++count) await once(acknowledgements, 'one');
          up = portal.kill().then(() => portal.restart());
          await up;
        }
        isOver = true;
      };
      await Promise.all([deliveries, killOverAndOver()]);

      const all = [acknowledged.length, acknowledged.reduce((sum, at) => sum + at, 0)].join('|');
      expect(database.run('select count(*), sum(at) from delivered_items')).toBe(all);
      expect(database.run("select count(*) from delivered_items where item_id <> 'item-' || at")).toBe('0');
      expect(database.run('select count(distinct started_at), sum(started_at) from practice_sessions')).toBe(all);
      expect(database.run(`select count(*) from practice_sessions where seconds <> ${String(SECONDS)}`)).toBe('0');
      expect(database.run('select sum(home_seconds) from practice_weeks')).toBe(String(acknowledged.length * SECONDS));
      expect(lexipoort('recompute', '--database', database.url)).toBe('all weekly sums were right\n');
    } finally {
      await portal.remove();
      tool.stop();
    }
  }, 600_000);
});
