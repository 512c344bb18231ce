import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { MailList } from '@/components/admin/mail-list';
import { PageHeader } from '@/components/ui/page-header';
import { listMails } from '@/lib/mail';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.mails');
  return { title: t('title') };
}

export default async function Page() {
  const [t, { ctx }] = await Promise.all([getTranslations('admin.mails'), requireSignedIn('/admin/mails')]);
  const mails = await listMails({ ctx });
  return (
    <div className="grid max-w-3xl gap-6">
      <PageHeader title={t('title')} lead={t('lead')} />
      <MailList mails={mails} />
    </div>
  );
}
