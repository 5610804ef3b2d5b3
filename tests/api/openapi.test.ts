import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../support/client';
import { lexipoort, Portal } from '../support/server';

interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
}
interface Operation {
  summary: string;
  operationId: string;
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: unknown;
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

// The document is made from the table of routes: the database has no part in it.
let portal: Portal;
let document: Document;
let operations: (Operation & { method: string; path: string })[];

beforeAll(async () => {
  portal = await Portal.start('sqlite');
  document = (await new Client(portal.url).get('/api/openapi.json')).body as unknown as Document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method, path })),
  );
});
afterAll(() => portal.remove());

/** Everything in the document that is an object, however deep. */
function* objects(value: unknown): Generator<Schema> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value;
  for (const part of Object.values(value)) yield* objects(part);
}

test('is OpenAPI 3.1, and what the command prints', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  expect(document.info).toMatchObject({ title: expect.any(String) as string, version: expect.any(String) as string });
  expect(JSON.parse(lexipoort('openapi'))).toEqual(document);
});

test('operations are in groups: those of programs together, those within a school by what they are about', () => {
  const groupOf = (method: string, path: string) =>
    (document.paths[path]?.[method] as Operation & { tags: string[] }).tags.join();
  expect(groupOf('post', '/api/programs/results')).toBe('programs');
  expect(groupOf('get', '/lti/contexts/{school}/{product}/lineitems')).toBe('lti');
  expect(groupOf('get', '/launch/{product}')).toBe('launch');
  expect(groupOf('get', '/api/schools/{school}/people')).toBe('people');
  expect(groupOf('get', '/api/operator/schools/{school}/subscriptions')).toBe('operator');
});

test('every operation has a name of its own, a summary, and says how it refuses', () => {
  expect(operations.length).toBeGreaterThan(25);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { method, path, summary, responses } of operations) {
    const name = `${method} ${path}`;
    expect(summary, name).toMatch(/^\S.*\S$/);
    expect(responses.default?.content, name).toHaveProperty(['application/problem+json']);
    const good = Object.keys(responses).filter((status) => /^[23]\d\d$/.test(status));
    // What may be unchanged since the last time says so beside its one answer.
    expect(
      good.filter((status) => status !== '304'),
      name,
    ).toHaveLength(1);
    for (const response of Object.values(responses)) expect(response.description, name).not.toBe('');
  }
});

test('the names in a path are its parameters, and no reading request has a body', () => {
  for (const { method, path, parameters = [], requestBody } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const inPath = parameters.filter((parameter) => parameter.in === 'path');
    expect(inPath.map(({ name }) => name).sort(), path).toEqual(named.sort());
    expect(
      inPath.every(({ required }) => required),
      path,
    ).toBe(true);
    expect(new Set(parameters.map((parameter) => `${parameter.in} ${parameter.name}`)).size).toBe(parameters.length);
    if (method === 'get') expect(requestBody, path).toBeUndefined();
  }
});

test('every reference leads somewhere, and what is required is described', () => {
  const prefix = '#/components/schemas/';
  for (const part of objects(document)) {
    if (typeof part.$ref === 'string') {
      expect(part.$ref.startsWith(prefix), part.$ref).toBe(true);
      expect(Object.keys(document.components.schemas)).toContain(part.$ref.slice(prefix.length));
    }
    if (Array.isArray(part.required)) {
      expect(Object.keys(part.properties ?? {})).toEqual(expect.arrayContaining(part.required));
    }
    if (part.type === 'array') expect(part.items).toBeDefined();
  }
});

test('what others refer to has a name that every generator of clients can use', () => {
  const names = Object.keys(document.components.schemas);
  expect(names).toEqual(expect.arrayContaining(['PeopleImport', 'AuditLine', 'PersonFault', 'Problem']));
  expect(names.filter((name) => !/^[A-Za-z0-9]+$/.test(name))).toEqual([]);
});

test('who makes a program reads what to send, and what comes back', () => {
  const shapeOf = (schema?: Schema) => document.components.schemas[schema?.$ref?.split('/').at(-1) ?? ''];
  const sent = (method: string, path: string) =>
    document.paths[path]?.[method]?.requestBody as { content: Record<string, { schema: Schema }> } | undefined;
  const batch = shapeOf(sent('post', '/api/programs/results')?.content['application/json']?.schema);
  expect(batch?.required).toEqual(['items']);
  const item = shapeOf(batch?.properties?.items?.items);
  expect(item?.required).toEqual(['id', 'kind', 'pupil']);
  expect(item?.properties?.duration_seconds?.type).toBe('integer');

  const services = operations.filter(({ path }) => path.startsWith('/lti/contexts/'));
  expect(services.length).toBeGreaterThan(6);
  for (const { method, path, responses, requestBody } of services) {
    const [status, done] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? [];
    const name = `${method} ${path}`;
    const types = Object.keys(done?.content ?? {});
    if (status === '204') expect(types, name).toEqual([]);
    else expect(types, name).toEqual([expect.stringMatching(/^application\/vnd\.ims\.(lis|lti-nrps)\..*\+json$/)]);
    if (requestBody !== undefined) {
      expect(Object.keys(sent(method, path)?.content ?? {}), name).toEqual([
        expect.stringMatching(/^application\/vnd\.ims\.lis\.v[12]\.(lineitem|score)\+json$/),
      ]);
    }
  }
  expect(document.paths['/lti/contexts/{school}/{product}/lineitems']?.post?.responses).toHaveProperty('201');
});
