import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { forgotAction } from '@/app/actions/auth';
import { AuthHead, AuthSwitch } from '@/components/auth/auth-head';
import { ForgotForm } from '@/components/auth/forgot-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.forgot');
  return { title: t('title') };
}

export default async function Page() {
  const t = await getTranslations('auth');
  return (
    <>
      <AuthHead title={t('forgot.title')} lead={t('forgot.lead')} />
      <ForgotForm action={forgotAction} />
      <AuthSwitch question={t('forgot.question')} label={t('signIn.submit')} href="/sign-in" />
    </>
  );
}
