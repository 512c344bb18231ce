'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { formAnswer } from '@/app/_shell/form-answer';
import { kindOf, modelValues, readModelForm } from '@/components/admin/catalog/model-fields';
import { EMPTY_FORM, type FormState } from '@/components/ui/form-state';
import {
  addModel,
  changeModel,
  findModel,
  refreshListing,
  resetModel,
  switchProvider,
  type ModelView,
} from '@/lib/admin';
import { AppError } from '@/lib/errors';
import { defineAction, type ActionResult } from '@/lib/http';
import type { ModelOverride } from '@/lib/settings';
import {
  hideModelActionSpec,
  refreshListingActionSpec,
  resetModelActionSpec,
  saveModelActionSpec,
  switchProviderActionSpec,
} from './_specs/catalog';

/** What a form of one button shows afterwards. */
function said(result: ActionResult<{ ok: boolean; words: string }>): FormState {
  if (!result.ok) return { ...EMPTY_FORM, message: result.error.errors?.[0]?.message ?? result.error.detail };
  return { ...EMPTY_FORM, ok: result.data.ok, message: result.data.words };
}

const switchOne = defineAction(switchProviderActionSpec, async ({ ctx, fields }) => {
  const t = await getTranslations('adminCatalog.providers');
  await switchProvider({ ctx, input: fields });
  revalidatePath('/', 'layout');
  return { ok: true, words: t(fields.enabled ? 'switchedOn' : 'switchedOff') };
});

export async function switchProviderAction(_previous: FormState, form: FormData): Promise<FormState> {
  return said(await switchOne(form));
}

const refreshOne = defineAction(refreshListingActionSpec, async ({ ctx, fields }) => {
  const t = await getTranslations('adminCatalog.providers');
  const { listing } = await refreshListing({ ctx, input: fields });
  revalidatePath('/', 'layout');
  const failed = !listing || listing.failure !== null;
  return { ok: !failed, words: failed ? t('refreshFailed') : t('refreshed', { count: listing.models }) };
});

export async function refreshListingAction(_previous: FormState, form: FormData): Promise<FormState> {
  return said(await refreshOne(form));
}

const hideOne = defineAction(hideModelActionSpec, async ({ ctx, fields: { id, hidden } }) => {
  const t = await getTranslations('adminCatalog.models');
  const after = await changeModel({ ctx, input: { id, patch: { hidden: hidden ? true : null } } });
  // Only a plain word of the operator keeps what the provider has stopped listing.
  if (!hidden && after.state === 'unlisted') await changeModel({ ctx, input: { id, patch: { hidden: false } } });
  revalidatePath('/', 'layout');
  return { ok: true, words: t(hidden ? 'hidden' : 'shown') };
});

export async function hideModelAction(_previous: FormState, form: FormData): Promise<FormState> {
  return said(await hideOne(form));
}

/** What the catalog knows of a model that is not in it yet. */
const blank = (
  id: string,
): Pick<ModelView, 'label' | 'tier' | 'quality' | 'contextTokens' | 'maxOutputTokens' | 'cost'> => ({
  ...{ label: id.slice(id.indexOf('/') + 1), tier: 'standard', quality: null },
  ...{ contextTokens: null, maxOutputTokens: null, cost: {} },
});

const saveOne = defineAction(saveModelActionSpec, async ({ ctx, fields }) => {
  const t = await getTranslations('adminCatalog.form');
  const { id, task, ...typed } = fields;
  const known = await findModel({ ctx, input: { id } });
  const isNew = !known || known.state === 'offered';
  const { patch, wrong } = readModelForm(typed, modelValues(known ?? blank(id), task));
  if (wrong.length > 0) {
    const errors = wrong.map((path) => ({ path, message: t('number') }));
    throw new AppError('invalid_input', t('wrong'), { fields: errors });
  }
  if (isNew) await addModel({ ctx, input: { id, ...kindOf(task), ...(patch as ModelOverride) } });
  else if (Object.keys(patch).length === 0) return { isNew, words: t('unchanged') };
  else await changeModel({ ctx, input: { id, patch } });
  revalidatePath('/', 'layout');
  return { isNew, words: t('saved') };
});

export async function saveModelAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('adminCatalog.form');
  const result = await saveOne(form);
  if (result.ok && result.data.isNew)
    redirect(`/admin/models/edit?${new URLSearchParams({ id: idOf(form), added: '1' }).toString()}`);
  return formAnswer(form, result, result.ok ? result.data.words : '', t('wrong'));
}

const idOf = (form: FormData) => {
  const id = form.get('id');
  return typeof id === 'string' ? id : '';
};

const resetOne = defineAction(resetModelActionSpec, async ({ ctx, fields }) => {
  await resetModel({ ctx, input: fields });
  revalidatePath('/', 'layout');
  return { ok: true, words: '' };
});

export async function resetModelAction(_previous: FormState, form: FormData): Promise<FormState> {
  const result = await resetOne(form);
  if (result.ok) redirect(`/admin/models?${new URLSearchParams({ q: idOf(form) }).toString()}`);
  return said(result);
}
