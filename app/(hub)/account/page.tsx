import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deleteAccount, endSession, saveName, sendVerification } from '@/app/actions/account';
import { signOut } from '@/app/actions/shell';
import { DeleteForm } from '@/components/account/delete-form';
import { ProfileForm } from '@/components/account/profile-form';
import { ResendForm } from '@/components/account/resend-form';
import { SessionList } from '@/components/account/session-list';
import { ClientMessages } from '@/components/layout/client-messages';
import { Badge } from '@/components/ui/badge';
import { Button, buttonClass } from '@/components/ui/button';
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
              <dd className="flex flex-wrap items-center gap-2 wrap-anywhere">
                {me.email}
                <Badge tone={me.emailVerified ? 'good' : 'warn'}>
                  {me.emailVerified ? t('verification.yes') : t('verification.no')}
                </Badge>
              </dd>
            </div>
            <div>
              <dt className="text-sm text-muted">{t('since')}</dt>
              <dd>
                <When at={me.createdAt} style="day" />
              </dd>
            </div>
          </dl>
          <ClientMessages namespaces={['account']}>
            {!me.emailVerified && <ResendForm action={sendVerification} />}
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
        <Card className="flex flex-wrap items-center justify-between gap-4">
          <div>
            <h2 className="text-lg">{t('export.title')}</h2>
            <p className="text-muted">{t('export.lead')}</p>
          </div>
          <a href="/api/me/export" download className={buttonClass({ variant: 'secondary' })}>
            {t('export.download')}
          </a>
        </Card>
        <Card>
          <CardHeader title={t('delete.title')} />
          <p className="-mt-2 mb-4 text-muted">{t('delete.lead')}</p>
          <ClientMessages namespaces={['account', 'auth']}>
            <DeleteForm action={deleteAccount} />
          </ClientMessages>
        </Card>
      </div>
    </div>
  );
}
