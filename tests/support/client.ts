const used = new Map<string, number>();

/** Each recovery code of the demo's publisher works once at each portal. */
export function nextRecoveryCode(url: string): string {
  const index = used.get(url) ?? 0;
  used.set(url, index + 1);
  const last = '23456789ab'[index];
  if (last === undefined) throw new Error('the ten recovery codes of the demo are used up');
  return `demo-code-${last.repeat(4)}`;
}

/** One person at one browser: keeps the cookie, and says where it comes from as a browser does. */
export class Client {
  #cookie = '';

  /** `always` goes along with every request: a program's token, say. */
  constructor(
    readonly url: string,
    private readonly always: Record<string, string> = {},
  ) {}

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const isRaw = body instanceof Uint8Array;
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        origin: this.url,
        ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
        ...(body === undefined ? {} : { 'content-type': isRaw ? 'application/octet-stream' : 'application/json' }),
        ...this.always,
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    const cookie = response.headers.getSetCookie()[0];
    if (cookie !== undefined) this.#cookie = cookie.split(';')[0] ?? '';
    const bytes = new Uint8Array(await response.arrayBuffer());
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      body: (isJson ? JSON.parse(new TextDecoder().decode(bytes)) : {}) as Body,
    };
  }

  get = (path: string, headers?: Record<string, string>) => this.send('GET', path, undefined, headers);
  post = (path: string, body?: unknown) => this.send('POST', path, body ?? {});
  put = (path: string, body: unknown) => this.send('PUT', path, body);
  delete = (path: string) => this.send('DELETE', path);

  /** With the next of the demo's recovery codes, where a second step is asked. */
  async signIn(login: string, password: string): Promise<Answer> {
    const answer = await this.post('/api/session', { login, password });
    if (answer.body.code !== 'code_needed') return answer;
    return this.post('/api/session', { login, password, code: nextRecoveryCode(this.url) });
  }
}

/** A row of a class list, as the portal sends it. */
export interface ImportRow {
  number: number;
  first_name: string;
  infix: string;
  last_name: string;
  year_group: string;
  user_name: string;
  password: string;
  roles: string;
  email: string;
  skip: boolean;
  keep: boolean;
  faults: { field: string; code: string }[];
  duplicate: string | null;
}

interface Named {
  id: string;
  name: string;
  display_name: string;
}

/** Whatever the tests read in answers; each answer has some of it. */
export interface Body {
  code: string;
  figures: Record<string, number>;
  concerns: Record<string, unknown>[];
  errors: { pointer: string; code: string }[];
  current_school: string;
  version: number;
  joined: boolean;
  display_name: string;
  id: string;
  people: Named[];
  pupils: Named[];
  supervisors: Named[];
  products: (Named & { seats_used: number })[];
  imports: { id: string; kind: string; file_name: string; state: string; rows: number }[];
  rows: ImportRow[];
  state: string;
  created: number;
  interrupted: boolean;
  progress: { done: number; total: number };
  user_name: string;
  password: string;
  week: string;
  paths: Record<string, Record<string, Record<string, string>>>;
}

export interface Answer {
  status: number;
  headers: Headers;
  bytes: Uint8Array;
  body: Body;
}

export const ADULT_PASSWORD = 'Lezen-is-leuk-2026';
export const PUPIL_PASSWORD = 'boom-vis-27';

/** An adult of the demo school, by mailbox: beheer, begeleider, juf.anna or uitgever. */
export async function signedIn(url: string, mailbox: string): Promise<Client> {
  const client = new Client(url);
  const answer = await client.signIn(`${mailbox}@demo.lexipoort.example`, ADULT_PASSWORD);
  if (answer.status !== 200) throw new Error(`cannot sign in as ${mailbox}: ${String(answer.status)}`);
  return client;
}

/** A pupil of the demo school, by user name. */
export async function pupilSignedIn(url: string, userName: string): Promise<Client> {
  const client = new Client(url);
  const answer = await client.signIn(userName, PUPIL_PASSWORD);
  if (answer.status !== 200) throw new Error(`cannot sign in as ${userName}: ${String(answer.status)}`);
  return client;
}
