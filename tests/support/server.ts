import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { makeDatabase, type Engine, type TestDatabase } from './database';

const ROOT = resolve(import.meta.dirname, '../..');
const BINARY = join(ROOT, 'build/server/lexipoort');

/** Runs a command of the program that ends by itself; fails with what it complained of. */
export function lexipoort(...args: string[]): string {
  return execFileSync(BINARY, args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 24 });
}

/** A port that is free now; addresses in mails and tokens must be known before the server starts. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Starts a program and waits for the line that says it is ready; `log` gets what it complains of. */
export async function startProgram(
  command: string,
  args: string[],
  ready: RegExp,
  log: string[] = [],
): Promise<ChildProcess> {
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  createInterface(child.stderr).on('line', (line) => log.push(line));
  const lines = createInterface(child.stdout);
  await new Promise<void>((done, fail) => {
    lines.on('line', (line) => {
      if (ready.test(line)) done();
    });
    child.once('close', (code) => fail(new Error(`${command} ended (${String(code)}): ${log.join('\n')}`)));
  });
  return child;
}

export interface Options {
  mail?: string;
  programUrl?: string;
  /** The address people type, when that is not where the server listens: behind TLS, say. */
  publicUrl?: string;
  /** Lets `setTime` say what time it is. */
  testClock?: boolean;
}

/** The portal with a demo school, on a database of its own. */
export class Portal {
  #process: ChildProcess | undefined;
  #log: string[] = [];

  private constructor(
    readonly url: string,
    readonly database: TestDatabase,
    private readonly options: Options,
  ) {}

  static async start(engine: Engine, options: Options = {}): Promise<Portal> {
    const database = makeDatabase(engine);
    try {
      const demo = ['demo', '--database', database.url];
      demo.push('--secret-file', join(database.folder, 'secret'), '--files', join(database.folder, 'files'));
      if (options.programUrl !== undefined) demo.push('--program-url', options.programUrl);
      lexipoort(...demo);
      const portal = new Portal(`http://127.0.0.1:${String(await freePort())}`, database, options);
      await portal.restart();
      return portal;
    } catch (fault) {
      database.remove();
      throw fault;
    }
  }

  /** Starts the program again on the same data, after stop() or kill(). */
  async restart(): Promise<void> {
    const { folder, url } = this.database;
    this.#process = await startProgram(
      BINARY,
      [
        'serve',
        ...['--database', url, '--secret-file', join(folder, 'secret')],
        ...['--files', join(folder, 'files')],
        ...['--mail', this.options.mail ?? `dir:${join(folder, 'mail')}`],
        ...['--port', new URL(this.url).port, '--public-url', this.options.publicUrl ?? this.url],
        ...['--web-root', join(ROOT, 'web/dist'), '--log', 'warn'],
        ...(this.options.testClock === true ? ['--test-clock'] : []),
      ],
      /^listening on/,
      this.#log,
    );
  }

  /** Ends it as an operator would; anything but a clean end, or an error in its log, fails the test. */
  async stop(): Promise<void> {
    const code = await this.#end('SIGTERM');
    const errors = this.#log.filter((line) => /\[(error|critical)\]/.test(line));
    this.#log = [];
    if (code !== 0) throw new Error(`the server ended with ${String(code)}`);
    if (errors.length > 0) throw new Error(`the server's log has errors:\n${errors.join('\n')}`);
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async remove(): Promise<void> {
    try {
      await this.stop();
    } finally {
      this.database.remove();
    }
  }

  /** Moves the server's time to a moment like 2027-08-01T08:00:00Z; it goes on from there. */
  async setTime(now: string): Promise<void> {
    const response = await fetch(`${this.url}/api/test-clock`, {
      method: 'PUT',
      headers: { origin: this.url, 'content-type': 'application/json' },
      body: JSON.stringify({ now }),
    });
    if (response.status !== 204) throw new Error(`the time was not set: ${String(response.status)}`);
  }

  /** The most memory the server has had, in MB. */
  peakMemory(): number {
    const status = readFileSync(`/proc/${String(this.#process?.pid)}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process;
    if (!child) return 0;
    this.#process = undefined;
    if (child.exitCode === null && child.signalCode === null) {
      const closed = once(child, 'close');
      child.kill(signal);
      await closed;
    }
    return child.exitCode;
  }
}

/** The demo's learning program, for a portal that was told its address. */
export function startDemoProgram(portal: Portal, url: string): Promise<ChildProcess> {
  return startProgram(
    'node',
    [
      'programs/demo/dist/main.js',
      ...['--port', new URL(url).port, '--platform', portal.url, '--public-url', url],
      ...['--data', join(portal.database.folder, 'program')],
    ],
    /^demo program ready/,
  );
}
