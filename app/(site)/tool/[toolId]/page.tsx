import type { Metadata } from 'next';
import type { Messages } from 'next-intl';
import { notFound } from 'next/navigation';
import { pageCtx } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { runTool } from '@/app/actions/run';
import { ClientMessages } from '@/components/layout/client-messages';
import { ToolHeader } from '@/components/tool/tool-header';
import type { ToolPageTool } from '@/components/tool/types';
import { UnavailableTool } from '@/components/tool/unavailable-tool';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { findUnderWay, type RunUnderWay } from '@/lib/runs';
import { getTool, type ToolView } from '@/lib/tools';
import { draftOf } from './draft';
import { fromRun } from './from-run';
import { draftQuote, megabytesOf, pageTool } from './page-tool';
import { placeOf } from './place';
import { ToolIsland } from './tool-island';
import { viewerOf } from './viewer';

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

/** A run of this tool that goes on: after a reload, or begun on another device. */
async function underWay(ctx: Ctx, toolId: string): Promise<RunUnderWay | null> {
  return ctx.actor.type === 'guest' ? null : findUnderWay({ ctx, input: { toolId } });
}

/** The words a tool's page needs; what no field of it can say stays at home. */
function wordsFor({ kind, fields, converses }: ToolPageTool): (keyof Messages)[] {
  const words: (keyof Messages)[] = ['tool', 'receipt', 'player', 'creatives', 'challenge'];
  if (converses) words.push('chat');
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
    draftOf(ctx, view, draftId, one(query, 'file')).then(
      (draft) => draft ?? fromRun(ctx, view, one(query, 'from'), one(query, 'model')),
    ),
    autoRuns || firstError || one(query, 'new') || view.unavailable ? null : underWay(ctx, view.id),
  ]);
  if (view.unavailable !== null) return <UnavailableTool tool={tool} why={view.unavailable} />;
  const asked = autoRuns ? undefined : one(query, 'run');
  const place = await placeOf(ctx, view, { asked, draft, found });
  const firstQuote = await draftQuote(ctx, view, draft);
  return (
    <>
      <ToolHeader tool={tool} />
      <ClientMessages namespaces={wordsFor(tool)}>
        <ToolIsland
          tool={tool}
          viewer={viewer}
          draft={draft?.values ?? null}
          firstQuote={firstQuote}
          autoRunKey={draft?.isOwn && draftId && autoRuns ? `draft-${draftId}` : null}
          found={place.found}
          conversation={place.conversation}
          megabytes={megabytesOf(ctx)}
          firstError={firstError}
          pressKey={ctx.ids.uuid()}
          action={runTool}
        />
      </ClientMessages>
    </>
  );
}
