import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { startBatch } from '@/app/actions/batches';
import { ToolChoice } from '@/components/batches/tool-choice';
import type { BatchTool } from '@/components/batches/types';
import { ClientMessages } from '@/components/layout/client-messages';
import { BackLink } from '@/components/ui/back-link';
import { PageHeader } from '@/components/ui/page-header';
import { listTools, type ToolView } from '@/lib/tools';
import { BatchIsland } from './batch-island';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('batches');
  return { title: t('new') };
}

/** What the form needs of a tool, and no more: it travels to the browser. */
function formTool({ id, name, kind, fields, options, models }: ToolView): BatchTool {
  return {
    ...{ id, name, kind, fields, options },
    models: models.map(({ id: model, provider, providerLabel, label, price }) => ({
      ...{ id: model, provider, providerLabel, label, price },
    })),
  };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, query] = await Promise.all([getTranslations('batches'), searchParams]);
  const wanted = one(query, 'tool');
  const path = wanted ? `/batches/new?tool=${encodeURIComponent(wanted)}` : '/batches/new';
  const { ctx } = await requireSignedIn(path);
  const { items } = await listTools({ ctx });
  const able = items.filter((tool) => tool.batches && tool.unavailable === null);
  const tool = able.find(({ id }) => id === wanted);
  const back = tool ? { href: '/batches/new', label: t('form.change') } : { href: '/batches', label: t('title') };
  return (
    <>
      <BackLink href={back.href}>{back.label}</BackLink>
      {tool ? (
        <>
          <PageHeader title={`${tool.name}`} lead={tool.description} />
          <ClientMessages namespaces={['batches']}>
            <BatchIsland
              key={tool.id}
              tool={formTool(tool)}
              most={ctx.settings.current().batches.maxRows}
              action={startBatch}
              pressKey={ctx.ids.uuid()}
            />
          </ClientMessages>
        </>
      ) : (
        <>
          <PageHeader title={t('choose.title')} lead={t('choose.lead')} />
          <ToolChoice tools={able} />
        </>
      )}
    </>
  );
}
