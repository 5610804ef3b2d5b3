import { Provider, type IdToken } from 'ltijs';
import type { Client } from './client';
import { freePort } from './server';

type Row = Record<string, unknown>;

const fits = (row: Row, query: Row) => Object.entries(query).every(([name, value]) => row[name] === value);

/** Where ltijs keeps what it must remember: in memory, by the rules of its database plugins. */
class Memory {
  readonly #collections = new Map<string, Row[]>();

  setup = () => Promise.resolve();
  Close = () => Promise.resolve();

  async Get(_key: unknown, collection: string, query: Row = {}): Promise<Row[] | false> {
    const found = this.#rows(collection).filter((row) => fits(row, query));
    return Promise.resolve(found.length > 0 && found);
  }
  async Insert(_key: unknown, collection: string, item: Row, index: Row = {}): Promise<void> {
    this.#rows(collection).push({ ...index, ...item, createdAt: Date.now() });
    return Promise.resolve();
  }
  async Replace(key: unknown, collection: string, query: Row, item: Row, index: Row = {}): Promise<void> {
    await this.Delete(collection, query);
    return this.Insert(key, collection, item, index);
  }
  async Modify(_key: unknown, collection: string, query: Row, change: Row): Promise<void> {
    for (const row of this.#rows(collection)) if (fits(row, query)) Object.assign(row, change);
    return Promise.resolve();
  }
  async Delete(collection: string, query: Row): Promise<void> {
    const kept = this.#rows(collection).filter((row) => !fits(row, query));
    this.#collections.set(collection, kept);
    return Promise.resolve();
  }

  #rows(collection: string): Row[] {
    const rows = this.#collections.get(collection) ?? [];
    this.#collections.set(collection, rows);
    return rows;
  }
}

/** A learning program of somebody else's making: ltijs, which knows nothing of this portal but LTI. */
export async function startLtijs(): Promise<string> {
  const port = await freePort();
  Provider.setup(
    'a-secret-of-the-tool',
    { plugin: new Memory() },
    { appRoute: '/lti/launch', loginRoute: '/lti/login', keysetRoute: '/lti/jwks.json' },
  );
  Provider.onConnect((token, _request, response) => response.json(token));
  await Provider.deploy({ port, silent: true });
  return `http://127.0.0.1:${String(port)}`;
}

export const stopLtijs = () => Provider.close({ silent: true });

export async function registerPortal(url: string): Promise<void> {
  await Provider.registerPlatform({
    url,
    name: url,
    clientId: 'demo-program',
    authenticationEndpoint: `${url}/lti/authorize`,
    accesstokenEndpoint: `${url}/oauth/token`,
    authConfig: { method: 'JWK_SET', key: `${url}/lti/jwks.json` },
  });
}

const hidden = (page: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';

/** Starts a program as somebody's browser does, and gives what the program then knows. */
export async function launchInto(tool: string, somebody: Client, path: string): Promise<IdToken> {
  const started = await somebody.get(path);
  // The first stop is the tool, which sends on to the portal's authorize with a state of its own.
  const login = await fetch(started.headers.get('location') ?? '', { redirect: 'manual' });
  const state = login.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  const question = new URL(login.headers.get('location') ?? '');
  const answered = await somebody.get(`${question.pathname}${question.search}`);
  const page = new TextDecoder().decode(answered.bytes);
  const launched = await fetch(`${tool}/lti/launch`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: state.join('; ') },
    body: new URLSearchParams({ id_token: hidden(page, 'id_token'), state: hidden(page, 'state') }),
  });
  const session = launched.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  const inside = await fetch(new URL(launched.headers.get('location') ?? '', tool), {
    headers: { cookie: session.join('; ') },
  });
  return (await inside.json()) as IdToken;
}
