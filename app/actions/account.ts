'use server';

import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { formAnswer } from '@/app/_shell/form-answer';
import type { FormState } from '@/components/ui/form-state';
import { deleteMe } from '@/lib/account';
import { cookieNames, publicUrl, requestVerification, revokeSession, updateMe } from '@/lib/auth';
import { defineAction } from '@/lib/http';
import { deleteAccountSpec, endSessionSpec, saveNameSpec, sendVerificationSpec } from './_specs/account';

const changeName = defineAction(saveNameSpec, async ({ ctx, fields }) => {
  await updateMe({ ctx, input: { name: fields.name ? fields.name : null } });
  revalidatePath('/', 'layout');
});

const revoke = defineAction(endSessionSpec, async ({ ctx, fields }) => {
  await revokeSession({ ctx, input: fields });
  revalidatePath('/account');
});

const sendLink = defineAction(sendVerificationSpec, ({ ctx, services }) =>
  requestVerification({ ctx, limiter: services.limiter, input: { baseUrl: publicUrl(services.env) } }),
);

const close = defineAction(deleteAccountSpec, async ({ ctx, services, fields }) => {
  await deleteMe({ ctx, limiter: services.limiter, input: fields });
  (await cookies()).delete(cookieNames(services.env).session);
  redirect('/');
});

export async function saveName(_previous: FormState, form: FormData): Promise<FormState> {
  const [t, errors] = await Promise.all([getTranslations('account'), getTranslations('errors')]);
  return formAnswer(form, await changeName(form), t('saved'), errors('form'));
}

/** A session that has ended meanwhile is what was wanted; the list shows how it stands. */
export async function endSession(form: FormData): Promise<void> {
  await revoke(form);
}

export async function sendVerification(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('account');
  return formAnswer(form, await sendLink(form), t('verification.sent'), '');
}

export async function deleteAccount(_previous: FormState, form: FormData): Promise<FormState> {
  const errors = await getTranslations('errors');
  return formAnswer(form, await close(form), '', errors('form'));
}
