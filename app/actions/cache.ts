'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { formAnswer } from '@/app/_shell/form-answer';
import { MOST_HOURS, readCacheRules } from '@/components/admin/cache/rules-patch';
import type { FormState } from '@/components/ui/form-state';
import { AppError } from '@/lib/errors';
import { defineAction } from '@/lib/http';
import { updateSettings } from '@/lib/settings';
import { listCacheRules } from '@/lib/tools';
import { saveCacheRulesActionSpec } from './_specs/cache';

const saveRules = defineAction(saveCacheRulesActionSpec, async ({ ctx, fields }) => {
  const t = await getTranslations('adminCache.rules');
  const { patch, wrong } = readCacheRules(fields, listCacheRules({ ctx }));
  if (wrong.length > 0) {
    const errors = wrong.map((path) => ({ path, message: t('number', { most: MOST_HOURS }) }));
    throw new AppError('invalid_input', t('wrong'), { fields: errors });
  }
  if (!patch) return t('unchanged');
  await updateSettings({ ctx, input: { ...patch } });
  revalidatePath('/', 'layout');
  return t('saved');
});

export async function saveCacheRulesAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('adminCache.rules');
  const result = await saveRules(form);
  return formAnswer(form, result, result.ok ? result.data : '', t('wrong'));
}
