import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { one, type Query } from '@/app/_shell/query';
import { resetAction } from '@/app/actions/auth';
import { AuthHead } from '@/components/auth/auth-head';
import { ResetForm } from '@/components/auth/reset-form';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/button';
import { PASSWORD_MIN } from '@/lib/auth';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.reset');
  // The address holds a secret: other sites do not learn it.
  return { title: t('title'), referrer: 'no-referrer', robots: 'noindex' };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, query] = await Promise.all([getTranslations('auth'), searchParams]);
  const token = one(query, 'token');
  return (
    <>
      <AuthHead title={t('reset.title')} lead={t('reset.lead')} />
      {token ? (
        <ResetForm action={resetAction} token={token} passwordMinimum={PASSWORD_MIN} />
      ) : (
        <div className="grid gap-5">
          <Alert tone="bad">{t('linkDead')}</Alert>
          <LinkButton size="lg" href="/forgot">
            {t('reset.again')}
          </LinkButton>
        </div>
      )}
    </>
  );
}
