import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { saveSettings } from '@/app/actions/admin';
import { formValues } from '@/components/admin/settings-fields';
import { SettingsForm } from '@/components/admin/settings-form';
import { ClientMessages } from '@/components/layout/client-messages';
import { PageHeader } from '@/components/ui/page-header';
import { requireAdmin } from '@/lib/context';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.settings');
  return { title: t('title') };
}

export default async function Page() {
  const [t, { ctx }] = await Promise.all([getTranslations('admin.settings'), requireSignedIn('/admin/settings')]);
  requireAdmin(ctx.actor);
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('title')} lead={t('lead')} />
      <ClientMessages namespaces={['admin']}>
        <SettingsForm action={saveSettings} current={formValues(ctx.settings.current())} />
      </ClientMessages>
    </div>
  );
}
