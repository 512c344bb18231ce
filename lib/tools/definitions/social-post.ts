import type { ToolDefinition } from '../definition';
import { longText } from './fields';
import { framed, materialRule, rules, words } from './frame';
import { option } from './options';
import { outputTokens } from './output-tokens';
import { toneOf, toneOption } from './tones';

/** What each place is like, and the longest a post may be there. */
const PLATFORMS: Record<string, string> = {
  linkedin:
    'LinkedIn: a first line that makes people open the rest, short paragraphs of one or two sentences, one insight, a question at the end. 600 to 1,200 characters.',
  instagram:
    'Instagram: a caption with a vivid first line, then two to four short lines, a call to action. At most 500 characters.',
  x: 'X: one post of at most 280 characters in all, hashtags included; one thought, no filler.',
  facebook: 'Facebook: a personal, conversational post that invites comments. 300 to 600 characters.',
  threads: 'Threads: casual, one idea, one or two lines. At most 500 characters in all.',
  bluesky: 'Bluesky: one post of at most 300 characters in all, hashtags included; plain and witty.',
};

const HASHTAGS: Record<string, string> = {
  none: 'No hashtags.',
  few: 'One to three hashtags that people really search for, in the last line.',
  many: 'Eight to twelve hashtags from broad to narrow, in the last line; fewer where the platform’s length leaves no room.',
};

export const socialPost: ToolDefinition = {
  id: 'social-post',
  version: 1,
  name: 'Social post',
  kind: 'text',
  group: 'write',
  description: 'One idea, written for the place where it is posted: the right length, the right opening, no buzzwords.',
  fields: () => [
    longText({
      id: 'topic',
      label: 'What is it about?',
      placeholder: 'We open our second bakery on Saturday, free cardamom buns until noon',
      maxLength: 4_000,
    }),
  ],
  options: [
    option('platform', 'Platform', {
      linkedin: 'LinkedIn',
      instagram: 'Instagram',
      x: 'X',
      facebook: 'Facebook',
      threads: 'Threads',
      bluesky: 'Bluesky',
    }),
    toneOption('friendly', 'professional', 'playful', 'bold', 'expert'),
    option('hashtags', 'Hashtags', { none: 'None', few: 'A few', many: 'Many' }, 'few'),
  ],
  examples: [
    {
      title: 'Second bakery',
      input: {
        topic:
          'We open our second bakery on Saturday in Harbour Street. Free cardamom buns until noon, children can shape their own pretzel.',
      },
      options: { platform: 'instagram', tone: 'playful', hashtags: 'few' },
    },
    {
      title: 'A lesson learned',
      input: {
        topic:
          'We deleted half of our onboarding e-mails and activation went up from 31 to 38 per cent. Lesson: every message needs one job.',
      },
      options: { platform: 'linkedin', tone: 'expert', hashtags: 'few' },
    },
    {
      title: 'Open-source release',
      input: {
        topic:
          'Version 2 of our open-source calendar is out today. It works offline, is half the size and imports from everywhere.',
      },
      options: { platform: 'bluesky', tone: 'bold', hashtags: 'none' },
    },
  ],
  render: (call, limits) => {
    const { platform, tone, hashtags } = call.options;
    const topic = words(call, 'topic');
    return {
      kind: 'text',
      instructions: rules(
        'You write social media posts that sound like a person and not like an advertisement. <topic> says what this one is about.',
        PLATFORMS[platform ?? ''] ?? PLATFORMS.linkedin ?? '',
        `Tone: ${toneOf(tone)}.`,
        HASHTAGS[hashtags ?? ''] ?? HASHTAGS.few ?? '',
        'Use what <topic> says: names, places, numbers and dates exactly. Invent none.',
        'No “excited to announce”, no “game-changer”, no rows of emoji; at most one emoji, and only where the tone is playful or friendly.',
        'Write in the language of <topic> unless it names another. Plain text as it is pasted there: no Markdown, no quotation marks around it.',
        'Give one post alone, without comments or alternatives.',
        materialRule('topic'),
      ),
      ...framed({ topic }),
      maxOutputTokens: outputTokens('medium', limits),
      temperature: 0.8,
      demo: { task: 'post', text: topic, options: call.options },
    };
  },
};
