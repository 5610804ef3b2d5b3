import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ENGINES = ['sqlite', 'postgresql'] as const;
export type Engine = (typeof ENGINES)[number];

/** An empty database of its own for one server, gone after the test. */
export interface TestDatabase {
  folder: string;
  url: string;
  /** Runs SQL that no screen can do yet. */
  run: (sql: string) => string;
  remove: () => void;
}

export function makeDatabase(engine: Engine): TestDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'lexipoort-test-'));
  return engine === 'sqlite' ? onSqlite(folder) : onPostgres(folder);
}

function onSqlite(folder: string): TestDatabase {
  const file = join(folder, 'lexipoort.db');
  return {
    folder,
    url: `sqlite:${file}`,
    run: (sql) => execFileSync('sqlite3', ['-cmd', '.timeout 10000', file, sql], { encoding: 'utf8' }).trim(),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function onPostgres(folder: string): TestDatabase {
  const cluster = process.env.LEXIPOORT_TEST_POSTGRES;
  if (cluster === undefined) throw new Error('run through script/test, which starts PostgreSQL');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const psql = (url: string, sql: string) =>
    execFileSync('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', url, '-c', sql], {
      encoding: 'utf8',
    }).trim();
  psql(cluster, `create database ${name}`);
  const url = cluster.replace('/postgres?', `/${name}?`);
  return {
    folder,
    url,
    run: (sql) => psql(url, sql),
    remove: () => {
      psql(cluster, `drop database ${name} with (force)`);
      rmSync(folder, { recursive: true });
    },
  };
}
