'use server';

import { getTranslations } from 'next-intl/server';
import { formAnswer } from '@/app/_shell/form-answer';
import type { FormState } from '@/components/ui/form-state';
import { decideCase } from '@/lib/admin';
import { invalidField } from '@/lib/errors';
import { defineAction } from '@/lib/http';
import { decideCaseActionSpec } from './_specs/fraud';

const decide = defineAction(decideCaseActionSpec, async ({ ctx, fields }) => {
  const t = await getTranslations('adminFraud.decide');
  if (fields.decision === 'reverse' && !fields.note) throw invalidField('note', t('needsWords'));
  await decideCase({ ctx, input: fields });
  return t(`done.${fields.decision}`);
});

/** The card stays where it was and says what became of it: the list is read anew with the next visit. */
export async function decideCaseAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('adminFraud.decide');
  const result = await decide(form);
  return formAnswer(form, result, result.ok ? result.data : '', t('fix'));
}
