import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { decideProblemAction } from '@/app/actions/support';
import { DecideForm } from '@/components/admin/support/decide-form';
import { ReportDetailPage } from '@/components/admin/support/report-detail';
import { ClientMessages } from '@/components/layout/client-messages';
import { BackLink } from '@/components/ui/back-link';
import { AppError } from '@/lib/errors';
import { getReport } from '@/lib/support';
import { listTools } from '@/lib/tools';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminSupport');
  return { title: t('title') };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const [t, { ctx }] = await Promise.all([getTranslations('adminSupport'), requireSignedIn(`/admin/support/${id}`)]);
  const [detail, { items: tools }] = await Promise.all([
    getReport({ ctx, input: { id } }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') notFound();
      throw error;
    }),
    listTools({ ctx }),
  ]);
  const { problem } = detail;
  return (
    <ClientMessages namespaces={['adminSupport']}>
      <BackLink href="/admin/support">{t('back')}</BackLink>
      <h1 className="mb-6 text-3xl">{t(`reasons.${problem.reason}`)}</h1>
      <ReportDetailPage
        detail={detail}
        toolName={tools.find((tool) => tool.id === problem.toolId)?.name ?? problem.toolId}
        form={<DecideForm action={decideProblemAction} id={problem.id} charged={problem.charged} />}
      />
    </ClientMessages>
  );
}
