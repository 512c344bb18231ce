import { lineErrors, type TextLine } from '@/components/admin/text-lines';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { updateSettings, type SettingsChange } from '@/lib/settings';

interface ListField {
  /** Of the list in the settings. */
  path: string;
  /** Of the form's field it was typed into, where that has another name. */
  field?: string;
  lines: readonly TextLine[];
}

/** What settings found wrong with entries of a list, told together at the field that holds them, by their lines. */
export function atListField(
  error: unknown,
  { path, field = path, lines }: ListField,
  say: (wrong: { line: number; message: string }) => string,
): unknown {
  if (!(error instanceof AppError)) return error;
  const wrong = lineErrors(error.fields, path, lines);
  if (wrong.length === 0) return error;
  const others = error.fields.filter((one) => !one.path.startsWith(`${path}.`));
  const message = [...new Set(wrong.map(say))].join('\n');
  return new AppError(error.code, error.detail, { fields: [...others, { path: field, message }] });
}

/**
 * Changes settings by a form with a list in it. `say` puts what is wrong with one of its lines into words.
 * @throws AppError as updateSettings, with what is wrong with the list at its field
 */
export async function changeSettings(
  ctx: Ctx,
  patch: Extract<SettingsChange, object>,
  list: ListField,
  say: (wrong: { line: number; message: string }) => string,
): Promise<void> {
  try {
    await updateSettings({ ctx, input: patch });
  } catch (error) {
    throw atListField(error, list, say);
  }
}
