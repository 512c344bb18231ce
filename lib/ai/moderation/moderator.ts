import type { ModerationInput, ModerationVerdict } from '../types';

/** One provider's moderation endpoint. Rejects with whatever went wrong. */
export interface Moderator {
  takesImages: boolean;
  judge(input: ModerationInput, signal: AbortSignal): Promise<Omit<ModerationVerdict, 'provider'>>;
}

/** Long texts are judged piece by piece: an endpoint that cuts what is too long would let the rest through. */
const PIECE_CHARACTERS = 16_000;
/** Neighbours share so much, or words on a seam would be read by neither. */
const SHARED_CHARACTERS = 200;

/** The text in pieces; a single one for ordinary texts. */
export function piecesOf(text: string): string[] {
  if (text.length <= PIECE_CHARACTERS) return [text];
  const pieces: string[] = [];
  const step = PIECE_CHARACTERS - SHARED_CHARACTERS;
  for (let at = 0; at < text.length; at += step) pieces.push(text.slice(at, at + PIECE_CHARACTERS));
  return pieces;
}

/** The categories that are true in any of the results. */
export function flaggedIn(results: readonly { categories?: unknown }[]): string[] {
  const flagged = new Set<string>();
  for (const { categories } of results)
    for (const [name, isFlagged] of Object.entries(categories ?? {})) if (isFlagged === true) flagged.add(name);
  return [...flagged];
}
