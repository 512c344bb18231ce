import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { endSession, saveName } from '@/app/actions/account';
import { signOut } from '@/app/actions/shell';
import { ProfileForm } from '@/components/account/profile-form';
import { SessionList } from '@/components/account/session-list';
import { ClientMessages } from '@/components/layout/client-messages';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { When } from '@/components/ui/when';
import { getMe, listSessions } from '@/lib/auth';
import { requireSignedIn } from '@/app/_shell/page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('title') };
}

export default async function Page() {
  const [t, { ctx }] = await Promise.all([getTranslations('account'), requireSignedIn('/account')]);
  const [me, sessions] = await Promise.all([getMe({ ctx }), listSessions({ ctx })]);
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title={t('title')} />
      <div className="grid gap-6">
        <Card>
          <CardHeader title={t('profile')} />
          <dl className="mb-6 grid gap-4 sm:grid-cols-2">
            <div>
              <dt className="text-sm text-muted">{t('email')}</dt>
              <dd className="wrap-anywhere">{me.email}</dd>
            </div>
            <div>
              <dt className="text-sm text-muted">{t('since')}</dt>
              <dd>
                <When at={me.createdAt} style="day" />
              </dd>
            </div>
          </dl>
          <ClientMessages namespaces={['account']}>
            <ProfileForm action={saveName} name={me.name} />
          </ClientMessages>
        </Card>
        <Card>
          <CardHeader title={t('sessions.title')} />
          <p className="-mt-2 mb-2 text-muted">{t('sessions.lead')}</p>
          <SessionList sessions={sessions} revoke={endSession} />
        </Card>
        <Card className="flex flex-wrap items-center justify-between gap-4">
          <div>
            <h2 className="text-lg">{t('signOutTitle')}</h2>
            <p className="text-muted">{t('signOutBody')}</p>
          </div>
          <form action={signOut}>
            <Button type="submit" variant="secondary">
              {t('signOut')}
            </Button>
          </form>
        </Card>
      </div>
    </div>
  );
}
