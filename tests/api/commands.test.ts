import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ADULT_PASSWORD, Client } from '../support/client';
import { ENGINES, makeDatabase, type TestDatabase } from '../support/database';
import { lexipoort, Portal } from '../support/server';
import { MailServer } from '../support/smtp';

describe.each(ENGINES)('the command line on %s', (engine) => {
  describe('an empty database', () => {
    let database: TestDatabase;
    beforeEach(() => {
      database = makeDatabase(engine);
    });
    afterEach(() => database.remove());

    test('is brought up to date once', () => {
      const migrate = () => lexipoort('migrate', '--database', database.url);
      expect(migrate()).toMatch(/^ran [1-9]\d* migrations; /);
      expect(migrate()).toMatch(/^ran 0 migrations; /);
    });

    test('gets the demo school, and what is there stays as it is', () => {
      const { folder, url } = database;
      const demo = () =>
        lexipoort('demo', '--database', url, '--secret-file', join(folder, 'secret'), '--files', join(folder, 'files'));
      const schools = () => database.run('select count(*) from schools');
      demo();
      database.run("update schools set name = 'Onze school' where id = 1");
      expect(schools()).toBe('2');
      expect(demo()).toContain('nothing was changed');
      expect(schools()).toBe('2');
      expect(database.run('select name from schools where id = 1')).toBe('Onze school');
    });
  });

  test('R8.1 R4.1.1 a new operator has no password, chooses one by mail, and signs in', async () => {
    const mailServer = new MailServer();
    const portal = await Portal.start(engine, { mail: await mailServer.start() });
    try {
      const email = 'nieuw@uitgever.example';
      const create = () =>
        lexipoort(
          ...['create-operator', '--database', portal.database.url],
          ...['--email', email, '--first-name', 'Nina', '--last-name', 'Nieuw'],
        );
      create();
      expect(create).toThrow(/already/);
      const nina = new Client(portal.url);
      expect((await nina.signIn(email, '')).status).toBe(401);

      const coming = mailServer.next(email);
      expect((await nina.post('/api/password-resets', { login: ` ${email.toUpperCase()}` })).status).toBe(204);
      const token = /instellen#([\w-]+)/.exec((await coming).text ?? '')?.[1];
      expect((await nina.post('/api/password-resets/use', { token, password: ADULT_PASSWORD })).status).toBe(204);
      const session = await nina.signIn(email, ADULT_PASSWORD);
      expect(session.body).toMatchObject({ user: { kind: 'operator', first_name: 'Nina' }, schools: [] });
      // The publisher's staff sign in in two steps: first that is set up.
      expect((await nina.get('/api/operator/schools')).body.code).toBe('second_factor_first');
    } finally {
      await portal.remove();
      await mailServer.stop();
    }
  });
});
