import { appendFileSync } from 'node:fs';
import { SignJWT } from 'jose';
import type { Key } from './key.js';
import { readLines, textOf, writeLines } from './lines.js';
import type { Platform } from './lti.js';

/** What the platform takes: see docs/programs.md of the portal. */
export interface Item {
  id: string;
  kind: 'practice' | 'progress' | 'test';
  pupil: string;
  product: string;
  at: number;
  duration_seconds?: number;
  lesson?: number;
  address?: string;
  highest_lesson?: number;
  lessons_until_test?: number;
  test?: string;
  score?: number;
  maximum_score?: number;
}

const BATCH = 100;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;
/** What the platform asks for is followed, but not for ever. */
const LONGEST_ASKED_PAUSE = 600_000;
const PATIENCE = 10_000;

/** An answer that means: later. */
class NotNow extends Error {
  readonly asked: number;

  constructor(what: string, response: Response) {
    super(`${what}: ${response.status}`);
    const seconds = Number(response.headers.get('retry-after') ?? 0);
    this.asked = seconds > 0 ? Math.min(seconds * 1000, LONGEST_ASKED_PAUSE) : 0;
  }
}

/**
 * Results on their way to the platform. They wait in a file until the platform has said what
 * became of them; an item keeps its id, so that a delivery that is repeated counts once.
 */
export class Deliveries {
  readonly #queue: Item[];
  #delivered = 0;
  #refused = 0;
  #token = { text: '', until: 0 };
  #pause = FIRST_PAUSE;
  #notBefore = 0;
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  #busy = false;

  constructor(
    private readonly platform: Platform,
    private readonly key: Key,
    private readonly file: string,
  ) {
    this.#queue = readLines(file) as Item[];
    // Without a line that broke off, or the next one would be glued to it.
    writeLines(file, this.#queue);
  }

  status() {
    return { queued: this.#queue.length, delivered: this.#delivered, refused: this.#refused };
  }

  add(items: Item[]): void {
    appendFileSync(this.file, textOf(items));
    this.#queue.push(...items);
    this.#schedule();
  }

  start(): void {
    this.#running = true;
    this.#schedule();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  /** What is added during a pause waits for its end too: a platform in trouble is left alone. */
  #schedule(): void {
    if (!this.#running || this.#busy || this.#queue.length === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), Math.max(0, this.#notBefore - Date.now()));
  }

  async #run(): Promise<void> {
    this.#busy = true;
    try {
      await this.#deliver(this.#queue.slice(0, BATCH));
      this.#pause = FIRST_PAUSE;
    } catch (error) {
      const pause = Math.max(this.#pause, error instanceof NotNow ? error.asked : 0);
      console.error(`delivery: ${(error as Error).message}; again in ${pause} ms`);
      this.#notBefore = Date.now() + pause;
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    }
    this.#busy = false;
    this.#schedule();
  }

  async #deliver(items: Item[]): Promise<void> {
    const response = await fetch(`${this.platform.url}/api/programs/results`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await this.#accessToken()}`,
      },
      body: JSON.stringify({ items }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.status === 401) this.#token = { text: '', until: 0 };
    if (!response.ok) throw new NotNow('not taken', response);
    const answer = (await response.json()) as { refused: { code: string }[] };
    for (const refused of answer.refused) console.error(`delivery: refused, ${refused.code}`);
    this.#refused += answer.refused.length;
    this.#delivered += items.length - answer.refused.length;
    this.#queue.splice(0, items.length);
    writeLines(this.file, this.#queue);
  }

  /** OAuth 2.0 client credentials with a signed assertion (RFC 7523). */
  async #accessToken(): Promise<string> {
    if (Date.now() < this.#token.until) return this.#token.text;
    const endpoint = `${this.platform.url}/oauth/token`;
    const assertion = await new SignJWT()
      .setProtectedHeader({ alg: 'RS256', kid: this.key.kid, typ: 'JWT' })
      .setIssuer(this.platform.clientId)
      .setSubject(this.platform.clientId)
      .setAudience(endpoint)
      .setJti(crypto.randomUUID())
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(this.key.signing);
    const response = await fetch(endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        scope: 'results',
      }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!response.ok) throw new NotNow('no token', response);
    const answer = (await response.json()) as { access_token: string; expires_in: number };
    this.#token = { text: answer.access_token, until: Date.now() + (answer.expires_in - 60) * 1000 };
    return this.#token.text;
  }
}
