import { z } from 'zod';

const MESSAGE =
  'must be words of letters or figures; a * may stand at the beginning or end of a word that has two or more of them';

/** Every word has letters or figures, at least two beside a star, and stars at its ends alone. */
function isTerm(term: string): boolean {
  return term
    .split(/\s+/u)
    .every(
      (word) =>
        /^\*?[^*]+\*?$/u.test(word) && (word.match(/[\p{L}\p{N}]/gu)?.length ?? 0) > (word.includes('*') ? 1 : 0),
    );
}

/** Words that stand together; not a regular expression, so none can be slow. */
const term = z.string().trim().min(1).max(100).refine(isTerm, MESSAGE);

const look = z.enum(['off', 'list', 'provider']);

/** What is refused for its content. `provider` looks at the list first, then asks a provider's moderation endpoint. */
export const moderationSettings = z.strictObject({
  /** What the user typed or uploaded, before anything is held. */
  before: look.default('list'),
  /** What came, while it grows (the list) and before it is kept. */
  after: look.default('off'),
  terms: z.array(term).max(2_000).default([]),
  /** Whether runs go on when the endpoint gives no answer and the list found nothing. */
  failOpen: z.boolean().default(true),
});

export const supportSettings = z.strictObject({
  /** Reports of problems by one person within 24 hours. */
  problemsPerDay: z.number().int().min(1).max(1_000).default(20),
});
