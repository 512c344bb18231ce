import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { requireSignedIn } from '@/app/_shell/page';
import { RunInput } from '@/components/runs/run-input';
import { runTitle } from '@/components/runs/run-words';
import { ClientMessages } from '@/components/layout/client-messages';
import { BackLink } from '@/components/ui/back-link';
import { Coin } from '@/components/ui/coin';
import { getComparison } from '@/lib/batches';
import { AppError } from '@/lib/errors';
import { asItGrows, type RunView } from '@/lib/runs';
import { listTools, type ToolView } from '@/lib/tools';
import { SidesIsland } from './sides-island';

interface Props {
  params: Promise<{ id: string }>;
}

const find = cache(async (id: string) => {
  const { ctx } = await requireSignedIn(`/compare/${id}`);
  const comparison = await getComparison({ ctx, input: { id } }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  return { ctx, comparison };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('compare');
  const found = await params.then(({ id }) => find(id)).catch(() => null);
  const [run] = found?.comparison.runs ?? [];
  return { title: (run && runTitle(run)) || t('title') };
}

function labelsOf(tool: ToolView | undefined) {
  return Object.fromEntries(
    [...(tool?.fields ?? []), ...(tool?.options ?? [])].map(({ id, label, choices }) => [
      id,
      { label, choices: Object.fromEntries((choices ?? []).map((choice) => [choice.value, choice.label])) },
    ]),
  );
}

export default async function Page({ params }: Props) {
  const [t, { id }] = await Promise.all([getTranslations('compare'), params]);
  const { ctx, comparison } = await find(id);
  const { items } = await listTools({ ctx });
  const tool = items.find((one) => one.id === comparison.toolId);
  const [first] = comparison.runs;
  const side = (run: RunView, index: number) => {
    const shown = run.status === 'running' ? asItGrows(ctx, run).run : run;
    const asked = comparison.models[index];
    const model = tool?.models.find((one) => one.id === asked);
    return {
      run: shown,
      modelLabel: model?.label ?? asked ?? run.modelLabel ?? run.toolId,
      onward: `/tool/${comparison.toolId}?from=${run.id}${asked ? `&model=${encodeURIComponent(asked)}` : ''}`,
    };
  };
  return (
    <article className={`kind-${tool?.kind ?? 'text'}`}>
      <BackLink href={`/compare?tool=${comparison.toolId}${first ? `&from=${first.id}` : ''}`}>
        {t('one.back')}
      </BackLink>
      <header className="mt-1 mb-6 grid gap-2">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-semibold text-kind-ink">{tool?.name ?? comparison.toolId}</span>
          <span className="inline-flex items-baseline gap-1.5 text-sm text-muted">
            {t('form.together')} <Coin amount={comparison.price} />
          </span>
        </p>
        <h1 className="line-clamp-3 max-w-4xl text-2xl sm:text-3xl">{first ? runTitle(first) : t('title')}</h1>
      </header>
      <ClientMessages namespaces={['compare', 'tool']}>
        <SidesIsland runs={comparison.runs.map(side)} />
      </ClientMessages>
      {first && (
        <div className="mt-6">
          <RunInput input={first.input} options={first.options} labels={labelsOf(tool)} />
        </div>
      )}
    </article>
  );
}
