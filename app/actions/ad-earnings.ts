'use server';

import { revalidatePath } from 'next/cache';
import { getFormatter, getTranslations } from 'next-intl/server';
import { formAnswer } from '@/app/_shell/form-answer';
import { changeSettings } from '@/app/_shell/list-errors';
import { COUNTRIES_FIELD, readAdRules } from '@/components/admin/ads/rules-patch';
import { readAdSetup, SELLERS_FIELD } from '@/components/admin/ads/setup-patch';
import type { FormState } from '@/components/ui/form-state';
import { decodeReport, importYield, MOST_REPORT_BYTES } from '@/lib/ads';
import { AppError } from '@/lib/errors';
import { defineAction } from '@/lib/http';
import { updateSettings } from '@/lib/settings';
import { importYieldActionSpec, saveAdRulesActionSpec, saveAdSetupActionSpec } from './_specs/earnings';

/** Errors of single countries stand at the field of all. */
function atFields(error: unknown): unknown {
  if (!(error instanceof AppError) || error.fields.length === 0) return error;
  const fields = error.fields.map(({ path, message }) =>
    path.startsWith(`${COUNTRIES_FIELD}.`)
      ? { path: COUNTRIES_FIELD, message: `${path.slice(COUNTRIES_FIELD.length + 1)}: ${message}` }
      : { path, message },
  );
  return new AppError(error.code, error.detail, { fields });
}

const saveRules = defineAction(saveAdRulesActionSpec, async ({ ctx, fields }) => {
  const t = await getTranslations('adminAds.rules');
  const { patch, wrong } = readAdRules(fields, ctx.settings.current().ads);
  if (wrong.length > 0) {
    const errors = wrong.map(({ field, line }) => ({
      path: field,
      message: line === 0 ? t('number') : t('countryLine', { line }),
    }));
    throw new AppError('invalid_input', t('wrong'), { fields: errors });
  }
  if (!patch) return t('unchanged');
  try {
    await updateSettings({ ctx, input: patch });
  } catch (error) {
    throw atFields(error);
  }
  revalidatePath('/', 'layout');
  return t('saved');
});

export async function saveAdRulesAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('adminAds.rules');
  const result = await saveRules(form);
  return formAnswer(form, result, result.ok ? result.data : '', t('wrong'));
}

const saveSetup = defineAction(saveAdSetupActionSpec, async ({ ctx, fields }) => {
  const t = await getTranslations('adminAds.setup');
  const { patch, wrong, lines } = readAdSetup(fields, ctx.settings.current().ads);
  if (wrong.length > 0) {
    const errors = wrong.map(({ field, word }) => ({ path: field, message: t(word) }));
    throw new AppError('invalid_input', t('wrong'), { fields: errors });
  }
  if (!patch) return t('unchanged');
  await changeSettings(ctx, { ...patch }, { path: SELLERS_FIELD, lines }, (one) => t('line', one));
  revalidatePath('/', 'layout');
  return t('saved');
});

export async function saveAdSetupAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('adminAds.setup');
  const result = await saveSetup(form);
  return formAnswer(form, result, result.ok ? result.data : '', t('wrong'));
}

/** All wrong cells belong to the field that the report was pasted into. */
function atReport(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const cells = error.fields.filter(({ path }) => path.startsWith('csv.'));
  if (cells.length === 0) return error;
  const message = cells.map((cell) => cell.message).join('\n');
  return new AppError('invalid_input', error.detail, { fields: [{ path: 'csv', message }] });
}

const bringIn = defineAction(importYieldActionSpec, async ({ ctx, fields }) => {
  const [t, format] = await Promise.all([getTranslations('adminAds.import'), getFormatter()]);
  const { csv, network = 'by_column', currency, usdPerUnit } = fields;
  const rate = usdPerUnit === undefined ? {} : { usdPerUnit: Number(usdPerUnit.replace(',', '.')) };
  try {
    const input = { csv, currency, ...rate, network: network === 'by_column' ? undefined : network };
    const { rows, from, to, impressions, revenueUsd, replaced } = await importYield({ ctx, input });
    revalidatePath('/admin/ads');
    const revenue = format.number(revenueUsd, { style: 'currency', currency: 'USD' });
    return t('done', { rows, from, to, impressions, revenue, replaced });
  } catch (error) {
    throw atReport(error);
  }
});

/** A file that came with the form takes the place of what was pasted. Anything may be sent here. */
async function withReport(form: FormData): Promise<FormData> {
  if (!(form instanceof FormData)) return form;
  const file = form.get('file');
  const filled = new FormData();
  for (const [name, value] of form) if (name !== 'file') filled.append(name, value);
  if (file instanceof File && file.size > 0 && file.size <= MOST_REPORT_BYTES)
    filled.set('csv', decodeReport(new Uint8Array(await file.arrayBuffer())));
  return filled;
}

/** So much of a report that was refused is shown again. */
const MOST_SHOWN = 20_000;

export async function importYieldAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('adminAds.import');
  const filled = await withReport(form);
  const result = await bringIn(filled);
  const answer = formAnswer(filled, result, result.ok ? result.data : '', t('wrong'));
  if (answer.ok) return { ...answer, values: {} };
  const { csv, ...values } = answer.values;
  const file = form instanceof FormData ? form.get('file') : null;
  const isHuge = file instanceof File && file.size > MOST_REPORT_BYTES;
  const empty = isHuge ? t('tooLarge', { megabytes: MOST_REPORT_BYTES / 1_000_000 }) : t('empty');
  const errors = csv ? answer.errors : { ...answer.errors, csv: empty };
  return { ...answer, errors, values: csv && csv.length <= MOST_SHOWN ? { ...values, csv } : values };
}
