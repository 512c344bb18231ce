import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { resetModelAction, saveModelAction } from '@/app/actions/catalog';
import { ActForm } from '@/components/admin/catalog/act-form';
import { modelValues } from '@/components/admin/catalog/model-fields';
import { ModelForm } from '@/components/admin/catalog/model-form';
import { ClientMessages } from '@/components/layout/client-messages';
import { Alert } from '@/components/ui/alert';
import { BackLink } from '@/components/ui/back-link';
import { PageHeader } from '@/components/ui/page-header';
import { findModel } from '@/lib/admin';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminCatalog.models');
  return { title: t('title') };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, params, { ctx }] = await Promise.all([
    getTranslations('adminCatalog.form'),
    searchParams,
    requireSignedIn('/admin/models'),
  ]);
  const model = await findModel({ ctx, input: { id: one(params, 'id') ?? '' } });
  if (!model || model.state === 'offered') notFound();
  const { id, task, label, sources, origin, changed } = model;
  const isAdded = origin === 'operator';
  return (
    <ClientMessages namespaces={['adminCatalog']}>
      <div className="grid max-w-3xl gap-5">
        <div>
          <BackLink href="/admin/models">{t('back')}</BackLink>
          <PageHeader
            title={t('title', { model: label })}
            lead={<code className="font-mono text-base wrap-anywhere">{id}</code>}
          />
        </div>
        {one(params, 'added') && (
          <Alert tone="good" role="status">
            {t('wasAdded')}
          </Alert>
        )}
        <ModelForm
          key={id}
          action={saveModelAction}
          id={id}
          task={task ?? 'text'}
          isNew={false}
          values={modelValues(model, task ?? 'text')}
          sources={sources}
        />
        {changed && (
          <div className="flex flex-wrap items-center justify-between gap-3 rounded-card border border-line p-5">
            <p className="min-w-0 flex-1 basis-64 text-muted">{t(isAdded ? 'removeLead' : 'resetLead')}</p>
            <ActForm action={resetModelAction} fields={{ id }} variant="danger">
              {t(isAdded ? 'remove' : 'reset')}
            </ActForm>
          </div>
        )}
      </div>
    </ClientMessages>
  );
}
