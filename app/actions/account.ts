'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { formAnswer } from '@/app/_shell/form-answer';
import type { FormState } from '@/components/ui/form-state';
import { revokeSession, updateMe } from '@/lib/auth';
import { defineAction } from '@/lib/http';
import { endSessionSpec, saveNameSpec } from './_specs/account';

const changeName = defineAction(saveNameSpec, async ({ ctx, fields }) => {
  await updateMe({ ctx, input: { name: fields.name ? fields.name : null } });
  revalidatePath('/', 'layout');
});

const revoke = defineAction(endSessionSpec, async ({ ctx, fields }) => {
  await revokeSession({ ctx, input: fields });
  revalidatePath('/account');
});

export async function saveName(_previous: FormState, form: FormData): Promise<FormState> {
  const [t, errors] = await Promise.all([getTranslations('account'), getTranslations('errors')]);
  return formAnswer(form, await changeName(form), t('saved'), errors('form'));
}

/** A session that has ended meanwhile is what was wanted; the list shows how it stands. */
export async function endSession(form: FormData): Promise<void> {
  await revoke(form);
}
