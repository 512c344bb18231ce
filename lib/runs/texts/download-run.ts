import type { Ctx } from '@/lib/context';
import { invalidField } from '@/lib/errors';
import { PICTURE_FORMS, type PictureForm, type TextForm } from '@/lib/format';
import { runPicture } from '../files/run-picture';
import { getRun } from '../get-run';
import { runText } from './run-text';

export interface DownloadRunInput {
  id: string;
  as: TextForm | PictureForm;
  /** Which of several pictures, from 1; the first one when absent. */
  file?: number | undefined;
}

const ofPictures = (form: string): form is PictureForm => (PICTURE_FORMS as readonly string[]).includes(form);

/**
 * One of the actor's results as a file: its name, type and words, or a picture of it in another form.
 * @throws AppError not_found; invalid_input (as, file) where it does not come in that form; rate_limited while many pictures
 *   are being made.
 */
export async function downloadRun({
  ctx,
  input: { id, as, file = 1 },
}: {
  ctx: Ctx;
  input: DownloadRunInput;
}): Promise<{ name: string; type: string; body: string | Uint8Array<ArrayBuffer> }> {
  const run = await getRun({ ctx, input: { id } });
  if (ofPictures(as)) return runPicture(ctx, run, { as, file });
  const text = runText(run, as);
  if (!text) throw invalidField('as', 'is no form of this result');
  return text;
}
