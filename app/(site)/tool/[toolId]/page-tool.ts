import type { FileKind, ToolPageTool } from '@/components/tool/types';
import { requestValues } from '@/components/tool/values';
import type { Ctx } from '@/lib/context';
import { quote, quoteSample, runRequestSchema, type QuoteView, type ToolView } from '@/lib/tools';
import type { PageDraft } from './draft';

const NO_PRICE = { rule: 'flat', price: 0 } as const;

/** How long the first model of a tool took lately. Of text it is how soon it begins, which nobody needs to be told. */
function usualSecondsOf(ctx: Ctx, { kind, models }: ToolView): number | null {
  const medianMs = kind === 'text' ? null : (ctx.ai.health().get(models[0]?.id ?? '')?.medianMs ?? null);
  return medianMs === null ? null : Math.max(1, Math.round(medianMs / 1_000));
}

/** The tool with what "auto" costs for as much as a flat price covers; nothing where it cannot be run. */
export function pageTool(ctx: Ctx, view: ToolView): ToolPageTool {
  const { inputSchema: _unused, ...tool } = view;
  const sample = quoteSample({ ctx, input: { toolId: view.id } });
  const { price, cachedPrice, pricing } = sample ?? { price: 0, cachedPrice: 0, pricing: NO_PRICE };
  return {
    ...tool,
    autoPrice: price,
    autoPricing: pricing,
    repeatPrice: cachedPrice,
    usualSeconds: usualSecondsOf(ctx, view),
  };
}

/** What a draft that rode in the address costs; null where it cannot be run as it stands. */
export async function draftQuote(ctx: Ctx, view: ToolView, draft: PageDraft | null): Promise<QuoteView | null> {
  if (!draft || view.unavailable !== null) return null;
  const { continueRunId, values } = draft;
  const request = { toolId: view.id, ...requestValues(values), ...(continueRunId ? { continueRunId } : {}) };
  // Files and conversations have an owner: their price is asked for as whoever reads the page.
  return quote({ ctx, input: runRequestSchema.parse(request) }).catch(() => null);
}

/** How large an upload of each kind may be, in megabytes. */
export function megabytesOf(ctx: Ctx): Record<FileKind, number> {
  const { imageMegabytes, audioMegabytes, documentMegabytes } = ctx.settings.current().files;
  return { image: imageMegabytes, audio: audioMegabytes, document: documentMegabytes };
}
