import { deflateSync } from 'node:zlib';
import type { Answer, Client } from './client';

/** What the publisher's routes tell; each answer has some of it. */
export interface Published {
  id: string;
  version: number;
  state: string;
  title: string;
  html: string;
  sha256: string;
  address: string;
  name: string;
  media_type: string;
  size: number;
  received: number;
  published_from: number | null;
  published_until: number | null;
  contents: { id: string; title: string; state: string; version: number }[];
  documents: Published[];
  file: Published | null;
  captions: Published | null;
  total: number;
}
export const told = (answer: Answer) => answer.body as unknown as Published;

const bytes = (text: string) => new TextEncoder().encode(text);

/** The least that is a PDF for who looks at its bytes; `text` makes one differ from another. */
export const pdf = (text = '') => bytes(`%PDF-1.4\n%${text}\n%%EOF\n`);
export const vtt = () => bytes('WEBVTT\n\n00:00.000 --> 00:02.000\nKijk mee\n');
/** The first box of an MP4 film, and room behind it. */
export const mp4 = (size = 64) => {
  const film = new Uint8Array(size);
  film.set([0, 0, 0, 24, ...bytes('ftypisom'), 0, 0, 2, 0, ...bytes('isomiso2')]);
  return film;
};

function chunk(type: string, data: Uint8Array): Uint8Array {
  const framed = new Uint8Array(data.length + 12);
  const view = new DataView(framed.buffer);
  view.setUint32(0, data.length);
  framed.set(bytes(type), 4);
  framed.set(data, 8);
  let crc = 0xffffffff;
  for (const byte of framed.subarray(4, data.length + 8)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  view.setUint32(data.length + 8, ~crc >>> 0);
  return framed;
}

/** A picture of one grey dot. */
export function png(): Uint8Array {
  const header = new Uint8Array([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Uint8Array.from(
    [
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      chunk('IDAT', new Uint8Array(deflateSync(new Uint8Array([0, 128])))),
      chunk('IEND', new Uint8Array()),
    ].flatMap((part) => [...part]),
  );
}

/** Uploads a file in one part, and gives the last answer. */
export async function upload(client: Client, name: string, content: Uint8Array): Promise<Answer> {
  const begun = await client.post('/api/operator/uploads', { file_name: name, size: content.length });
  if (begun.status !== 200) return begun;
  const path = `/api/operator/uploads/${begun.body.id}`;
  const part = await client.send('PUT', `${path}/parts/0`, content);
  return part.status === 200 ? client.post(`${path}/finish`) : part;
}

/** Writes a content that is published at once, unless `fields` say otherwise. */
export const write = (client: Client, kind: string, fields: Record<string, unknown> = {}) =>
  client.post('/api/operator/contents', { kind, title: 'Titel', body: 'Tekst', publish: true, ...fields });
