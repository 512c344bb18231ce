import type { ToolDefinition } from '../definition';

/** What image models read of a prompt. */
const PROMPT_CHARACTERS = 2_000;

export const imageGeneration: ToolDefinition = {
  id: 'image-generation',
  version: 1,
  name: 'Make an image',
  kind: 'image',
  description: 'Describe a picture in words and get it as a PNG: illustrations, covers, backgrounds, ideas.',
  fields: () => [
    {
      id: 'prompt',
      label: 'What should it show?',
      placeholder: 'A lighthouse on a cliff at dusk, warm light in the windows, long exposure…',
      multiline: true,
      required: true,
      maxLength: PROMPT_CHARACTERS,
    },
  ],
  options: [
    {
      id: 'size',
      label: 'Size',
      choices: [
        { value: '512x512', label: 'Small, 512 × 512' },
        { value: '768x768', label: 'Medium, 768 × 768' },
        { value: '1024x1024', label: 'Large, 1024 × 1024' },
        { value: '1024x768', label: 'Wide, 1024 × 768' },
        { value: '768x1024', label: 'Tall, 768 × 1024' },
      ],
      default: '1024x1024',
    },
    {
      id: 'style',
      label: 'Style',
      choices: [
        { value: 'natural', label: 'Natural' },
        { value: 'photo', label: 'Photo' },
        { value: 'illustration', label: 'Illustration' },
        { value: 'watercolour', label: 'Watercolour' },
        { value: 'abstract', label: 'Abstract' },
      ],
      default: 'natural',
    },
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
  render: ({ input, options }) => {
    const [width = 1024, height = 1024] = (options.size ?? '').split('x').map(Number);
    const style = options.style === 'natural' ? {} : { style: options.style };
    return { kind: 'image', prompt: input.prompt ?? '', width, height, ...style };
  },
};
