import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../../build/test-files');

/** A file that takes long to make, made once for each content that it is made from. */
export async function kept(
  content: string,
  extension: string,
  make: () => Uint8Array | Promise<Uint8Array>,
): Promise<Uint8Array> {
  const file = join(FOLDER, `${createHash('sha256').update(content).digest('hex')}.${extension}`);
  if (!existsSync(file)) {
    mkdirSync(FOLDER, { recursive: true });
    // Another test may be making the same file: it appears whole or not at all.
    const part = join(FOLDER, randomUUID());
    writeFileSync(part, await make());
    renameSync(part, file);
  }
  return readFileSync(file);
}
