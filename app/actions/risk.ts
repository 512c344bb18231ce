'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { formAnswer } from '@/app/_shell/form-answer';
import { changeSettings } from '@/app/_shell/list-errors';
import { DOMAINS_FIELD, readRiskRules } from '@/components/admin/risk/risk-patch';
import type { FormState } from '@/components/ui/form-state';
import { AppError } from '@/lib/errors';
import { defineAction } from '@/lib/http';
import { saveRiskRulesActionSpec } from './_specs/risk';

const saveRules = defineAction(saveRiskRulesActionSpec, async ({ ctx, fields }) => {
  const t = await getTranslations('adminRisk');
  const { patch, wrong, lines } = readRiskRules(fields, ctx.settings.current().risk);
  if (wrong.length > 0) {
    const errors = wrong.map(({ field, ...said }) => ({
      path: field,
      message: said.word === 'order' ? t('order') : t('number', said),
    }));
    throw new AppError('invalid_input', t('wrong'), { fields: errors });
  }
  if (!patch) return t('unchanged');
  await changeSettings(ctx, { ...patch }, { path: DOMAINS_FIELD, lines }, (one) => t('domains.line', one));
  revalidatePath('/admin/fraud', 'layout');
  return t('saved');
});

export async function saveRiskRulesAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('adminRisk');
  const result = await saveRules(form);
  return formAnswer(form, result, result.ok ? result.data : '', t('wrong'));
}
