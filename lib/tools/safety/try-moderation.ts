import { requireAdmin, type Ctx } from '@/lib/context';
import { askEndpoint, findTerm } from './judge';

export interface ModerationTrial {
  /** The first term of the list that stands in the text; null where none does. */
  term: string | null;
  /** What a configured provider's endpoint says; null where none answers. */
  endpoint: { flagged: boolean; categories: string[]; provider: string } | null;
}

/** What would be said of a text, whatever is switched on. Counts for nobody. @throws AppError unauthenticated, forbidden. */
export async function tryModeration({ ctx, input }: { ctx: Ctx; input: { text: string } }): Promise<ModerationTrial> {
  requireAdmin(ctx.actor);
  const term = findTerm(ctx.settings.current(), [input.text]);
  return { term, endpoint: input.text.trim() === '' ? null : await askEndpoint(ctx, { text: input.text }) };
}
