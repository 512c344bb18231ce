import { requireUserId, type Ctx } from '@/lib/context';
import { invalidField } from '@/lib/errors';
import { fileName, pictureForms, titleOf, type PictureForm } from '@/lib/format';
import type { RunView } from '../types';
import { convertImage } from './convert-image';
import { extensionOf } from './media-types';
import { oneAtATime } from './one-at-a-time';
import { openFile } from './open-file';

interface RunPictureInput {
  as: PictureForm;
  /** Which of the run's files, from 1. */
  file: number;
}

/** `chat-a-title.webp`, or `chat-a-title-2.webp` where there are several. */
function nameOf(run: RunView, { as, file }: RunPictureInput): string {
  const name = fileName({ ...run, title: titleOf(run.input), ending: extensionOf(`image/${as}`) });
  return (run.output.files ?? []).length > 1 ? name.replace(/\.\w+$/, `-${file}$&`) : name;
}

/**
 * One of a run's pictures in another form. One person's are made one after another.
 * @throws AppError invalid_input naming `file` where there is no such file, `as` where it does not come in that form;
 *   rate_limited where many wait already.
 */
export async function runPicture(ctx: Ctx, run: RunView, input: RunPictureInput) {
  const files = run.output.files ?? [];
  const stored = files[input.file - 1];
  if (!stored && files.length > 0) throw invalidField('file', `this result has ${files.length}`);
  if (!stored || !pictureForms(stored).includes(input.as)) throw invalidField('as', 'is no form of this result');
  const opened = await openFile({ ctx, input: { id: stored.url.slice(stored.url.lastIndexOf('/') + 1) } });
  const read = async () => new Uint8Array(await new Response(await opened.read()).arrayBuffer());
  const body = await oneAtATime(requireUserId(ctx.actor), () => convertImage(read, input.as));
  if (!body) throw invalidField('as', 'cannot be made of this picture');
  return { name: nameOf(run, input), type: `image/${input.as}`, body };
}
