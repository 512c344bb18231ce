import type { Ctx } from '@/lib/context';
import type { StoredFileKind } from '../types';
import { cleanImage } from './clean-image';
import type { Collected } from './collect';
import { readApart } from './reading/read-apart';
import type { ReadingOrder, Unreadable } from './reading/order';
import { readText } from './reading/read-text';
import { refuseFile, unknownType } from './refusal';

/** A file as it will be kept: its true type, and everything of it that is not wanted taken away. */
export interface Examined {
  bytes: Uint8Array;
  kind: Exclude<StoredFileKind, 'video'>;
  mediaType: string;
  width?: number;
  height?: number;
  seconds?: number;
  /** What a document says, and whether it goes on behind that. */
  words?: { text: string; cut: boolean };
}

const MOST_PAGES = 500;
const MOST_PART_BYTES = 32 * 1024 * 1024;
/** So much more is kept than a tool takes: what it takes may be raised, and people see how much too long it is. */
const TEXT_RESERVE = 4;

type RunSettings = ReturnType<Ctx['settings']['current']>['runs'];
type TextLimits = Pick<RunSettings, 'inputCharacters' | 'maxInputCharacters'>;

export function mostKeptCharacters({ inputCharacters, maxInputCharacters }: TextLimits): number {
  return TEXT_RESERVE * Math.max(inputCharacters, maxInputCharacters);
}

const REASONS: Readonly<Record<Exclude<Unreadable, 'wrong_type'>, string>> = {
  damaged: 'is damaged, or takes too long to read',
  locked: 'is locked by a password',
  too_large: 'is too large once it is unpacked',
  film: 'is a film; send its sound alone',
};

function unreadable(why: Unreadable) {
  if (why === 'wrong_type') return unknownType();
  const code = why === 'too_large' ? 'payload_too_large' : why === 'film' ? 'unsupported_media_type' : 'invalid_input';
  return refuseFile(code, REASONS[why]);
}

async function examineApart(bytes: Buffer, format: ReadingOrder['format'], maxCharacters: number): Promise<Examined> {
  const order: ReadingOrder = { format, maxCharacters, maxPages: MOST_PAGES, maxPartBytes: MOST_PART_BYTES };
  const answer = await readApart(order, bytes);
  if (answer.read === 'nothing') throw unreadable(answer.why);
  if (answer.read === 'sound') {
    const { mediaType, seconds } = answer;
    return { bytes, kind: 'audio', mediaType, ...(seconds === undefined ? {} : { seconds }) };
  }
  if (answer.text.trim() === '') throw refuseFile('invalid_input', 'has no text that can be read; is it a scan?');
  const mediaType =
    format === 'pdf' ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return { bytes, kind: 'document', mediaType, words: { text: answer.text, cut: answer.cut } };
}

/**
 * Looks into a file that came from outside and says what it really is.
 * @throws AppError unsupported_media_type, payload_too_large or invalid_input naming the field `file`; rate_limited.
 */
export async function examine({ bytes, sniffed }: Collected, name: string, limits: TextLimits): Promise<Examined> {
  if (sniffed.family === 'image') return { kind: 'image', ...(await cleanImage(bytes)) };
  const maxCharacters = mostKeptCharacters(limits);
  if (sniffed.format !== 'text') return examineApart(bytes, sniffed.format, maxCharacters);
  const { mediaType, text } = readText(bytes, name);
  const words = { text: text.slice(0, maxCharacters).toWellFormed(), cut: text.length > maxCharacters };
  return { bytes: Buffer.from(text), kind: 'document', mediaType, words };
}
