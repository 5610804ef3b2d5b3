import { describe, expect, test } from 'vitest';
import { signedIn } from '../support/client';
import { ENGINES } from '../support/database';
import { csv } from '../support/sheets';
import { Portal } from '../support/server';

const PUPILS = 500;
/** How far the save may get before the program is killed: at once, on the way, near the end. */
const MOMENTS = [0, 100, 350, 495];

describe.each(ENGINES)('kill -9 while saving on %s', (engine) => {
  test.each(MOMENTS)('R4.4.9 after %i of 500 hashes: all or none, and the page says which', async (moment) => {
    const portal = await Portal.start(engine);
    try {
      const rows = Array.from({ length: PUPILS }, (_, row) => [
        `Kind${'abcdefghij'[row % 10] ?? ''}`,
        `Rij${'abcdefghij'[row % 7] ?? ''}`,
        String((row % 8) + 1),
      ]);
      const administrator = await signedIn(portal.url, 'beheer');
      const file = new TextEncoder().encode(csv([['Voornaam', 'Achternaam', 'Groep'], ...rows]));
      const draft = await administrator.send('POST', '/api/schools/1/imports?kind=pupils&file_name=school.csv', file);
      const path = `/api/schools/1/imports/${draft.body.id}`;
      const edits = draft.body.rows.map((row) => ({ ...row, keep: true }));
      await administrator.put(`${path}/rows`, { rows: edits });
      const before = Number(portal.database.run('select count(*) from users'));

      expect((await administrator.post(`${path}/save`)).status).toBe(200);
      const progress = async () =>
        (await administrator.get(path)).body as { state: string; progress: { done: number } };
      await expect
        .poll(
          async () => {
            const { state, progress: at } = await progress();
            return state === 'saved' || at.done >= moment;
          },
          { interval: 20, timeout: 60_000 },
        )
        .toBe(true);
      await portal.kill();
      await portal.restart();

      const after = Number(portal.database.run('select count(*) from users'));
      const found = (await administrator.get(path)).body as { state: string; interrupted: boolean };
      if (after === before) {
        expect(found).toMatchObject({ state: 'ready', interrupted: true });
        await administrator.post(`${path}/save`);
        await expect.poll(async () => (await progress()).state, { timeout: 60_000 }).toBe('saved');
        expect(Number(portal.database.run('select count(*) from users'))).toBe(before + PUPILS);
      } else {
        expect(after).toBe(before + PUPILS);
        expect(found.state).toBe('saved');
      }
      const members = Number(
        portal.database.run('select count(*) from memberships where archived_at is not null and school_id = 1'),
      );
      expect(members).toBe(4 + PUPILS);
    } finally {
      await portal.remove();
    }
  });
});
