import { AppError } from '@/lib/errors';
import { refuseFile, unknownType } from './refusal';
import { HEAD_BYTES, sniff, type Sniffed } from './sniff';

export interface Collected {
  bytes: Buffer;
  sniffed: Sniffed;
}

/** What all uploads of this process may hold in memory, until each is stored or refused. */
const MOST_AT_ONCE_BYTES = 256 * 1024 * 1024;
/** One person's share of it beyond a single file: forms that never end must not keep everybody else out. */
const MOST_OF_ONE_BYTES = 64 * 1024 * 1024;
let atOnceBytes = 0;
const owners = new Map<string, { files: number; bytes: number }>();

/** Asks for room; throws where there is none. */
export type TakeRoom = (bytes: number) => void;

/** Gives back what `work` has taken, however it ends. @throws AppError rate_limited while too much arrives at once. */
export async function withinMemory<Answer>(userId: string, work: (take: TakeRoom) => Promise<Answer>): Promise<Answer> {
  let taken = 0;
  const own = owners.get(userId) ?? { files: 0, bytes: 0 };
  owners.set(userId, own);
  own.files++;
  const take = (bytes: number) => {
    const isShareFull = own.files > 1 && own.bytes + bytes > MOST_OF_ONE_BYTES;
    if (isShareFull || atOnceBytes + bytes > MOST_AT_ONCE_BYTES) {
      const detail = 'Too many files are arriving. Try again in a few seconds.';
      throw new AppError('rate_limited', detail, { retryAfterSeconds: 5 });
    }
    atOnceBytes += bytes;
    own.bytes += bytes;
    taken += bytes;
  };
  try {
    return await work(take);
  } finally {
    atOnceBytes -= taken;
    own.bytes -= taken;
    if (--own.files === 0) owners.delete(userId);
  }
}

const WORDS = { image: 'a picture', audio: 'a sound', document: 'a document' } as const;

/** Throws as soon as there is one byte too many, whatever was announced. */
function assertSize(bytes: number, { family }: Sniffed, megabytes: Readonly<Record<Sniffed['family'], number>>): void {
  if (bytes <= megabytes[family] * 1024 * 1024) return;
  throw refuseFile('payload_too_large', `${WORDS[family]} may have at most ${megabytes[family]} MB`);
}

/**
 * Reads an upload up to what its kind may weigh; its first bytes say which that is.
 * @throws AppError payload_too_large, unsupported_media_type, invalid_input for an empty one.
 */
export async function collect(
  chunks: AsyncIterable<Uint8Array>,
  megabytes: Readonly<Record<Sniffed['family'], number>>,
  take: TakeRoom,
): Promise<Collected> {
  const parts: Uint8Array[] = [];
  let total = 0;
  let sniffed: Sniffed | null = null;
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
}
