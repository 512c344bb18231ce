'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { formAnswer } from '@/app/_shell/form-answer';
import { changeSettings } from '@/app/_shell/list-errors';
import { listLines } from '@/components/admin/text-lines';
import { EMPTY_FORM, type FormState } from '@/components/ui/form-state';
import { defineAction } from '@/lib/http';
import { tryModeration } from '@/lib/tools';
import { saveSafetyActionSpec, tryModerationActionSpec } from './_specs/support';

const save = defineAction(saveSafetyActionSpec, async ({ ctx, fields }) => {
  const t = await getTranslations('adminSafety');
  const { before, after, failOpen, terms = '' } = fields;
  const lines = listLines(terms);
  const moderation = { before, after, failOpen: failOpen === 'true', terms: lines.map(({ text }) => text) };
  const list = { path: 'moderation.terms', field: 'terms', lines };
  await changeSettings(ctx, { moderation }, list, (wrong) => t('termsWrong', wrong));
  revalidatePath('/admin/safety');
  return t('saved');
});

export async function saveSafetyAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('adminSafety');
  const result = await save(form);
  return formAnswer(form, result, result.ok ? result.data : '', t('fix'));
}

const attempt = defineAction(tryModerationActionSpec, async ({ ctx, fields }) => {
  const t = await getTranslations('adminSafety.try');
  const { term, endpoint } = await tryModeration({ ctx, input: { text: fields.text ?? '' } });
  const list = term === null ? t('listClean') : t('listHit', { term });
  if (!endpoint) return { refused: term !== null, said: `${list}\n${t('endpointNone')}` };
  const { flagged, categories, provider } = endpoint;
  const words = categories.length > 0 ? t('endpointHit', { provider, categories: categories.join(', ') }) : null;
  const other = flagged ? (words ?? t('endpointHitPlain', { provider })) : t('endpointClean', { provider });
  return { refused: term !== null || flagged, said: `${list}\n${other}` };
});

export async function tryModerationAction(_previous: FormState, form: FormData): Promise<FormState> {
  const result = await attempt(form);
  const text = form.get('text');
  const values = { text: typeof text === 'string' ? text : '' };
  if (!result.ok) return { ...EMPTY_FORM, values, message: result.error.detail };
  return { ...EMPTY_FORM, values, ok: !result.data.refused, message: result.data.said };
}
