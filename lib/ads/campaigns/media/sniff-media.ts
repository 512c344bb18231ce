export type SniffedMedia = 'image/png' | 'image/jpeg' | 'image/webp' | 'video/mp4' | 'video/webm';

/** So many first bytes are enough to tell. */
export const HEAD_BYTES = 64;

/** Of MP4 files with a picture; others hold sound alone, or what browsers do not play. */
const MP4_BRANDS = new Set([
  'isom',
  'iso2',
  'iso4',
  'iso5',
  'iso6',
  'mp41',
  'mp42',
  'avc1',
  'M4V ',
  'dash',
  'MSNV',
  'av01',
]);

/** What a file is, by its content alone; a name or a type that was sent is never asked. Null for what no ad can show. */
export function sniffMedia(head: Buffer): SniffedMedia | null {
  const at = (start: number, text: string) => head.toString('latin1', start, start + text.length) === text;
  if (at(0, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (at(0, '\xff\xd8\xff')) return 'image/jpeg';
  if (at(0, 'RIFF') && at(8, 'WEBP')) return 'image/webp';
  if (at(4, 'ftyp') && MP4_BRANDS.has(head.toString('latin1', 8, 12))) return 'video/mp4';
  if (at(0, '\x1a\x45\xdf\xa3') && head.toString('latin1', 4, HEAD_BYTES).includes('webm')) return 'video/webm';
  return null;
}
