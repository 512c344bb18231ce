import { mostCharacters, type ToolDefinition } from '../definition';
import { longText } from './fields';
import { rules, words } from './frame';
import { LENGTH, outputTokens } from './output-tokens';
import { toneOf, toneOption } from './tones';

const WORDS: Record<string, string> = {
  short: 'under 120 words',
  medium: 'around 250 words',
  long: 'around 450 words',
};

export const textGeneration: ToolDefinition = {
  id: 'text-generation',
  version: 2,
  name: 'Write text',
  kind: 'text',
  group: 'write',
  continues: true,
  description:
    'Describe what you need and get a finished draft: stories, product copy, speeches, plans, announcements.',
  fields: (limits) => [
    longText({
      id: 'prompt',
      label: 'What should it write?',
      placeholder: 'A friendly reminder to a customer whose invoice is two weeks overdue…',
      maxLength: mostCharacters(limits),
    }),
  ],
  options: [LENGTH, toneOption('neutral', 'friendly', 'professional', 'playful', 'persuasive')],
  examples: [
    {
      title: 'Product page',
      input: {
        prompt:
          'Write a product description of a stoneware mug with an oatmeal glaze. It holds 350 ml, goes into the dishwasher and is made in small batches in Porto. End with one sentence on care.',
      },
      options: { length: 'short', tone: 'persuasive' },
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
  render: (call, limits) => {
    const { length, tone } = call.options;
    const prompt = words(call, 'prompt');
    return {
      kind: 'text',
      instructions: rules(
        'You are an experienced writer. You write what the user asks for, ready to be used as it is.',
        `Length: ${WORDS[length ?? ''] ?? WORDS.medium}, unless the request names another; end with a complete sentence.`,
        `Tone: ${toneOf(tone)}, unless the request names another.`,
        'Write in the language of the request unless it asks for another.',
        'Use Markdown where structure helps the reader: headings for longer pieces, lists, tables. A letter, a story or a speech stays prose.',
        'Be concrete. Invent no facts, names, prices or dates that the reader could take for real: put a placeholder in [square brackets] where one is missing.',
        'Give the text alone: no greeting to the user, no comment before or after it, nothing about yourself.',
      ),
      prompt,
      maxOutputTokens: outputTokens(length, limits),
      temperature: 0.8,
      demo: { task: 'write', text: prompt, options: call.options },
    };
  },
};
