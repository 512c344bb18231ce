'use server';

import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { formAnswer } from '@/app/_shell/form-answer';
import { onwardPath, readOnward } from '@/components/auth/onward';
import type { FormState } from '@/components/ui/form-state';
import { cookieNames, registerUser, setSessionCookie, signInLimited, tokenInCookie } from '@/lib/auth';
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
  const userAgent = (await headers()).get('user-agent');
  const held = (await cookies()).get(cookieNames(services.env).session)?.value;
  const replaces = held ? await tokenInCookie(held, services.secret) : null;
  const input = { email, password, userAgent, replaces };
  await setSessionCookie(services, await signInLimited({ ctx, limiter: services.limiter, input }));
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
