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

/** Delivers the film that lies at an address. */
export async function deliverVideo(
  { signal, onFile }: Pick<AdapterCall, 'signal' | 'onFile'>,
  source: Omit<FileSource, 'maxBytes'>,
  seconds: number,
): Promise<void> {
  const film = await fetchFile({ ...source, maxBytes: MAX_VIDEO_BYTES }, signal);
  if (film.size === 0) throw new CallFailure({ outcome: 'empty' });
  // Stores that do not know a film's type call it bytes.
  const mediaType = film.type === 'application/octet-stream' || film.type === '' ? 'video/mp4' : film.type;
  if (!mediaType.startsWith('video/')) throw new CallFailure({ outcome: 'bad_response' });
  onFile({ bytes: new Uint8Array(await film.arrayBuffer()), mediaType, seconds });
}
