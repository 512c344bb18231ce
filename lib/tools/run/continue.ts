import type { ModelRequest } from '@/lib/ai/types';
import { tokensOf } from '../pricing/meter';

type TextRequest = Extract<ModelRequest, { kind: 'text' }>;

/** The words both parts share: whole ones, about as long as a line. */
const ANCHOR = /(?:^|\s)(\S.{0,59})$/su;
/** An answer that was nearly complete still gets room for its last sentence. */
const LEAST_TOKENS = 64;

/** The last words of what was delivered, which the next part begins with, so that the two can be joined without a seam. */
export function anchorOf(delivered: string): string {
  const tail = delivered.trimEnd();
  return ANCHOR.exec(tail)?.[1] ?? tail.slice(-60);
}

/** Asks another model to go on where an answer broke off. */
export function continuationOf(request: TextRequest, delivered: string): TextRequest {
  const anchor = anchorOf(delivered);
  const left = request.maxOutputTokens - tokensOf(delivered);
  return {
    ...request,
    instructions: `${request.instructions}\n\nThe answer was begun by somebody else and broke off. Its beginning stands after the request, between <begun> and </begun>. Go on from where it breaks off, in the same language, tone and form, to the end of the answer. Your text is put behind the beginning: repeat only its last words, exactly as they stand between <last> and </last>, then go on. No remarks, no tags.`,
    prompt: `${request.prompt}\n\n<begun>${delivered}</begun>\n<last>${anchor}</last>`,
    maxOutputTokens: Math.min(request.maxOutputTokens, Math.max(LEAST_TOKENS, left) + tokensOf(anchor)),
  };
}
