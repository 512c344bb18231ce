import { parseRange } from './byte-range';
import { downloadName, extensionOf } from './media-types';
import type { OpenedFile } from './open-file';

/** Only what cannot carry script is shown in place; everything else is a download. */
const INLINE = /^(image\/(png|jpeg|webp|gif|avif)|audio\/[a-z0-9.+-]+|video\/[a-z0-9.+-]+)(;\s*codecs="?[\w., -]+"?)?$/;

/** A name of any letters: plain for old clients, and whole (RFC 6266) for the others. */
function disposition(kind: 'inline' | 'attachment', file: OpenedFile): string {
  if (file.name === null) return `${kind}; filename="${downloadName(file.id, file.mediaType)}"`;
  const plain = file.name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const whole = encodeURIComponent(file.name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`;
}

function headersOf(file: OpenedFile, download: boolean): Record<string, string> {
  const shown = INLINE.test(file.mediaType) && extensionOf(file.mediaType) !== 'bin';
  return {
    'content-type': shown ? file.mediaType : 'application/octet-stream',
    'content-disposition': disposition(shown && !download ? 'inline' : 'attachment', file),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    // What a link shows must be gone once the link is; one's own files never change.
    'cache-control': file.keepable ? 'private, max-age=31536000, immutable' : 'private, no-store',
    'accept-ranges': 'bytes',
    etag: `"${file.sha256}"`,
  };
}

/** Of a list of marks any may fit; weak ones stand for the same bytes here. */
const namesMark = (header: string | null, mark: string) =>
  header !== null &&
  (header.trim() === '*' || header.split(',').some((each) => each.trim().replace(/^W\//, '') === mark));

/** A stored file as an answer: whole, one range of it, or 304. A HEAD reads nothing. */
export async function fileResponse(
  file: OpenedFile,
  request: Pick<Request, 'headers'> & { method?: string },
  download = false,
): Promise<Response> {
  const headers = headersOf(file, download);
  const mark = `"${file.sha256}"`;
  const ask = request.headers;
  if (namesMark(ask.get('if-none-match'), mark)) return new Response(null, { status: 304, headers });
  const ifRange = ask.get('if-range');
  const range = parseRange(ifRange !== null && ifRange !== mark ? null : ask.get('range'), file.bytes);
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${file.bytes}` } });
  }
  if (range === null) headers['content-length'] = String(file.bytes);
  else {
    headers['content-length'] = String(range.end - range.start + 1);
    headers['content-range'] = `bytes ${range.start}-${range.end}/${file.bytes}`;
  }
  const body = request.method === 'HEAD' ? null : await file.read(range ?? undefined);
  return new Response(body, { status: range === null ? 200 : 206, headers });
}
