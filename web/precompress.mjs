// Puts a .br and a .gz beside every file of the built page that gets smaller by it,
// so that the server never compresses the same bytes twice.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const dist = new URL('dist/', import.meta.url).pathname;
const compressible = /\.(html|js|css|svg|txt|json|map)$/;

for (const file of await readdir(dist, { recursive: true })) {
  if (!compressible.test(file)) continue;
  const path = join(dist, file);
  const bytes = await readFile(path);
  const smaller = {
    br: await promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
    gz: await promisify(gzip)(bytes, { level: 9 }),
  };
  for (const [ending, result] of Object.entries(smaller)) {
    if (result.length < bytes.length) await writeFile(`${path}.${ending}`, result);
  }
}
