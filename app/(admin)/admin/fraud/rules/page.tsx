import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { saveRiskRulesAction } from '@/app/actions/risk';
import { RiskForm } from '@/components/admin/risk/risk-form';
import { ClientMessages } from '@/components/layout/client-messages';
import { BackLink } from '@/components/ui/back-link';
import { PageHeader } from '@/components/ui/page-header';
import { recentScores } from '@/lib/risk';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminRisk');
  return { title: t('title') };
}

export default async function Page() {
  const [t, { ctx }] = await Promise.all([getTranslations('adminRisk'), requireSignedIn('/admin/fraud/rules')]);
  const recent = await recentScores({ ctx });
  return (
    <ClientMessages namespaces={['adminRisk']}>
      <div className="max-w-4xl">
        <BackLink href="/admin/fraud">{t('back')}</BackLink>
        <PageHeader title={t('title')} lead={t('lead')} />
        <RiskForm action={saveRiskRulesAction} rules={ctx.settings.current().risk} recent={recent} />
      </div>
    </ClientMessages>
  );
}
