import { adOffers } from '@/lib/ads';
import type { Ctx } from '@/lib/context';
import { loadDraft, quote, runRequestSchema, type QuoteView } from '@/lib/tools';

/** The run that waits for the credits of this page. */
export interface WaitingRun {
  toolId: string;
  draftId: string;
  /** What it costs and the ads that are still missing; null for a draft that no tool accepts as it is. */
  quote: QuoteView | null;
}

/** Reads the draft of the address; null for none, and for one that is gone or somebody else's. */
export async function waitingRun(ctx: Ctx, draftId: string | undefined): Promise<WaitingRun | null> {
  if (draftId === undefined) return null;
  const draft = await loadDraft({ ctx, input: { id: draftId } }).catch(() => null);
  if (!draft) return null;
  const { input, options, provider, model } = draft.request;
  const request = runRequestSchema.safeParse({ toolId: draft.toolId, input, options, provider, model });
  const quoted = request.success
    ? await quote({ ctx, input: request.data, offerAd: adOffers(ctx) }).catch(() => null)
    : null;
  return { toolId: draft.toolId, draftId: draft.id, quote: quoted };
}
