import type { ToolDefinition } from '../definition';
import { fileField, longText, SEED, seedOf } from './fields';
import { words } from './frame';
import { givenFile } from './given-file';
import { PICTURE_PROMPT_CHARACTERS } from './image-generation';
import { COUNT } from './options';

/** Where a file does not say how large its picture is. */
const USUAL_SIDE = 1_024;

export const imageEdit: ToolDefinition = {
  id: 'image-edit',
  version: 1,
  name: 'Edit an image',
  kind: 'image',
  group: 'picture',
  batches: false,
  suits: ({ capabilities = [] }) => capabilities.includes('edit'),
  description: 'Change a picture by saying what should be different, or leave the words out and get variations of it.',
  fields: () => [
    fileField({ label: 'Picture', placeholder: 'PNG, JPEG or WebP', accepts: ['image'] }),
    longText({
      id: 'prompt',
      label: 'What should change?',
      placeholder: 'Make it a winter evening with snow on the roofs',
      hint: 'Leave it empty for variations of the picture.',
      required: false,
      maxLength: PICTURE_PROMPT_CHARACTERS,
    }),
    SEED,
  ],
  options: [COUNT],
  examples: [
    {
      title: 'Another season',
      input: { prompt: 'The same scene on a winter evening, snow on roofs and branches, warm light in the windows' },
    },
    {
      title: 'A quiet background',
      input: { prompt: 'Keep the object exactly as it is and put it on a plain, softly lit light grey background' },
    },
    { title: 'Variations', input: {}, options: { count: '4' } },
  ],
  render: (call) => {
    const source = givenFile(call, 'fileId');
    return {
      kind: 'image',
      prompt: words(call, 'prompt'),
      width: source.width ?? USUAL_SIDE,
      height: source.height ?? USUAL_SIDE,
      count: Number(call.options.count ?? 1),
      source,
      ...seedOf(call.input.seed),
    };
  },
};
