import { AppError } from '@/lib/errors';
import { refuseFile, unknownType } from './refusal';
import { HEAD_BYTES, sniff, type Sniffed } from './sniff';

export interface Collected {
  bytes: Buffer;
  sniffed: Sniffed;
}

/** What all uploads of this process may hold in memory while they arrive. */
const MOST_AT_ONCE_BYTES = 256 * 1024 * 1024;
let atOnceBytes = 0;

function take(bytes: number): void {
  if (atOnceBytes + bytes > MOST_AT_ONCE_BYTES) {
    throw new AppError('rate_limited', 'Too many files are arriving. Try again in a few seconds.', {
      retryAfterSeconds: 5,
    });
  }
  atOnceBytes += bytes;
}

const WORDS = { image: 'a picture', audio: 'a sound', document: 'a document' } as const;

/** Throws as soon as there is one byte too many, whatever was announced. */
function assertSize(bytes: number, { family }: Sniffed, megabytes: Readonly<Record<Sniffed['family'], number>>): void {
  if (bytes <= megabytes[family] * 1024 * 1024) return;
  throw refuseFile('payload_too_large', `${WORDS[family]} may have at most ${megabytes[family]} MB`);
}

/**
 * Reads an upload up to what its kind may weigh; its first bytes say which that is.
 * @throws AppError payload_too_large, unsupported_media_type, invalid_input for an empty one; rate_limited while too much
 *   arrives at once.
 */
export async function collect(
  chunks: AsyncIterable<Uint8Array>,
  megabytes: Readonly<Record<Sniffed['family'], number>>,
): Promise<Collected> {
  const parts: Uint8Array[] = [];
  let total = 0;
  let sniffed: Sniffed | null = null;
  try {
    for await (const chunk of chunks) {
      take(chunk.byteLength);
      total += chunk.byteLength;
      parts.push(chunk);
      if (!sniffed && total >= HEAD_BYTES) {
        sniffed = sniff(Buffer.concat(parts).subarray(0, HEAD_BYTES));
        if (!sniffed) throw unknownType();
      }
      if (sniffed) assertSize(total, sniffed, megabytes);
    }
    if (total === 0) throw refuseFile('invalid_input', 'is empty');
    const bytes = Buffer.concat(parts, total);
    sniffed ??= sniff(bytes);
    if (!sniffed) throw unknownType();
    return { bytes, sniffed };
  } finally {
    atOnceBytes -= parts.reduce((sum, part) => sum + part.byteLength, 0);
  }
}
