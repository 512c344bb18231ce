import { parseRange } from './byte-range';
import type { OpenedFile } from './open-file';

/** Only what cannot carry script is shown in place; everything else is a download. */
const INLINE = /^(image\/(png|jpeg|webp|gif|avif)|audio\/[a-z0-9.+-]+|video\/[a-z0-9.+-]+)$/;
const EXTENSIONS: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
};

/** A stored file as an answer: whole, one range of it, or 304. Its bytes never change, so browsers may keep it. */
export async function fileResponse(
  file: OpenedFile,
  request: Pick<Request, 'headers'>,
  download = false,
): Promise<Response> {
  const inline = INLINE.test(file.mediaType) && !download;
  const type = INLINE.test(file.mediaType) ? file.mediaType : 'application/octet-stream';
  const name = `megicai-${file.id.slice(-8)}.${EXTENSIONS[file.mediaType] ?? 'bin'}`;
  const headers: Record<string, string> = {
    'content-type': type,
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename="${name}"`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, max-age=31536000, immutable',
    'accept-ranges': 'bytes',
    etag: `"${file.sha256}"`,
  };
  if (request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers });
  const ifRange = request.headers.get('if-range');
  const asked = ifRange !== null && ifRange !== headers.etag ? null : request.headers.get('range');
  const range = parseRange(asked, file.bytes);
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${file.bytes}` } });
  }
  if (range === null) {
    return new Response(await file.read(), { headers: { ...headers, 'content-length': String(file.bytes) } });
  }
  return new Response(await file.read(range), {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(range.end - range.start + 1),
      'content-range': `bytes ${range.start}-${range.end}/${file.bytes}`,
    },
  });
}
