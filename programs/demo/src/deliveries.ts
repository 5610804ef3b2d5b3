import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { SignJWT } from 'jose';
import type { Key } from './key.js';
import type { Platform } from './lti.js';

/** What the platform takes: see docs/programs.md of the portal. */
export interface Item {
  id: string;
  kind: 'practice' | 'progress';
  pupil: string;
  product: string;
  at: number;
  duration_seconds?: number;
  lesson?: number;
  address?: string;
  highest_lesson?: number;
  lessons_until_test?: number;
}

const BATCH = 100;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;

/**
 * Results on their way to the platform. They wait in a file until the platform has said what
 * became of them; an item keeps its id, so that a delivery that is repeated counts once.
 */
export class Deliveries {
  #queue: Item[] = [];
  #delivered = 0;
  #refused = 0;
  #token = { text: '', until: 0 };
  #pause = FIRST_PAUSE;
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  #busy = false;

  constructor(
    private readonly platform: Platform,
    private readonly key: Key,
    private readonly file: string,
  ) {
    if (existsSync(file)) {
      const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
      this.#queue = lines.map((line) => JSON.parse(line) as Item);
    }
  }

  status() {
    return { queued: this.#queue.length, delivered: this.#delivered, refused: this.#refused };
  }

  add(items: Item[]): void {
    appendFileSync(this.file, items.map((item) => `${JSON.stringify(item)}\n`).join(''));
    this.#queue.push(...items);
    this.#soon(0);
  }

  start(): void {
    this.#running = true;
    this.#soon(0);
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  #soon(pause: number): void {
    if (!this.#running || this.#busy || this.#queue.length === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), pause);
  }

  async #run(): Promise<void> {
    this.#busy = true;
    try {
      await this.#deliver(this.#queue.slice(0, BATCH));
      this.#pause = FIRST_PAUSE;
    } catch (error) {
      console.error(`delivery: ${(error as Error).message}; again in ${String(this.#pause)} ms`);
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    }
    this.#busy = false;
    this.#soon(this.#pause === FIRST_PAUSE ? 0 : this.#pause);
  }

  async #deliver(items: Item[]): Promise<void> {
    const response = await fetch(`${this.platform.url}/api/programs/results`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await this.#accessToken()}`,
      },
      body: JSON.stringify({ items }),
    });
    if (response.status === 401) this.#token = { text: '', until: 0 };
    if (!response.ok) throw new Error(`the platform answers ${String(response.status)}`);
    const answer = (await response.json()) as { refused: { code: string }[] };
    for (const refused of answer.refused) console.error(`delivery: refused, ${refused.code}`);
    this.#refused += answer.refused.length;
    this.#delivered += items.length - answer.refused.length;
    this.#queue.splice(0, items.length);
    this.#rewrite();
  }

  #rewrite(): void {
    const text = this.#queue.map((item) => `${JSON.stringify(item)}\n`).join('');
    writeFileSync(`${this.file}.new`, text);
    renameSync(`${this.file}.new`, this.file);
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
    });
    if (!response.ok) throw new Error(`no token: ${String(response.status)}`);
    const answer = (await response.json()) as { access_token: string; expires_in: number };
    this.#token = { text: answer.access_token, until: Date.now() + (answer.expires_in - 60) * 1000 };
    return this.#token.text;
  }
}
