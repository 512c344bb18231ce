import { storable } from '../../storable';
import { extensionIn } from '../file-name';
import { refuseFile, unknownType } from '../refusal';

export interface PlainText {
  mediaType: 'text/plain' | 'text/markdown' | 'text/csv' | 'application/json';
  text: string;
}

/** Beyond tabs and ends of lines and pages, a text has none of these. */
const CONTROLS = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/;

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const wide = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  try {
    return new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    if (wide) throw unknownType();
    // What spreadsheets of old save.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Drawings and other XML can do things; what looks like one is no text to us. */
const MARKUP = /^(?:<\?xml\b|<svg\b|<!doctype\s+svg\b|<!entity\b|<rss\b|<xsl:)/i;
const PAGE =
  /^<(?:!doctype\s+html|html|head|body|meta|title|script|style|iframe|object|embed|div|p|h[1-6]|table|a|img|form|link|base|span|br|b|i|ul|ol|main|article|section)\b/i;
/** Far more than the words that are kept of it. */
const MOST_PAGE_CHARACTERS = 4_000_000;
/** What is longer is text, whatever else: to unpack it would take hundreds of megabytes. */
const MOST_JSON_CHARACTERS = 1_000_000;

/** Where a text begins behind spaces and comments. */
function opening(text: string): string {
  let at = 0;
  for (;;) {
    while (at < text.length && text.charCodeAt(at) <= 32) at++;
    if (!text.startsWith('<!--', at)) return text.slice(at, at + 100);
    const end = text.indexOf('-->', at);
    if (end < 0) return '';
    at = end + 3;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * The words of a page, a line for each block. What is left is shown as text everywhere, so nothing needs to be safe as
 * markup. No pattern looks beyond the next bracket: a hostile page takes no longer than any other.
 */
export function wordsOfPage(html: string): string {
  return html
    .replace(/<(script|style|template|noscript|svg|head)\b[^<>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<\/?(?:p|div|br|li|tr|h[1-6]|table|ul|ol|section|article|header|footer|blockquote|pre)\b[^<>]*>/gi, '\n')
    .replace(/<\/?(?:td|th)\b[^<>]*>/gi, '\t')
    .replace(/<\/?[a-z!?][^<>]*(?:>|$)/gi, ' ')
    .replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi, character)
    .replace(/[ \t\r]{2,}/g, ' ')
    .replace(/[ \t\r]?\n[ \t\r\n]*/g, '\n')
    .trim();
}

function character(whole: string, hex?: string, decimal?: string, name?: string): string {
  if (name) return ENTITIES[name.toLowerCase()] ?? whole;
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
  return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

function isJson(text: string): boolean {
  if (text.length > MOST_JSON_CHARACTERS || !/^[[{]/.test(opening(text))) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * A file of text as text, in Unicode. A web page becomes its words. The name only chooses among kinds of plain text.
 * @throws AppError unsupported_media_type for what is no text, or a drawing or other XML; invalid_input without a word.
 */
export function readText(bytes: Uint8Array, name: string): PlainText {
  const decoded = decode(bytes);
  const begins = opening(decoded);
  if (CONTROLS.test(decoded) || MARKUP.test(begins)) throw unknownType();
  const page = PAGE.test(begins);
  const text = storable(page ? wordsOfPage(decoded.slice(0, MOST_PAGE_CHARACTERS)) : decoded);
  if (text.trim() === '') throw refuseFile('invalid_input', 'has no text in it');
  if (page) return { mediaType: 'text/plain', text };
  if (isJson(text)) return { mediaType: 'application/json', text };
  const extension = extensionIn(name);
  if (extension === 'md' || extension === 'markdown') return { mediaType: 'text/markdown', text };
  return { mediaType: extension === 'csv' ? 'text/csv' : 'text/plain', text };
}
