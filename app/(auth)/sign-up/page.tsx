import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { pageCtx } from '@/app/_shell/page';
import { signUpAction } from '@/app/actions/auth';
import { one, type Query } from '@/app/_shell/query';
import { AuthHead, AuthSwitch } from '@/components/auth/auth-head';
import { onwardPath, readOnward, withOnward } from '@/components/auth/onward';
import { SignUpForm } from '@/components/auth/sign-up-form';
import { PASSWORD_MIN } from '@/lib/auth';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.signUp');
  return { title: t('submit') };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, query, { ctx }] = await Promise.all([getTranslations('auth'), searchParams, pageCtx()]);
  const onward = readOnward(one(query, 'next'), one(query, 'draft'));
  if (ctx.actor.type === 'user') redirect(onwardPath(onward));
  const { welcomeBonus } = ctx.settings.current().rewards;
  return (
    <>
      <AuthHead
        title={t('signUp.title')}
        lead={t('signUp.lead', { credits: welcomeBonus })}
        note={onward.draft ? t('draftKept') : undefined}
      />
      <SignUpForm action={signUpAction} onward={onward} passwordMinimum={PASSWORD_MIN} />
      <AuthSwitch question={t('signUp.question')} label={t('signIn.submit')} href={withOnward('/sign-in', onward)} />
    </>
  );
}
