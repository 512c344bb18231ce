import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { pageCtx } from '@/app/_shell/page';
import { signInAction } from '@/app/actions/auth';
import { one, type Query } from '@/app/_shell/query';
import { AuthHead, AuthSwitch } from '@/components/auth/auth-head';
import { onwardPath, readOnward, withOnward } from '@/components/auth/onward';
import { SignInForm } from '@/components/auth/sign-in-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.signIn');
  return { title: t('submit') };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, query, { ctx }] = await Promise.all([getTranslations('auth'), searchParams, pageCtx()]);
  // `callbackUrl` is what NextAuth calls it.
  const onward = readOnward(one(query, 'next') ?? one(query, 'callbackUrl'), one(query, 'draft'));
  if (ctx.actor.type === 'user') redirect(onwardPath(onward));
  return (
    <>
      <AuthHead title={t('signIn.title')} lead={t('signIn.lead')} note={onward.draft ? t('draftKept') : undefined} />
      <SignInForm action={signInAction} onward={onward} />
      <AuthSwitch question={t('signIn.question')} label={t('signUp.submit')} href={withOnward('/sign-up', onward)} />
    </>
  );
}
