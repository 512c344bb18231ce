import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { cannotRead, type ReadingAnswer, type ReadingOrder } from './order.ts';

const BODY = 'word/document.xml';
const TYPES = '[Content_Types].xml';
const MOST_ENTRIES = 5_000;
/** All parts of an honest document unpacked; only the body ever is. */
const MOST_TOTAL_BYTES = 400 * 1024 * 1024;

class TooLarge extends Error {}

/** A part's bytes, counted as they are unpacked: what the archive says of its size may be a lie. */
async function unpack(stream: Readable, maxBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let total = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    total += part.byteLength;
    if (total > maxBytes) throw new TooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function bodyOf(bytes: Uint8Array, maxBytes: number): Promise<string | null> {
  const zip = await yauzl.fromBufferPromise(Buffer.from(bytes), { autoClose: false });
  let body: yauzl.Entry | null = null;
  let isDocument = false;
  let total = 0;
  let count = 0;
  for await (const entry of zip.eachEntry()) {
    total += entry.uncompressedSize;
    if (++count > MOST_ENTRIES || total > MOST_TOTAL_BYTES) throw new TooLarge();
    isDocument ||= entry.fileName === TYPES;
    if (entry.fileName === BODY) body = entry;
  }
  if (!body || !isDocument) return null;
  if (body.uncompressedSize > maxBytes) throw new TooLarge();
  return unpack(await zip.openReadStreamPromise(body), maxBytes);
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name) return NAMED[String(name).toLowerCase()] ?? whole;
    const code = hex ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** Words, tabs, line ends and ends of paragraphs and cells; entities of its own an honest document does not define. */
const PIECES = /<w:t(?:\s[^<>]*)?>([^<]*)<\/w:t>|<w:(tab|br|cr)(?:\s[^<>]*)?\/>|<\/w:(p|tc|tr)>/g;

function wordsOf(xml: string, maxCharacters: number): string {
  let text = '';
  for (const [, words, mark, end] of xml.matchAll(PIECES)) {
    if (words !== undefined) text += unescape(words);
    else if (mark) text += mark === 'tab' ? '\t' : '\n';
    else if (end === 'p') text += '\n';
    // A cell ends with a paragraph of its own.
    else text = text.trimEnd() + (end === 'tc' ? '\t' : '\n');
    if (text.length > maxCharacters + 1_000) break;
  }
  return text;
}

/** The text of a Word document; its pictures, comments and macros are never unpacked. */
export async function readDocx(bytes: Uint8Array, order: ReadingOrder): Promise<ReadingAnswer> {
  try {
    const xml = await bodyOf(bytes, order.maxPartBytes);
    if (xml === null) return cannotRead('wrong_type');
    const text = wordsOf(xml, order.maxCharacters).trimEnd();
    return { read: 'text', text: text.slice(0, order.maxCharacters), cut: text.length > order.maxCharacters };
  } catch (error) {
    return cannotRead(error instanceof TooLarge ? 'too_large' : 'damaged');
  }
}
