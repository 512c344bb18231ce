import type { ToolDefinition } from '../definition';
import { longText, SEED, seedOf } from './fields';
import { words } from './frame';
import { COUNT, option } from './options';

/** What image models read of a prompt. */
export const PICTURE_PROMPT_CHARACTERS = 2_000;

export const imageGeneration: ToolDefinition = {
  id: 'image-generation',
  version: 2,
  name: 'Make an image',
  kind: 'image',
  group: 'picture',
  suits: ({ capabilities = [] }) => !capabilities.includes('edit-only'),
  description:
    'Describe a picture in words and get it as a file: illustrations, covers, backgrounds, ideas, up to four at once.',
  fields: () => [
    longText({
      id: 'prompt',
      label: 'What should it show?',
      placeholder: 'A lighthouse on a cliff at dusk, warm light in the windows, long exposure…',
      maxLength: PICTURE_PROMPT_CHARACTERS,
    }),
    SEED,
  ],
  options: [
    option(
      'size',
      'Size',
      {
        '512x512': 'Small, 512 × 512',
        '768x768': 'Medium, 768 × 768',
        '1024x1024': 'Large, 1024 × 1024',
        '1024x768': 'Wide, 1024 × 768',
        '768x1024': 'Tall, 768 × 1024',
      },
      '1024x1024',
    ),
    option('style', 'Style', {
      natural: 'Natural',
      photo: 'Photo',
      illustration: 'Illustration',
      watercolour: 'Watercolour',
      abstract: 'Abstract',
    }),
    COUNT,
  ],
  examples: [
    {
      title: 'Lighthouse at dusk',
      input: {
        prompt: 'A lighthouse on a cliff at dusk, warm light in the windows, waves drawn out by a long exposure',
      },
      options: { size: '1024x768', style: 'photo' },
    },
    {
      title: 'Cover for a podcast',
      input: { prompt: 'Two paper cups connected by a thread of light, deep blue background, plenty of empty space' },
      options: { size: '1024x1024', style: 'illustration' },
    },
    {
      title: 'Mountain morning',
      input: { prompt: 'Layers of misty mountains at sunrise, soft greens and pinks' },
      options: { size: '768x1024', style: 'watercolour' },
    },
  ],
  render: (call) => {
    const { size, style, count } = call.options;
    const [width = 1024, height = 1024] = (size ?? '1024x1024').split('x').map(Number);
    return {
      kind: 'image',
      prompt: words(call, 'prompt'),
      width,
      height,
      count: Number(count ?? 1),
      ...(style && style !== 'natural' ? { style } : {}),
      ...seedOf(call.input.seed),
    };
  },
};
