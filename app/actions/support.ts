'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { formAnswer } from '@/app/_shell/form-answer';
import type { FormState } from '@/components/ui/form-state';
import { publicUrl } from '@/lib/auth';
import { invalidField } from '@/lib/errors';
import { defineAction } from '@/lib/http';
import { readNotices } from '@/lib/notices';
import { decideProblem, reportProblem } from '@/lib/support';
import { reportProblemSchema } from '@/lib/support/schema';
import { decideProblemActionSpec, readAllNoticesSpec, reportProblemActionSpec } from './_specs/support';

const report = defineAction(reportProblemActionSpec, async ({ ctx, fields }) => {
  const t = await getTranslations('support');
  const { runId, sharesContent, ...words } = fields;
  const read = reportProblemSchema.safeParse({ ...words, sharesContent: sharesContent === 'true' });
  if (!read.success) {
    const path = String(read.error.issues[0]?.path[0] ?? 'reason');
    throw invalidField(path, path === 'reason' ? t('fix') : (read.error.issues[0]?.message ?? ''));
  }
  const { repeated } = await reportProblem({ ctx, input: { ...read.data, runId } });
  revalidatePath(`/runs/${runId}`);
  return t(repeated ? 'sentBefore' : 'sent');
});

export async function reportProblemAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('support');
  const result = await report(form);
  return formAnswer(form, result, result.ok ? result.data : '', t('fix'));
}

const readAll = defineAction(readAllNoticesSpec, async ({ ctx }) => {
  await readNotices({ ctx, input: {} });
  revalidatePath('/', 'layout');
});

export async function readAllNotices(form: FormData): Promise<void> {
  await readAll(form);
}

const decide = defineAction(decideProblemActionSpec, async ({ ctx, services, fields }) => {
  const t = await getTranslations('adminSupport.decide');
  const { id, decision, answer } = fields;
  if (decision === 'decline' && !answer) throw invalidField('answer', t('needsWords'));
  const { problem } = await decideProblem({ ctx, input: { id, decision, answer, baseUrl: publicUrl(services.env) } });
  revalidatePath('/admin/support', 'layout');
  return problem.status === 'refunded' ? t('refunded') : t('declined');
});

export async function decideProblemAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('adminSupport.decide');
  const result = await decide(form);
  return formAnswer(form, result, result.ok ? result.data : '', t('fix'));
}
