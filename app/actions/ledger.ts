'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { stepAnswer } from '@/app/_shell/form-answer';
import { EMPTY_FORM, type FormState } from '@/components/ui/form-state';
import { refundRun } from '@/lib/admin';
import { reconcile } from '@/lib/credits';
import { AppError } from '@/lib/errors';
import { formatCredits } from '@/lib/format';
import { defineAction } from '@/lib/http';
import { checkLedgerActionSpec, refundRunActionSpec } from './_specs/admin';

const check = defineAction(checkLedgerActionSpec, async ({ ctx }) => {
  const t = await getTranslations('ledger');
  const { ok, broken } = await reconcile({ ctx, input: {} });
  revalidatePath('/admin/ledger');
  return { ok, said: ok ? t('checked') : t('checkedBroken', { count: broken.length }) };
});

export async function checkLedgerAction(_previous: FormState, form: FormData): Promise<FormState> {
  const result = await check(form);
  if (!result.ok) return { ...EMPTY_FORM, message: result.error.detail };
  return { ...EMPTY_FORM, ok: result.data.ok, message: result.data.said };
}

/** Checks what was typed, asks once, and then does it: `step` says where the form stands. */
const refundStep = defineAction(refundRunActionSpec, async ({ ctx, fields }) => {
  const t = await getTranslations('ledger.refund');
  const { runId, reason = '', step, idempotencyKey } = fields;
  if (step === 'change') return { step: 'edit' as const };
  const amount = fields.amount === undefined ? undefined : Number(fields.amount);
  const wrong = [
    ...(amount === undefined || amount > 0 ? [] : [{ path: 'amount', message: t('badAmount') }]),
    ...(reason ? [] : [{ path: 'reason', message: t('noReason') }]),
  ];
  if (wrong.length > 0) throw new AppError('invalid_input', t('noReason'), { fields: wrong });
  if (step !== 'confirmed') return { step: 'confirm' as const };
  const done = await refundRun({ ctx, input: { runId, amount, reason, idempotencyKey } });
  revalidatePath('/', 'layout');
  const words = { amount: formatCredits(done.amount), charged: formatCredits(done.run.charged) };
  return { step: 'done' as const, said: done.repeated ? t('repeated') : t('done', words), nextKey: ctx.ids.uuid() };
});

export async function refundRunAction(_previous: FormState, form: FormData): Promise<FormState> {
  const errors = await getTranslations('errors');
  return stepAnswer(form, await refundStep(form), errors('form'));
}
