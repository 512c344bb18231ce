'use server';

import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { formAnswer } from '@/app/_shell/form-answer';
import { onwardPath, readOnward } from '@/components/auth/onward';
import type { FormState } from '@/components/ui/form-state';
import { ABSOLUTE_MS, cookieNames, cookieOptions, normalizeEmail, registerUser, sealToken, signIn } from '@/lib/auth';
import type { Ctx } from '@/lib/context';
import { defineAction } from '@/lib/http';
import type { Services } from '@/lib/server';
import { signInActionSpec, signUpActionSpec } from './_specs/auth';

interface Entry {
  email: string;
  password: string;
  next?: string;
  draft?: string;
}

/** Opens a session, puts it into the cookie NextAuth reads, and goes on to where the person was heading. */
async function enter(ctx: Ctx, services: Services, { email, password, next, draft }: Entry): Promise<never> {
  const account = normalizeEmail(email);
  await services.limiter.assert('signInAccount', account);
  const userAgent = (await headers()).get('user-agent');
  const { user, token } = await signIn({ ctx, input: { email, password, userAgent } });
  await services.limiter.reset('signInAccount', account);
  const { session, secure } = cookieNames(services.env);
  const sealed = await sealToken(token, user, services.secret);
  (await cookies()).set(session, sealed, { ...cookieOptions(secure), maxAge: ABSOLUTE_MS / 1000 });
  redirect(onwardPath(readOnward(next, draft)));
}

const doSignIn = defineAction(signInActionSpec, ({ ctx, services, fields }) => enter(ctx, services, fields));

const doSignUp = defineAction(signUpActionSpec, async ({ ctx, services, fields }) => {
  await registerUser({ ctx, input: fields });
  return enter(ctx, services, fields);
});

export async function signInAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('errors');
  return formAnswer(form, await doSignIn(form), '', t('form'));
}

export async function signUpAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('errors');
  return formAnswer(form, await doSignUp(form), '', t('form'));
}
