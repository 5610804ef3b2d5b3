import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, pupilSignedIn, signedIn } from '../support/client';
import { ENGINES } from '../support/database';
import { Portal } from '../support/server';
import { askToken, SCOPES, Tool } from '../support/tool';

interface Schema {
  type?: string;
  enum?: string[];
  properties?: Record<string, Schema>;
  required?: string[];
}
interface Described {
  'x-policy'?: string;
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
interface Operation extends Described {
  method: string;
  path: string;
  policy: string;
}

/** The least that fits a schema, so that a request comes as far as the task itself. */
function sample({ type, enum: names, properties = {}, required = [] }: Schema): unknown {
  if (type === 'object') return Object.fromEntries(required.map((name) => [name, sample(properties[name] ?? {})]));
  if (type === 'array') return [];
  if (type === 'integer') return 1;
  return type === 'boolean' ? false : (names?.[0] ?? '1');
}

/** A request that is whole but for the names in the path. */
function wholeRequest({ path, parameters = [], requestBody }: Operation): { address: string; body: unknown } {
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name, schema }) => `${name}=${String(sample(schema))}`);
  const body = requestBody?.content['application/json']?.schema;
  return { address: `${path}?${query.join('&')}`, body: body === undefined ? undefined : sample(body) };
}

/** Programs, each with a token for one thing. */
const PROGRAMS = Object.keys(SCOPES) as (keyof typeof SCOPES)[];
const PEOPLE = ['nobody', 'pupil', 'supervisor', 'administrator', 'elsewhere', 'operator'] as const;
const CALLERS = [...PEOPLE, ...PROGRAMS] as const;
type Caller = (typeof CALLERS)[number];

const isProgram = (caller: Caller) => caller in SCOPES;

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
  program: ['delivering'],
  program_reading_line_items: ['editing', 'looking'],
  program_writing_line_items: ['editing'],
  program_reading_results: ['reading'],
  program_writing_scores: ['scoring'],
  program_reading_members: ['counting'],
};

/** How a caller that a policy does not let in is told so; a school that is not one's own does not exist. */
function refusalOf(caller: Caller, policy: string): string {
  if (caller === 'nobody') return '401 sign_in_first';
  if (isProgram(caller) && !policy.startsWith('program')) return '401 sign_in_first';
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
      paths: Record<string, Record<string, Described>>;
    };
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        ...operation,
        method: method.toUpperCase(),
        path,
        policy: operation['x-policy'] ?? 'missing',
      })),
    );
    const program = async (scope: string) => {
      const assertion = await tool.assertion({ aud: `${portal.url}/oauth/token` });
      const { access_token: token } = (await askToken(portal.url, assertion, scope)).body;
      return new Client(portal.url, { authorization: `Bearer ${token ?? ''}` });
    };
    callers = {
      nobody,
      pupil: await pupilSignedIn(portal.url, 'fenna.j'),
      supervisor: await signedIn(portal.url, 'begeleider'),
      administrator: await signedIn(portal.url, 'beheer'),
      elsewhere: await signedIn(portal.url, 'juf.anna'),
      operator: await signedIn(portal.url, 'uitgever'),
      delivering: await program(SCOPES.delivering),
      editing: await program(SCOPES.editing),
      looking: await program(SCOPES.looking),
      reading: await program(SCOPES.reading),
      scoring: await program(SCOPES.scoring),
      counting: await program(SCOPES.counting),
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

  test('R1.6 what is another school’s cannot be reached through one’s own', async () => {
    const sql = (text: string) => portal.database.run(text);
    const pupil = sql("select id from users where user_name = 'jesse.b'");
    sql(`update memberships set school_id = 2, archived_at = null where user_id = ${pupil}`);
    sql(`insert into imports (school_id, created_by, file_name, state, sealed_rows, row_count, created_at)
         select 2, id, 'klas.xlsx', 'ready', '', 1, 4102444800 from users where email like 'beheer@%'`);
    const theirs: Record<string, string> = {
      user: pupil,
      pupil,
      import: sql('select id from imports where school_id = 2'),
      subscription: sql('select min(id) from subscriptions where school_id = 2'),
    };
    const atStake = () =>
      ['memberships', 'imports', 'subscriptions', 'licences', 'links', 'users']
        .map((table) => sql(`select * from ${table} order by 1, 2, 3`))
        .join('\n');
    const before = atStake();
    const owned = operations.filter(
      ({ path }) => path.includes('{school}') && Object.keys(theirs).some((name) => path.includes(`{${name}}`)),
    );
    expect(owned.length).toBeGreaterThan(5);
    const reached: string[] = [];
    for (const operation of owned) {
      const caller = GRANTED[operation.policy]?.[0] ?? 'administrator';
      const { address, body } = wholeRequest(operation);
      const answer = await callers[caller].send(
        operation.method,
        address.replace('{school}', '1').replace(/\{(\w+)\}/g, (_, name: string) => theirs[name] ?? '1'),
        body,
      );
      if (answer.status < 400 || answer.status >= 500 || answer.body.code === 'invalid_request') {
        reached.push(`${caller} ${operation.method} ${operation.path}: ${answer.status} ${answer.body.code}`);
      }
    }
    expect(reached).toEqual([]);
    expect(atStake()).toBe(before);
  });

  test('R3.6 a program reaches its own contexts only, by each of the services', async () => {
    const sql = (text: string) => portal.database.run(text);
    const foreign = sql('select min(id) from products where client_id is null');
    const item = (product: string) =>
      sql(`insert into line_items (school_id, product_id, label, maximum_score, linked)
           values (1, ${product}, 'Toets 1', 20, 0) returning id`);
    sql(`insert into subscriptions (school_id, product_id, type, seats, starts_on)
         values (1, ${foreign}, 'school_wide', 10, '2026-01-01')`);
    const contexts = [
      { school: '1', product: foreign, item: item(foreign), isOwn: false },
      { school: '999', product: '1', item: item('1'), isOwn: false },
      { school: '1', product: '1', item: item('1'), isOwn: true },
    ];
    // What is removed is not there for the others.
    const services = operations
      .filter(({ path }) => path.startsWith('/lti/contexts/'))
      .sort((one, other) => Number(one.method === 'DELETE') - Number(other.method === 'DELETE'));
    expect(services.length).toBeGreaterThan(6);
    const surprises: string[] = [];
    for (const { method, path, policy } of services) {
      const caller = callers[GRANTED[policy]?.[0] ?? 'nobody'];
      for (const { school, product, item: id, isOwn } of contexts) {
        const address = path.replace('{school}', school).replace('{product}', product).replace('{line_item}', id);
        const { status } = await caller.send(method, address, method === 'GET' ? undefined : {});
        if ((status === 404) === isOwn) surprises.push(`${method} ${address}: ${status}`);
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
