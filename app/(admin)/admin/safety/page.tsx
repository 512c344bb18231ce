import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { saveSafetyAction, tryModerationAction } from '@/app/actions/safety';
import { SafetyForm, TryForm } from '@/components/admin/safety/safety-form';
import { ClientMessages } from '@/components/layout/client-messages';
import { PageHeader } from '@/components/ui/page-header';
import { readSettings } from '@/lib/admin';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminSafety');
  return { title: t('title') };
}

export default async function Page() {
  const [t, { ctx }] = await Promise.all([getTranslations('adminSafety'), requireSignedIn('/admin/safety')]);
  const { moderation } = await readSettings({ ctx, input: {} });
  return (
    <ClientMessages namespaces={['adminSafety']}>
      <div className="grid max-w-3xl gap-6">
        <PageHeader title={t('title')} lead={t('lead')} />
        <SafetyForm action={saveSafetyAction} current={moderation} />
        <TryForm action={tryModerationAction} />
      </div>
    </ClientMessages>
  );
}
