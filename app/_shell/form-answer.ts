import type { FormState } from '@/components/ui/form-state';
import type { ActionResult } from '@/lib/http';

const SECRETS = new Set(['password']);

/** What was typed, without secrets and without React's own fields; nothing where an action was called with something else. */
export function typedValues(form: FormData): Record<string, string> {
  if (!(form instanceof FormData)) return {};
  const entries = [...form.entries()].filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && !entry[0].startsWith('$ACTION') && !SECRETS.has(entry[0]),
  );
  return Object.fromEntries(entries);
}

/** What a form shows after its action: the errors at their fields, or `said` when all went well. */
export function formAnswer(
  form: FormData,
  result: ActionResult<unknown>,
  said: string,
  fieldsWrong: string,
): FormState {
  const values = typedValues(form);
  if (result.ok) return { values, errors: {}, message: said, ok: true };
  const errors = Object.fromEntries((result.error.errors ?? []).map(({ path, message }) => [path, message]));
  const message =
    Object.keys(errors).length > 0 && result.error.code === 'invalid_input' ? fieldsWrong : result.error.detail;
  return { values, errors, message, ok: false };
}

/** Where a form of two steps stands: typing, asked to confirm, or done with a key for the next time. */
export type FormStep = { step: 'edit' | 'confirm' } | { step: 'done'; said: string; nextKey: string };

/** What such a form shows after its action. A failure goes back to what was typed. */
export function stepAnswer(form: FormData, result: ActionResult<FormStep>, fieldsWrong: string): FormState {
  if (!result.ok) {
    const answer = formAnswer(form, result, '', fieldsWrong);
    return { ...answer, values: { ...answer.values, step: '' } };
  }
  const { data } = result;
  if (data.step === 'done')
    return { values: { idempotencyKey: data.nextKey }, errors: {}, message: data.said, ok: true };
  return { values: { ...typedValues(form), step: data.step }, errors: {}, message: null, ok: false };
}
