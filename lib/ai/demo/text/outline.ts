import { keyPhrases } from './key-phrases';
import { subjectOf } from './subject';

export interface OutlineOptions {
  /** Words to be found by, between commas or on lines of their own. */
  keywords: string;
  audience: string;
}

const MOST_TITLE = 60;
const MOST_DESCRIPTION = 155;
const MOST_KEYWORD = 200;

const capital = (text: string) => text.replace(/^\P{L}*\p{Ll}/u, (start) => start.toUpperCase());
const clipped = (text: string, most: number) =>
  [...text].length <= most
    ? text
    : `${[...text]
        .slice(0, most - 1)
        .join('')
        .replace(/\s+\S*$/u, '')
        .trimEnd()}…`;

/** How a section about a phrase may be headed, and what belongs below it. */
const SECTIONS: readonly ((phrase: string, topic: string) => [string, string[]])[] = [
  (phrase) => [`What is ${phrase}?`, ['In one sentence: [definition]', 'What it is often confused with: [neighbour]']],
  (phrase, topic) => [
    `Why ${phrase} matters${phrase === topic ? '' : ` for ${topic}`}`,
    ['One figure with its source: [figure]', 'What happens without it: [example]'],
  ],
  (phrase) => [
    `How ${phrase} works, step by step`,
    ['Step 1: [first step]', 'Step 2: [second step]', 'What goes wrong most often: [mistake]'],
  ],
  (phrase) => [
    `${capital(phrase)}: costs, time and tools`,
    ['A table: option, cost, for whom [fill in]', 'What one can leave out: [item]'],
  ],
  (phrase) => [`Examples of ${phrase}`, ['A small one: [example]', 'A large one: [example]']],
  (phrase) => [
    `Mistakes with ${phrase} and how to avoid them`,
    ['[Mistake] and its remedy', '[Mistake] and its remedy'],
  ],
];

function questions(topic: string, phrases: readonly string[], audience: string): string[] {
  const [first = topic, second = topic] = phrases;
  return [
    `What is ${topic}, in simple words?`,
    `How do I begin with ${first}?`,
    `What does ${second} cost?`,
    `${capital(topic)} or an alternative: which is better${audience ? ` for ${audience}` : ''}?`,
    `How long does ${first} take?`,
  ];
}

/** An outline of an article that wants to be found: title, description, headings, questions and where the keywords go. */
export function outline(text: string, { keywords, audience }: OutlineOptions): string {
  const { topic } = subjectOf(text);
  const given = keywords
    .split(/[,;\n]+/)
    .map((word) => word.trim().slice(0, MOST_KEYWORD))
    .filter(Boolean)
    .slice(0, 12);
  const found = keyPhrases(text, 5).filter((phrase) => phrase.toLowerCase() !== topic.toLowerCase());
  const phrases = [...new Set([...given, ...found])];
  const main = given[0] ?? topic;
  const readers = audience.trim().slice(0, MOST_KEYWORD);
  const sections = SECTIONS.map((make, index) =>
    make(index === 0 ? main : (phrases[index % Math.max(1, phrases.length)] ?? topic), topic),
  );
  const headings = sections.map(([heading, points], index) =>
    [`### ${index + 1}. ${capital(heading)}`, ...points.map((point) => `- ${point}`)].join('\n'),
  );
  const title = clipped(
    `${capital(main)}: ${readers ? `A Guide for ${capital(readers)}` : 'What to Know and How to Begin'}`,
    MOST_TITLE,
  );
  const description = clipped(
    `${capital(topic)}${readers ? ` for ${readers}` : ''}: what it is, how it works, what it costs and which mistakes to avoid. With examples and a checklist.`,
    MOST_DESCRIPTION,
  );
  const places = [
    'title and first paragraph',
    'first heading',
    'a picture’s description',
    'a heading in the middle',
    'closing paragraph',
  ];
  const table = (phrases.length > 0 ? phrases : [topic])
    .slice(0, 8)
    .map((word, index) => `| ${word.replaceAll('|', ' ')} | ${places[Math.min(index, places.length - 1)]} |`);
  return [
    `# ${capital(topic)}`,
    `**Title (${[...title].length} characters):** ${title}\n\n**Description (${[...description].length} characters):** ${description}`,
    readers
      ? `**Written for:** ${readers}. Their question when they arrive: [question]`
      : '**Written for:** [who searches for this, and what they need today]',
    '## Sections',
    ...headings,
    `## Questions people may ask\n\n${questions(topic, phrases, readers)
      .map((line) => `- ${line}`)
      .join('\n')}`,
    `## Keywords and their places\n\n| Keyword | Where |\n| --- | --- |\n${table.join('\n')}`,
    'The words come from your input. How often people search for them, nobody here has measured.',
  ].join('\n\n');
}
