import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { one, type Query } from '@/app/_shell/query';
import { verifyAction } from '@/app/actions/auth';
import { AuthHead, AuthSwitch } from '@/components/auth/auth-head';
import { VerifyForm } from '@/components/auth/verify-form';
import { Alert } from '@/components/ui/alert';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.verify');
  return { title: t('title'), referrer: 'no-referrer', robots: 'noindex' };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, query] = await Promise.all([getTranslations('auth'), searchParams]);
  const token = one(query, 'token');
  return (
    <>
      <AuthHead title={t('verify.title')} lead={t('verify.lead')} />
      {token ? <VerifyForm action={verifyAction} token={token} /> : <Alert tone="bad">{t('linkDead')}</Alert>}
      <AuthSwitch question={t('verify.question')} label={t('verify.account')} href="/account" />
    </>
  );
}
