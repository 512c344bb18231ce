import type { Metadata } from 'next';
import type { Messages } from 'next-intl';
import { notFound } from 'next/navigation';
import { pageCtx } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { runTool } from '@/app/actions/run';
import { ClientMessages } from '@/components/layout/client-messages';
import { ToolHeader } from '@/components/tool/tool-header';
import type { ToolPageTool, ToolValues } from '@/components/tool/types';
import { requestValues } from '@/components/tool/values';
import { withCtx, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { findUnderWay, type RunUnderWay } from '@/lib/runs';
import { getTool, quote, quoteSample, runRequestSchema, type QuoteView, type ToolView } from '@/lib/tools';
import { draftOf } from './draft';
import { ToolIsland } from './tool-island';
import { viewerOf } from './viewer';

const NO_PRICE = { rule: 'flat', price: 0 } as const;

interface PageProps {
  params: Promise<{ toolId: string }>;
  searchParams: Query;
}

async function toolOr404(ctx: Ctx, toolId: string): Promise<ToolView> {
  try {
    return await getTool({ ctx, input: { toolId } });
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
}

/** A price alone: nobody's balance is looked up for it. */
function priceFor(ctx: Ctx, request: object): Promise<QuoteView> {
  const guest = withCtx(ctx, { actor: { type: 'guest' } });
  return quote({ ctx: guest, input: runRequestSchema.parse(request) });
}

/** How long the first model of a tool took lately. Of text it is how soon it begins, which nobody needs to be told. */
function usualSecondsOf(ctx: Ctx, { kind, models }: ToolView): number | null {
  const medianMs = kind === 'text' ? null : (ctx.ai.health().get(models[0]?.id ?? '')?.medianMs ?? null);
  return medianMs === null ? null : Math.max(1, Math.round(medianMs / 1_000));
}

/** The tool with what "auto" costs for as much as a flat price covers; nothing where it cannot be run. */
function pageTool(ctx: Ctx, view: ToolView): ToolPageTool {
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
async function draftQuote(ctx: Ctx, toolId: string, draft: ToolValues | null): Promise<QuoteView | null> {
  return draft && priceFor(ctx, { toolId, ...requestValues(draft) }).catch(() => null);
}

/** A run of this tool that goes on: after a reload, or begun on another device. */
async function underWay(ctx: Ctx, toolId: string): Promise<RunUnderWay | null> {
  return ctx.actor.type === 'guest' ? null : findUnderWay({ ctx, input: { toolId } });
}

/** The words a tool's page needs; what no field of it can say stays at home. */
function wordsFor({ kind, fields }: ToolPageTool): (keyof Messages)[] {
  const words: (keyof Messages)[] = ['tool', 'receipt', 'player', 'creatives'];
  if (kind !== 'text') words.push('media');
  if (kind === 'audio' || fields.some(({ type }) => type === 'file')) words.push('fileField');
  return words;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { ctx } = await pageCtx();
  const tool = await toolOr404(ctx, (await params).toolId);
  return { title: tool.name, description: tool.description };
}

export default async function ToolPage({ params, searchParams }: PageProps) {
  const [{ toolId }, query, { ctx }] = await Promise.all([params, searchParams, pageCtx()]);
  const view = await toolOr404(ctx, toolId);
  const draftId = one(query, 'draft');
  const autoRuns = one(query, 'run') === '1';
  const firstError = one(query, 'error') ?? null;
  const tool = pageTool(ctx, view);
  const [viewer, draft, found] = await Promise.all([
    viewerOf(ctx, view.kind),
    draftOf(ctx, view.id, draftId),
    autoRuns || firstError ? null : underWay(ctx, view.id),
  ]);
  const firstQuote = await draftQuote(ctx, view.id, draft);
  return (
    <>
      <ToolHeader tool={tool} />
      <ClientMessages namespaces={wordsFor(tool)}>
        <ToolIsland
          tool={tool}
          viewer={viewer}
          draft={draft}
          firstQuote={firstQuote}
          autoRunKey={draft && autoRuns ? `draft-${draftId}` : null}
          found={found}
          firstError={firstError}
          pressKey={ctx.ids.uuid()}
          action={runTool}
        />
      </ClientMessages>
    </>
  );
}
