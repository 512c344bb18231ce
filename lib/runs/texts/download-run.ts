import type { Ctx } from '@/lib/context';
import type { TextForm } from '@/lib/format';
import { invalidField } from '@/lib/errors';
import { getRun } from '../get-run';
import { runText } from './run-text';

/**
 * One of the actor's results as a file of text: its name, type and words.
 * @throws AppError not_found; invalid_input (as) where it does not come in that form.
 */
export async function downloadRun({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; as: TextForm };
}): Promise<{ name: string; type: string; body: string }> {
  const run = await getRun({ ctx, input });
  const file = runText(run, input.as);
  if (!file) throw invalidField('as', 'is no form of this result');
  return file;
}
