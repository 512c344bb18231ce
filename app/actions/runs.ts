'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { defineAction } from '@/lib/http';
import { deleteRun, updateRun } from '@/lib/runs';
import { removeRunSpec, setFavouriteSpec } from './_specs/runs';

const mark = defineAction(setFavouriteSpec, async ({ ctx, fields }) => {
  await updateRun({ ctx, input: { id: fields.id, favourite: fields.favourite === 'true' } });
  revalidatePath(`/runs/${fields.id}`);
});

const remove = defineAction(removeRunSpec, async ({ ctx, fields }) => {
  await deleteRun({ ctx, input: fields });
  redirect('/runs');
});

export async function setFavourite(form: FormData): Promise<void> {
  await mark(form);
}

export async function removeRun(form: FormData): Promise<void> {
  await remove(form);
}
