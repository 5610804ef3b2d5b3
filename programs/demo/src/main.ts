import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { makeApp } from './app.js';
import { Deliveries } from './deliveries.js';
import { loadKey } from './key.js';
import { Progress } from './progress.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8090' },
    platform: { type: 'string', default: 'http://127.0.0.1:8080' },
    'client-id': { type: 'string', default: 'demo-program' },
    'public-url': { type: 'string' },
    data: { type: 'string', default: 'var/demo-program' },
    // For who keeps keys apart from data.
    'key-file': { type: 'string' },
  },
});

mkdirSync(values.data, { recursive: true, mode: 0o700 });
const key = await loadKey(values['key-file'] ?? `${values.data}/key.json`);
const platform = { url: values.platform, clientId: values['client-id'] };
const progress = new Progress(`${values.data}/progress.jsonl`);
const deliveries = new Deliveries(platform, key, `${values.data}/queue.jsonl`);

// The address is only known once it listens, when any free port was asked for.
let publicUrl = values['public-url'] ?? '';
const app = makeApp({ platform, key, deliveries, progress, publicUrl: () => publicUrl });
const server = app.listen(Number(values.port), '127.0.0.1', (error) => {
  if (error) throw error;
  const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  if (publicUrl === '') publicUrl = address;
  deliveries.start();
  console.log(`demo program ready on ${address}`);
});

process.once('SIGTERM', () => {
  deliveries.stop();
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
