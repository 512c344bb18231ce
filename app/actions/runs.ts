'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { formAnswer } from '@/app/_shell/form-answer';
import type { FormState } from '@/components/ui/form-state';
import { defineAction } from '@/lib/http';
import { deleteRun, deleteRuns, shareRun, unshareRun, updateRun } from '@/lib/runs';
import {
  removeRunSpec,
  removeRunsSpec,
  saveNoteSpec,
  setFavouriteSpec,
  shareResultSpec,
  unshareResultSpec,
} from './_specs/runs';

const mark = defineAction(setFavouriteSpec, async ({ ctx, fields }) => {
  await updateRun({ ctx, input: { id: fields.id, favourite: fields.favourite === 'true' } });
  revalidatePath(`/runs/${fields.id}`);
  revalidatePath('/runs');
});

const remove = defineAction(removeRunSpec, async ({ ctx, fields }) => {
  await deleteRun({ ctx, input: fields });
  redirect('/runs');
});

const removeAll = defineAction(removeRunsSpec, async ({ ctx, fields }) => {
  await deleteRuns({ ctx, input: { ids: fields.id } });
  revalidatePath('/runs');
});

const note = defineAction(saveNoteSpec, async ({ ctx, fields }) => {
  await updateRun({ ctx, input: { id: fields.id, note: fields.note ? fields.note : null } });
  revalidatePath(`/runs/${fields.id}`);
  revalidatePath('/runs');
});

const share = defineAction(shareResultSpec, async ({ ctx, fields }) => {
  await shareRun({ ctx, input: { id: fields.id, showInput: fields.showInput === 'true' } });
  revalidatePath(`/runs/${fields.id}`);
});

const unshare = defineAction(unshareResultSpec, async ({ ctx, fields }) => {
  await unshareRun({ ctx, input: fields });
  revalidatePath(`/runs/${fields.id}`);
});

export async function setFavourite(form: FormData): Promise<void> {
  await mark(form);
}

export async function removeRun(form: FormData): Promise<void> {
  await remove(form);
}

export async function removeRuns(form: FormData): Promise<void> {
  await removeAll(form);
}

/** Whatever goes wrong, the answer holds what was typed. */
export async function saveNote(_previous: FormState, form: FormData): Promise<FormState> {
  const [t, errors] = await Promise.all([getTranslations('runs.note'), getTranslations('errors')]);
  return formAnswer(form, await note(form), form.get('note') ? t('saved') : t('removed'), errors('form'));
}

/** A run that ended or was deleted meanwhile is shown as it is now. */
export async function shareResult(form: FormData): Promise<void> {
  await share(form);
}

export async function unshareResult(form: FormData): Promise<void> {
  await unshare(form);
}
