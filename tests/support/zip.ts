import { createDeflateRaw } from 'node:zlib';
import { kept } from './kept';

/** A zip file of one part that unpacks to so many zeros: written by hand, since no tool makes 2 GB of nothing small. */
export function zipOfZeros(name: string, bytes: number, others: Record<string, string>): Promise<Uint8Array> {
  return kept(JSON.stringify([name, bytes, others]), 'zip', () => zipped(name, bytes, others));
}

async function zipped(name: string, bytes: number, others: Record<string, string>): Promise<Uint8Array> {
  const parts = [
    await zeros(name, bytes),
    ...(await Promise.all(Object.entries(others).map(([key, text]) => stored(key, text)))),
  ];
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const title = Buffer.from(part.name);
    const sizes = (header: Buffer, at: number) => {
      header.writeUInt16LE(8, at);
      header.writeUInt32LE(part.crc, at + 6);
      header.writeUInt32LE(part.packed.length, at + 10);
      header.writeUInt32LE(part.size, at + 14);
      header.writeUInt16LE(title.length, at + 18);
    };
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    sizes(head, 8);
    local.push(head, title, part.packed);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    sizes(entry, 10);
    entry.writeUInt32LE(offset, 42);
    central.push(entry, title);
    offset += head.length + title.length + part.packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

interface Part {
  name: string;
  packed: Buffer;
  size: number;
  crc: number;
}

async function deflated(pieces: Iterable<Buffer>): Promise<{ packed: Buffer; size: number; crc: number }> {
  const deflate = createDeflateRaw({ level: 9 });
  const packed: Buffer[] = [];
  deflate.on('data', (piece: Buffer) => packed.push(piece));
  const ended = new Promise((done) => deflate.once('end', done));
  let size = 0;
  let crc = 0xffffffff;
  for (const piece of pieces) {
    size += piece.length;
    crc = crcOf(piece, crc);
    if (!deflate.write(piece)) await new Promise((done) => deflate.once('drain', done));
  }
  deflate.end();
  await ended;
  return { packed: Buffer.concat(packed), size, crc: (crc ^ 0xffffffff) >>> 0 };
}

async function zeros(name: string, bytes: number): Promise<Part> {
  const piece = Buffer.alloc(1 << 20);
  return { name, ...(await deflated(Array.from({ length: bytes / piece.length }, () => piece))) };
}

async function stored(name: string, text: string): Promise<Part> {
  return { name, ...(await deflated([Buffer.from(text)])) };
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crcOf(bytes: Buffer, start: number): number {
  let crc = start;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return crc;
}
