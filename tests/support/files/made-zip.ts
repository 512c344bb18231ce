import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  name: string;
  content: Uint8Array | string;
  /** What the archive claims of the unpacked size, where that is to be a lie. */
  claimedBytes?: number;
}

interface Measured {
  sum: number;
  bytes: number;
  packedBytes: number;
}

function header(signature: number, before: number[], { name, claimedBytes }: ZipPart, measured: Measured) {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(measured.sum, 10);
  fields.writeUInt32LE(measured.packedBytes, 14);
  fields.writeUInt32LE(claimedBytes ?? measured.bytes, 18);
  fields.writeUInt16LE(Buffer.byteLength(name), 22);
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(signature);
  return Buffer.concat([mark, Buffer.from(before), fields]);
}

/** A zip archive, packed. */
export function makeZip(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const packed = deflateRawSync(content, { level: 9 });
    const measured = { sum: crc32(content), bytes: content.length, packedBytes: packed.length };
    const name = Buffer.from(part.name);
    const body = Buffer.concat([header(0x04034b50, [], part, measured), name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([header(0x02014b50, [20, 0], part, measured), tail, name]));
    bodies.push(body);
    offset += body.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}

/** A Word document with these paragraphs. */
export function makeDocx(paragraphs: readonly string[], body?: Partial<ZipPart>): Buffer {
  const xml = paragraphs.map((text) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`).join('');
  return makeZip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'word/document.xml', content: `<w:document><w:body>${xml}</w:body></w:document>`, ...body },
  ]);
}
