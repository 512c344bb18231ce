'use server';

import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { formAnswer } from '@/app/_shell/form-answer';
import { onwardPath, readOnward } from '@/components/auth/onward';
import type { FormState } from '@/components/ui/form-state';
import {
  cookieNames,
  forgotPassword,
  publicUrl,
  registerUser,
  resetPassword,
  setSessionCookie,
  signInLimited,
  tokenInCookie,
  verifyEmail,
} from '@/lib/auth';
import type { Ctx } from '@/lib/context';
import { defineAction } from '@/lib/http';
import type { Services } from '@/lib/server';
import { forgotActionSpec, resetActionSpec, signInActionSpec, signUpActionSpec, verifyActionSpec } from './_specs/auth';

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
  await registerUser({ ctx, input: { ...fields, baseUrl: publicUrl(services.env) } });
  return enter(ctx, services, fields);
});

const doForgot = defineAction(forgotActionSpec, ({ ctx, services, fields }) =>
  forgotPassword({
    ctx,
    limiter: services.limiter,
    input: { email: fields.email, baseUrl: publicUrl(services.env) },
  }),
);

const doReset = defineAction(resetActionSpec, ({ ctx, fields }) => resetPassword({ ctx, input: fields }));

const doVerify = defineAction(verifyActionSpec, ({ ctx, fields }) => verifyEmail({ ctx, input: fields }));

export async function signInAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('errors');
  return formAnswer(form, await doSignIn(form), '', t('form'));
}

export async function signUpAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('errors');
  return formAnswer(form, await doSignUp(form), '', t('form'));
}

export async function forgotAction(_previous: FormState, form: FormData): Promise<FormState> {
  const [t, errors] = await Promise.all([getTranslations('auth.forgot'), getTranslations('errors')]);
  return formAnswer(form, await doForgot(form), t('sent'), errors('form'));
}

/** A link that does not work is said in words of this page: its field is hidden. */
export async function resetAction(_previous: FormState, form: FormData): Promise<FormState> {
  const [t, errors] = await Promise.all([getTranslations('auth'), getTranslations('errors')]);
  const state = formAnswer(form, await doReset(form), t('reset.done'), errors('form'));
  return state.errors.token ? { ...state, message: t('linkDead') } : state;
}

export async function verifyAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('auth');
  const state = formAnswer(form, await doVerify(form), t('verify.done'), '');
  return state.errors.token ? { ...state, message: t('linkDead') } : state;
}
