import { mostCharacters, type ToolDefinition } from '../definition';
import { longText } from './fields';
import { framed, materialRule, rules, words } from './frame';
import { LENGTH, outputTokens } from './output-tokens';
import { toneOf, toneOption } from './tones';

const WORDS: Record<string, string> = { short: 'under 80 words', medium: '100 to 160 words', long: '200 to 300 words' };

export const email: ToolDefinition = {
  id: 'email',
  version: 1,
  name: 'Email',
  kind: 'text',
  group: 'write',
  description: 'A few keywords become an email you can send; paste the one you got and it answers every point of it.',
  fields: (limits) => [
    longText({
      id: 'points',
      label: 'What do you want to say?',
      placeholder: 'thanks for the offer; too expensive; could do 2,400; answer by Friday',
      maxLength: 4_000,
    }),
    longText({
      id: 'original',
      label: 'The email you answer',
      placeholder: 'Paste it here if there is one',
      required: false,
      maxLength: mostCharacters(limits),
    }),
  ],
  options: [
    toneOption('professional', 'friendly', 'formal', 'persuasive', 'apologetic', 'firm'),
    { ...LENGTH, default: 'short' },
  ],
  examples: [
    {
      title: 'Overdue invoice',
      input: {
        points:
          'invoice 2041 over 480 euros, two weeks overdue; long-standing customer, surely an oversight; can pay in two parts; please reply by Friday',
      },
      options: { tone: 'friendly', length: 'short' },
    },
    {
      title: 'Answer an inquiry',
      input: {
        points:
          'yes to Saturday 14th; 40 people is fine; vegan menu +4 per person; need deposit of 200; no live music after 10 pm',
        original:
          'Dear team,\n\nwe would like to celebrate my mother’s 70th birthday at your place, ideally on Saturday the 14th. We would be about 40 people, six of them vegan. Is there room for a small band in the evening? And what do you need from us to confirm?\n\nBest wishes\nAnna Lindqvist',
      },
      options: { tone: 'professional', length: 'medium' },
    },
    {
      title: 'A late delivery',
      input: {
        points:
          'order 77310 arrives Tuesday instead of Friday; our warehouse mixed up two parcels; shipping is refunded; sorry',
      },
      options: { tone: 'apologetic', length: 'short' },
    },
  ],
  render: (call, limits) => {
    const { tone, length } = call.options;
    const [points, original] = [words(call, 'points'), words(call, 'original')];
    return {
      kind: 'text',
      instructions: rules(
        original
          ? 'You write the user’s reply to the email in <original>. What the user wants to say stands in <points>.'
          : 'You write an email for the user. What the user wants to say stands in <points>.',
        'First line: “Subject: …”, specific and under 60 characters. Then an empty line, then the email with greeting, body and sign-off.',
        `Tone: ${toneOf(tone)}.`,
        `Length: ${WORDS[length ?? ''] ?? WORDS.short}; the point of the email in its first two sentences.`,
        'Say everything in <points> and nothing that goes beyond it: no invented facts, excuses, dates or promises. What must be filled in stands in [square brackets], the sender’s name too where it is not known.',
        original
          ? 'Answer every question of the original that <points> covers; those it leaves open, list briefly as still to be clarified. Write in the language of the original and use its form of address.'
          : 'Write in the language of <points> unless they name another.',
        'Plain text with blank lines between paragraphs; no Markdown except a list where there are several items.',
        'Give the email alone, without comments.',
        original ? `${materialRule('original')} Only <points> says what the user wants.` : materialRule('points'),
      ),
      ...framed({ original, points }),
      maxOutputTokens: outputTokens(length, limits),
      temperature: 0.6,
      demo: { task: 'email', text: points, options: { ...call.options, original } },
    };
  },
};
