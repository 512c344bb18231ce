import { CallFailure } from '../chain/failure';
import { WireError } from '../wire/wire-error';
import type { AdapterCall } from './adapter';
import { providerFetch } from './provider-fetch';

const MAX_VIDEO_BYTES = 300_000_000;

export interface FileSource {
  url: string;
  /** Sent to this address alone. */
  headers?: Record<string, string>;
  maxBytes: number;
}

/** A finished file. One redirect is followed, without the key: finished files often lie in a store elsewhere. */
export async function fetchFile({ url, headers, maxBytes }: FileSource, signal: AbortSignal): Promise<Blob> {
  const get = providerFetch({ signal, maxBytes });
  try {
    return await (await get(url, headers ? { headers } : {})).blob();
  } catch (error) {
    const next = error instanceof WireError && error.statusCode < 400 ? error.responseHeaders.location : undefined;
    if (!next) throw error;
    return (await get(new URL(next, url))).blob();
  }
}

/** What a film says of itself: stores that do not know its type call it bytes, and some call everything MP4. */
function filmType(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 12));
  if (start.byteLength < 12) return undefined;
  if (start.readUInt32BE(0) === 0x1a45dfa3) return 'video/webm';
  const isBoxed = start.toString('latin1', 4, 8) === 'ftyp';
  return isBoxed ? (start.toString('latin1', 8, 12) === 'qt  ' ? 'video/quicktime' : 'video/mp4') : undefined;
}

/** Delivers the film that lies at an address. */
export async function deliverVideo(
  { signal, onFile }: Pick<AdapterCall, 'signal' | 'onFile'>,
  source: Omit<FileSource, 'maxBytes'>,
  seconds: number,
): Promise<void> {
  const film = await fetchFile({ ...source, maxBytes: MAX_VIDEO_BYTES }, signal);
  if (film.size === 0) throw new CallFailure({ outcome: 'empty' });
  const bytes = new Uint8Array(await film.arrayBuffer());
  const told = film.type.split(';')[0]?.trim() ?? '';
  const isUnnamed = told === '' || told === 'application/octet-stream';
  if (!isUnnamed && !told.startsWith('video/')) throw new CallFailure({ outcome: 'bad_response' });
  onFile({ bytes, mediaType: filmType(bytes) ?? (isUnnamed ? 'video/mp4' : told), seconds });
}
