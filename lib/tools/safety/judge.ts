import type { ModerationInput, ModerationVerdict, RequestFile } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import type { Settings } from '@/lib/settings';
import { termList } from './term-list';

export type Look = Settings['moderation']['before'];

/** `unknown`: the endpoint gave no answer, and the operator wants none taken for a yes. */
export type Judgement = 'clean' | 'refused' | 'unknown';

export interface Material {
  /** Texts that belong together: the fields of a request, or one answer. */
  texts: readonly string[];
  images: readonly RequestFile[];
}

/** The endpoint has its own limit of 3 s; this one holds even where it breaks its promise. */
const PATIENCE_MS = 5_000;

/** What the endpoint says; null for whatever is no verdict: a failure, a stall, an answer of another shape. */
export async function askEndpoint(ctx: Ctx, input: ModerationInput): Promise<ModerationVerdict | null> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const stalled = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
  try {
    const verdict = await Promise.race([ctx.ai.moderate(input, signal), stalled]);
    return typeof verdict?.flagged === 'boolean' ? verdict : null;
  } catch (error) {
    ctx.log.error({ err: error, requestId: ctx.requestId }, 'the moderation endpoint broke its promise not to throw');
    return null;
  }
}

/** Words and pictures together, and the words alone where pictures are not understood. */
async function ask(ctx: Ctx, { texts, images }: Material): Promise<ModerationVerdict | null> {
  const text = texts.join('\n\n');
  const words = text.trim() === '' ? {} : { text };
  const verdict = await askEndpoint(ctx, { ...words, ...(images.length > 0 ? { images } : {}) });
  if (verdict || images.length === 0 || words.text === undefined) return verdict;
  return askEndpoint(ctx, words);
}

/** The first term of the operator's list that one of the texts holds. */
export function findTerm(settings: Settings, texts: readonly string[]): string | null {
  const { terms } = settings.moderation;
  if (terms.length === 0) return null;
  const list = termList(terms);
  for (const text of texts) {
    const found = list.find(text);
    if (found !== null) return found;
  }
  return null;
}

/** The list first, which costs nothing; then the endpoint, where the operator wants it. */
export async function judge(ctx: Ctx, look: Look, material: Material): Promise<Judgement> {
  if (look === 'off') return 'clean';
  const settings = ctx.settings.current();
  if (findTerm(settings, material.texts) !== null) return 'refused';
  if (look === 'list') return 'clean';
  if (material.images.length === 0 && material.texts.every((text) => text.trim() === '')) return 'clean';
  const verdict = await ask(ctx, material);
  if (verdict) return verdict.flagged ? 'refused' : 'clean';
  const { failOpen } = settings.moderation;
  ctx.log.debug({ requestId: ctx.requestId, failOpen }, 'no moderation endpoint answered; the list alone was asked');
  return failOpen ? 'clean' : 'unknown';
}
