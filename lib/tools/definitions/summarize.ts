import { mostCharacters, type ToolDefinition } from '../definition';
import { longText } from './fields';
import { framed, materialRule, rules, words } from './frame';
import { LENGTH, outputTokens } from './output-tokens';

const SIZE: Record<string, string> = {
  short: 'two or three sentences, or three to five points',
  medium: 'about 120 words, or five to eight points',
  long: 'about 300 words, or eight to twelve points',
};

export const summarize: ToolDefinition = {
  id: 'summarize',
  version: 2,
  name: 'Summarize',
  kind: 'text',
  group: 'understand',
  description: 'Paste an article, a report or a long thread and read what matters in a minute.',
  fields: (limits) => [
    longText({
      id: 'text',
      label: 'Text to summarize',
      placeholder: 'Paste an article, minutes of a meeting, a contract…',
      maxLength: mostCharacters(limits),
    }),
  ],
  options: [
    { ...LENGTH, default: 'short' },
    {
      id: 'format',
      label: 'Format',
      choices: [
        { value: 'paragraph', label: 'Paragraph' },
        { value: 'bullets', label: 'Bullet points' },
      ],
      default: 'paragraph',
    },
  ],
  examples: [
    {
      title: 'Minutes of a meeting',
      input: {
        text: 'The team met on Tuesday to plan the autumn release. Maya reported that the new checkout cut abandoned carts by eleven per cent in the test group, but that refunds by gift card still fail. Jonas will fix the refunds before the end of the month. The team agreed to open the checkout to everyone on 4 October unless a severe fault turns up. Support asked for a help page and two weeks of notice; Priya writes the page, and the notice goes out on 18 September. The budget for translated help pages was postponed to the next quarter.',
      },
      options: { length: 'short', format: 'bullets' },
    },
    {
      title: 'A bit of science',
      input: {
        text: 'Coral reefs cover less than one per cent of the ocean floor, yet about a quarter of all marine species spend part of their lives on them. Corals live together with tiny algae that feed them by photosynthesis. When the water stays too warm for weeks, corals expel their algae and turn white, which is called bleaching. A bleached coral is not dead: if the water cools soon enough, the algae return. Repeated heat waves leave too little time to recover. Researchers therefore breed corals that bear more heat, shade small reefs during heat waves and protect the cooler reefs that can reseed others.',
      },
      options: { length: 'medium', format: 'paragraph' },
    },
  ],
  render: (call, limits) => {
    const { length, format } = call.options;
    const text = words(call, 'text');
    return {
      kind: 'text',
      instructions: rules(
        'You summarize texts for people who have no time to read them and must be able to rely on what they read.',
        `Size: ${SIZE[length ?? ''] ?? SIZE.short}; shorter where the text itself is short.`,
        format === 'bullets'
          ? 'Form: a Markdown list of bullet points, the most important first, one thought each.'
          : 'Form: flowing prose in one paragraph, the most important first.',
        'Keep names, numbers, dates, conditions and who said what exact. Where the text leaves something open or contradicts itself, say so.',
        'Add nothing that is not in the text: no opinion, no background, no advice.',
        'Write in the language of the text.',
        'Give the summary alone, without a heading or an introduction such as “This text is about”.',
        materialRule('text'),
      ),
      ...framed({ text }),
      maxOutputTokens: outputTokens(length, limits),
      temperature: 0.3,
      demo: { task: 'summarize', text, options: call.options },
    };
  },
};
