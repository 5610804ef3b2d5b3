import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Reads a file of JSON lines. A line that a crash broke off is left out: it was never promised. */
export function readLines(file: string): unknown[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as unknown];
      } catch {
        return [];
      }
    });
}

/** Writes the file anew, in one step, for its owner only: it tells who practised, and where. */
export function writeLines(file: string, values: unknown[]): void {
  writeFileSync(`${file}.new`, textOf(values), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function textOf(values: unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
