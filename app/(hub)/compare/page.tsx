import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { startComparison } from '@/app/actions/batches';
import type { CompareTool } from '@/components/compare/types';
import { ClientMessages } from '@/components/layout/client-messages';
import { Alert } from '@/components/ui/alert';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import type { Ctx } from '@/lib/context';
import { getRun } from '@/lib/runs';
import { listTools, type ToolView } from '@/lib/tools';
import { CompareIsland } from './compare-island';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('compare');
  return { title: t('title') };
}

/** What can stand side by side: tools of text and pictures that work on nothing but what is typed. */
const isComparable = ({ kind, unavailable, fields }: ToolView) =>
  (kind === 'text' || kind === 'image') &&
  unavailable === null &&
  fields.every(({ type, required }) => type !== 'file' || !required);

function formTool({ id, name, kind, fields, options, models }: ToolView): CompareTool {
  return {
    ...{ id, name, kind, options },
    fields: fields.filter(({ type }) => type !== 'file'),
    models: models.map(({ id: model, provider, providerLabel, label, price }) => ({
      ...{ id: model, provider, providerLabel, label, price },
    })),
  };
}

/** What an earlier run was asked, to be asked again of others. */
async function firstOf(ctx: Ctx, from: string | undefined, toolId: string): Promise<Record<string, string>> {
  const run = from ? await getRun({ ctx, input: { id: from } }).catch(() => null) : null;
  if (run?.toolId !== toolId) return {};
  const named = (prefix: string, values: Record<string, unknown>) =>
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'string' ? [[`${prefix}.${name}`, value] as const] : [],
    );
  return Object.fromEntries([...named('input', run.input), ...named('options', run.options)]);
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, query] = await Promise.all([getTranslations('compare'), searchParams]);
  const wanted = one(query, 'tool');
  const { ctx } = await requireSignedIn(wanted ? `/compare?tool=${encodeURIComponent(wanted)}` : '/compare');
  const { items } = await listTools({ ctx });
  const able = items.filter(isComparable);
  const tool = able.find(({ id }) => id === wanted) ?? able.find(({ models }) => models.length > 1) ?? able[0];
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <LinkTabs
        label={t('form.tool')}
        className="mb-6"
        tabs={able.map(({ id, name }) => ({ href: `/compare?tool=${id}`, label: name, current: id === tool?.id }))}
      />
      {!tool || tool.models.length < 2 ? (
        <Alert tone="info">{t('form.tooFew')}</Alert>
      ) : (
        <ClientMessages namespaces={['compare']}>
          <CompareIsland
            key={tool.id}
            tool={formTool(tool)}
            first={await firstOf(ctx, one(query, 'from'), tool.id)}
            action={startComparison}
            pressKey={ctx.ids.uuid()}
          />
        </ClientMessages>
      )}
    </>
  );
}
