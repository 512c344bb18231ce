import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { originOf } from '@/app/_shell/origin';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { removeRun, saveNote, setFavourite, shareResult, unshareResult } from '@/app/actions/runs';
import { ClientMessages } from '@/components/layout/client-messages';
import { RunPage } from '@/components/runs/run-page';
import type { FieldLabel } from '@/components/runs/run-input';
import { runTitle } from '@/components/runs/run-words';
import { AppError } from '@/lib/errors';
import { asItGrows, findShare, getRun } from '@/lib/runs';
import { listTools, type ToolView } from '@/lib/tools';
import { LiveIsland } from './live-island';
import { Problem } from './problem';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Query;
}

const findRun = cache(async (id: string) => {
  const { ctx } = await requireSignedIn(`/runs/${id}`);
  const [run, { items }] = await Promise.all([
    getRun({ ctx, input: { id } }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') notFound();
      throw error;
    }),
    listTools({ ctx }),
  ]);
  const found = run.status === 'running' ? asItGrows(ctx, run) : null;
  return { run: found?.run ?? run, found, tool: items.find((tool) => tool.id === run.toolId) };
});

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const t = await getTranslations('runs');
  // A run that is not there is the page's to say: thrown from here it would be drawn by script alone.
  const found = await params.then(({ id }) => findRun(id)).catch(() => null);
  return { title: (found && runTitle(found.run)) || t('untitled') };
}

/** What the tool calls its fields, options and their choices. */
function labelsOf(tool: ToolView | undefined): Record<string, FieldLabel> {
  return Object.fromEntries(
    [...(tool?.fields ?? []), ...(tool?.options ?? [])].map(({ id, label, choices }) => [
      id,
      { label, choices: Object.fromEntries((choices ?? []).map((choice) => [choice.value, choice.label])) },
    ]),
  );
}

export default async function Page({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const [{ run, found, tool }, { ctx, services }, head] = await Promise.all([
    findRun(id),
    requireSignedIn(`/runs/${id}`),
    headers(),
  ]);
  const share = await findShare({ ctx, input: { id } });
  const origin = originOf(services, head);
  return (
    <RunPage
      run={run}
      toolName={tool?.name ?? run.toolId}
      labels={labelsOf(tool)}
      share={share && { showInput: share.showInput, url: new URL(share.path, origin).href }}
      actions={{ setFavourite, remove: removeRun, saveNote, shareResult, unshareResult }}
      problem={run.status !== 'running' && <Problem runId={run.id} asked={one(query, 'problem') !== undefined} />}
      live={
        found && (
          <ClientMessages namespaces={['runs']}>
            <LiveIsland key={run.id} found={found} />
          </ClientMessages>
        )
      }
    />
  );
}
