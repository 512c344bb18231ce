import { mostCharacters, type ToolDefinition } from '../definition';
import { LENGTH, outputTokens } from './output-tokens';

const WORDS: Record<string, string> = { short: 'under 120 words', medium: 'around 250 words', long: 'up to 600 words' };

export const textGeneration: ToolDefinition = {
  id: 'text-generation',
  version: 1,
  name: 'Write text',
  kind: 'text',
  continues: true,
  description: 'Describe what you need and get a finished draft: e-mails, posts, product copy, plans, explanations.',
  fields: (limits) => [
    {
      id: 'prompt',
      label: 'What should it write?',
      placeholder: 'A friendly reminder to a customer whose invoice is two weeks overdue…',
      multiline: true,
      required: true,
      maxLength: mostCharacters(limits),
    },
  ],
  options: [
    LENGTH,
    {
      id: 'tone',
      label: 'Tone',
      choices: [
        { value: 'neutral', label: 'Neutral' },
        { value: 'friendly', label: 'Friendly' },
        { value: 'professional', label: 'Professional' },
        { value: 'playful', label: 'Playful' },
        { value: 'persuasive', label: 'Persuasive' },
      ],
      default: 'neutral',
    },
  ],
  examples: [
    {
      title: 'Overdue invoice',
      input: {
        prompt:
          'Write a polite e-mail to a long-standing customer whose invoice of 480 euros is two weeks overdue. Offer to pay in two parts.',
      },
      options: { length: 'short', tone: 'friendly' },
    },
    {
      title: 'Explain it simply',
      input: { prompt: 'Explain to a ten-year-old why the sky is blue at noon and red in the evening.' },
      options: { length: 'short', tone: 'playful' },
    },
    {
      title: 'A week of dinners',
      input: {
        prompt:
          'Plan seven vegetarian dinners for two people, each under 30 minutes, with one shopping list sorted by aisle.',
      },
      options: { length: 'long' },
    },
  ],
  render: ({ input, options }, limits) => ({
    kind: 'text',
    instructions: `You write what the user asks for, ready to use. Length: ${WORDS[options.length ?? ''] ?? 'as needed'}. Tone: ${options.tone}. Answer in the language of the request. Give the text alone, in Markdown where structure helps, without remarks about yourself.`,
    prompt: input.prompt ?? '',
    maxOutputTokens: outputTokens(options.length, limits),
    temperature: 0.8,
    demo: { task: 'write', text: input.prompt ?? '', options },
  }),
};
