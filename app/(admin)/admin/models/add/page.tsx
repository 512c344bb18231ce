import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { saveModelAction } from '@/app/actions/catalog';
import { modelValues, TASKS } from '@/components/admin/catalog/model-fields';
import { ModelForm } from '@/components/admin/catalog/model-form';
import { NewModel } from '@/components/admin/catalog/new-model';
import { ClientMessages } from '@/components/layout/client-messages';
import { BackLink } from '@/components/ui/back-link';
import { PageHeader } from '@/components/ui/page-header';
import { findModel, listProviders } from '@/lib/admin';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminCatalog.form');
  return { title: t('addTitle') };
}

const blank = { tier: 'standard', quality: null, contextTokens: null, maxOutputTokens: null, cost: {} } as const;

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, params, { ctx }] = await Promise.all([
    getTranslations('adminCatalog.form'),
    searchParams,
    requireSignedIn('/admin/models/add'),
  ]);
  const id = one(params, 'id')?.trim().slice(0, 220) ?? '';
  const task = TASKS.find((known) => known === one(params, 'task'));
  const [known, providers] = await Promise.all([findModel({ ctx, input: { id } }), listProviders({ ctx, input: {} })]);
  const isTaken = known !== null && known.state !== 'offered';
  const hasProvider = providers.some(
    (provider) => id.startsWith(`${provider.id}/`) && id.length > provider.id.length + 1,
  );
  const error = !id || !task ? undefined : isTaken ? t('taken') : hasProvider ? undefined : t('noProvider');
  const name = id.slice(id.indexOf('/') + 1);
  return (
    <ClientMessages namespaces={['adminCatalog']}>
      <div className="max-w-3xl">
        <BackLink href="/admin/models">{t('back')}</BackLink>
        <PageHeader title={t('addTitle')} lead={t('addLead')} />
        {id && task && !error ? (
          <>
            <p className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <code className="font-mono wrap-anywhere">{id}</code>
              <Link
                href={`/admin/models/add?id=${encodeURIComponent(id)}`}
                className="inline-flex items-center font-semibold text-accent-strong underline-offset-4 tap hover:underline"
              >
                {t('otherTask')}
              </Link>
            </p>
            <ModelForm
              key={`${id} ${task}`}
              action={saveModelAction}
              id={id}
              task={task}
              isNew
              values={modelValues(known ?? { ...blank, label: name }, task)}
            />
          </>
        ) : (
          <NewModel id={id} task={task ?? ''} error={error} />
        )}
      </div>
    </ClientMessages>
  );
}
