import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, pupilSignedIn, signedIn } from '../support/client';
import { ENGINES } from '../support/database';
import { Portal } from '../support/server';
import { askToken, Tool } from '../support/tool';

interface Operation {
  method: string;
  path: string;
  policy: string;
}

const CALLERS = ['nobody', 'pupil', 'supervisor', 'administrator', 'elsewhere', 'operator', 'program'] as const;
type Caller = (typeof CALLERS)[number];

/** Who gets past each policy at school 1; `elsewhere` administrates another school only. */
const GRANTED: Record<string, readonly Caller[]> = {
  anyone: CALLERS,
  signed_in: ['pupil', 'supervisor', 'administrator', 'elsewhere', 'operator'],
  adult: ['supervisor', 'administrator', 'elsewhere', 'operator'],
  professional: ['supervisor', 'administrator', 'elsewhere'],
  professional_of_school: ['supervisor', 'administrator'],
  administrator_of_school: ['administrator'],
  supervisor_of_school: ['supervisor'],
  pupil: ['pupil'],
  operator: ['operator'],
  program: ['program'],
};

/** How a caller that a policy does not let in is told so; a school that is not one's own does not exist. */
function refusalOf(caller: Caller, policy: string): string {
  if (caller === 'nobody') return '401 sign_in_first';
  if (caller === 'program' && policy !== 'program') return '401 sign_in_first';
  if (policy.endsWith('_of_school') && caller === 'elsewhere') return '404 not_found';
  return '403 forbidden';
}

describe.each(ENGINES)('access on %s', (engine) => {
  const tool = new Tool();
  let portal: Portal;
  let operations: Operation[];
  let callers: Record<Caller, Client>;

  beforeAll(async () => {
    await tool.start();
    portal = await Portal.start(engine, { programUrl: tool.url });
    // Anna keeps only the second school: an administrator, but not of this school.
    portal.database.run(
      "delete from memberships where school_id = 1 and user_id = (select id from users where email like 'juf.anna@%')",
    );
    const nobody = new Client(portal.url);
    const document = (await nobody.get('/api/openapi.json')).body as {
      paths: Record<string, Record<string, { 'x-policy'?: string }>>;
    };
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        policy: operation['x-policy'] ?? 'missing',
      })),
    );
    const assertion = await tool.assertion({ aud: `${portal.url}/oauth/token` });
    const { access_token: token } = (await askToken(portal.url, assertion)).body;
    callers = {
      nobody,
      pupil: await pupilSignedIn(portal.url, 'fenna.j'),
      supervisor: await signedIn(portal.url, 'begeleider'),
      administrator: await signedIn(portal.url, 'beheer'),
      elsewhere: await signedIn(portal.url, 'juf.anna'),
      operator: await signedIn(portal.url, 'uitgever'),
      program: new Client(portal.url, { authorization: `Bearer ${token ?? ''}` }),
    };
  });
  afterAll(async () => {
    await portal.remove();
    tool.stop();
  });

  test('R2.1 every route has a policy that is known here', () => {
    expect(operations.length).toBeGreaterThan(25);
    expect(operations.filter(({ policy }) => !(policy in GRANTED))).toEqual([]);
  });

  test('R2.1 every route lets in whom its policy says, and nobody else', async () => {
    const surprises: string[] = [];
    for (const { method, path, policy } of operations) {
      // Signing out would end the caller's part in the rest of the test.
      if (policy === 'anyone' || (method === 'DELETE' && path === '/api/session')) continue;
      const address = path.replace('{school}', '1').replace(/\{\w+\}/g, '999999');
      for (const caller of CALLERS) {
        const answer = await callers[caller].send(method, address, method === 'GET' ? undefined : {});
        const got = `${answer.status} ${answer.body.code}`;
        const granted = GRANTED[policy]?.includes(caller) ?? false;
        // Who is let in may still be told that what is asked for makes no sense.
        const fine = granted
          ? ![401, 403].includes(answer.status) && answer.status < 500
          : got === refusalOf(caller, policy);
        if (!fine) {
          surprises.push(`${caller} ${method} ${path} (${policy}): ${got}`);
        }
      }
    }
    expect(surprises).toEqual([]);
  });

  test('R1.6 another school does not exist for who is not of it', async () => {
    for (const path of ['overview', 'people?state=active', 'imports', 'supervisors', 'products']) {
      expect((await callers.elsewhere.get(`/api/schools/1/${path}`)).status, path).toBe(404);
      expect((await callers.elsewhere.get(`/api/schools/2/${path}`)).status, path).toBe(200);
    }
  });
});
