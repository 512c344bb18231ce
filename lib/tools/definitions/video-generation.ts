import type { ToolDefinition } from '../definition';
import { longText, SEED, seedOf } from './fields';
import { words } from './frame';
import { option } from './options';

/** What film models read of a prompt. */
const FILM_PROMPT_CHARACTERS = 1_000;

export const videoGeneration: ToolDefinition = {
  id: 'video-generation',
  version: 1,
  name: 'Make a video',
  kind: 'video',
  group: 'film',
  batches: false,
  description: 'A short clip from a description. It takes a few minutes: leave the page, you are told when it is done.',
  fields: () => [
    longText({
      id: 'prompt',
      label: 'What should happen?',
      placeholder: 'A paper boat drifts down a rainy gutter past neon reflections, slow tracking shot…',
      hint: 'One scene, one movement: say what is seen, how it moves and how the camera follows.',
      maxLength: FILM_PROMPT_CHARACTERS,
    }),
    SEED,
  ],
  options: [
    option('size', 'Format', {
      '1280x720': 'Wide, 16:9',
      '720x1280': 'Tall, 9:16',
      '720x720': 'Square, 1:1',
    }),
    option('seconds', 'Length', { '4': '4 seconds', '6': '6 seconds', '8': '8 seconds' }),
  ],
  examples: [
    {
      title: 'Paper boat',
      input: {
        prompt:
          'A paper boat drifts down a rainy gutter past neon reflections, slow tracking shot at water level, night',
      },
      options: { size: '1280x720', seconds: '4' },
    },
    {
      title: 'Coffee, close up',
      input: {
        prompt: 'Milk poured into black coffee in slow motion, close up from above, clouds unfolding, morning light',
      },
      options: { size: '720x1280', seconds: '4' },
    },
    {
      title: 'Dunes at sunrise',
      input: {
        prompt: 'Wind draws lines into sand dunes at sunrise, the camera glides low over the ridge, long shadows',
      },
      options: { size: '1280x720', seconds: '6' },
    },
  ],
  render: (call) => {
    const { size, seconds } = call.options;
    const [width = 1_280, height = 720] = (size ?? '1280x720').split('x').map(Number);
    return {
      kind: 'video',
      prompt: words(call, 'prompt'),
      width,
      height,
      seconds: Number(seconds ?? 4),
      ...seedOf(call.input.seed),
    };
  },
};
