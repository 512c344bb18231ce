'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { formAnswer, stepAnswer } from '@/app/_shell/form-answer';
import { atFormFields } from '@/components/admin/setting-errors';
import { formValues, SETTING_BOXES } from '@/components/admin/settings-fields';
import { settingsPatch } from '@/components/admin/settings-patch';
import type { FormState } from '@/components/ui/form-state';
import { adjustCredits } from '@/lib/admin';
import { AppError } from '@/lib/errors';
import { formatCredits } from '@/lib/format';
import { defineAction } from '@/lib/http';
import { updateSettings } from '@/lib/settings';
import { adjustCreditsActionSpec, saveSettingsSpec } from './_specs/admin';

const BOXES: ReadonlySet<string> = new Set(SETTING_BOXES);
const WORDS = { override: 'override', spend: 'spendLine' } as const;

const changeSettings = defineAction(saveSettingsSpec, async ({ ctx, fields }) => {
  const t = await getTranslations('admin.settings');
  const current = ctx.settings.current();
  const texts = Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  // An emptied input and an unticked box send nothing; the form always carries both.
  const blank = Object.fromEntries(
    Object.keys(formValues(current)).map((path) => [path, BOXES.has(path) ? 'false' : '']),
  );
  const { patch, errors } = settingsPatch({ ...blank, ...Object.fromEntries(texts) }, current);
  const wrong = Object.entries(errors).map(([path, error]) => ({
    path,
    message: error.kind === 'number' ? t('number') : t(WORDS[error.kind], { line: error.line }),
  }));
  if (wrong.length > 0) throw new AppError('invalid_input', t('unchanged'), { fields: wrong });
  if (Object.keys(patch).length === 0) return t('unchanged');
  await updateSettings({ ctx, input: patch });
  revalidatePath('/', 'layout');
  return t('saved');
});

export async function saveSettings(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('admin.settings');
  const answered = await changeSettings(form);
  const result = answered.ok
    ? answered
    : { ...answered, error: { ...answered.error, errors: atFormFields(answered.error.errors ?? []) } };
  const answer = formAnswer(form, result, result.ok ? result.data : '', t('wrong'));
  const boxes = SETTING_BOXES.map((box): [string, string] => [box, String(form.has(box))]);
  return { ...answer, values: { ...answer.values, ...Object.fromEntries(boxes) } };
}

/** Checks what was typed, asks once, and then does it: `step` says where the form stands. */
const adjustStep = defineAction(adjustCreditsActionSpec, async ({ ctx, fields }) => {
  const t = await getTranslations('admin.credits');
  const { userId, reason = '', step, idempotencyKey } = fields;
  if (step === 'change') return { step: 'edit' as const };
  const amount = Number(fields.amount ?? '');
  const wrong = [
    ...(Number.isFinite(amount) && amount !== 0 ? [] : [{ path: 'amount', message: t('badAmount') }]),
    ...(reason ? [] : [{ path: 'reason', message: t('noReason') }]),
  ];
  if (wrong.length > 0) throw new AppError('invalid_input', t('badAmount'), { fields: wrong });
  if (step !== 'confirmed') return { step: 'confirm' as const };
  const done = await adjustCredits({ ctx, input: { userId, amount, reason, idempotencyKey } });
  revalidatePath('/', 'layout');
  const words = { email: done.user.email, available: formatCredits(done.available) };
  return { step: 'done' as const, said: t(done.repeated ? 'repeated' : 'done', words), nextKey: ctx.ids.uuid() };
});

export async function adjustCreditsAction(_previous: FormState, form: FormData): Promise<FormState> {
  const errors = await getTranslations('errors');
  return stepAnswer(form, await adjustStep(form), errors('form'));
}
