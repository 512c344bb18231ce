export type Intent =
  'letter' | 'comparison' | 'story' | 'titles' | 'post' | 'plan' | 'ideas' | 'explanation' | 'outline';

export interface Draft {
  topic: string;
  /** What the prompt turns on, in its order; at least one. */
  phrases: readonly string[];
  /** How many points a list may have. */
  most: number;
  tone: string;
  recipient?: string;
}

const capital = (text: string) => text.replace(/^\P{L}*\p{Ll}/u, (start) => start.toUpperCase());
const lines = (...parts: (string | readonly string[] | false)[]) =>
  parts
    .flat()
    .filter((part): part is string => part !== false)
    .join('\n');
const bullets = (items: readonly string[]) => items.map((item) => `- ${item}`);
const numbered = (items: readonly string[]) => items.map((item, index) => `${index + 1}. ${item}`);

/** As many items as wanted, from a pool of shapes filled with the phrases in turn. */
function fill(shapes: readonly ((phrase: string) => string)[], { phrases, most }: Draft): string[] {
  const count = Math.max(most, Math.min(phrases.length, shapes.length));
  return Array.from({ length: Math.min(count, shapes.length) }, (_, index) =>
    shapes[index]!(phrases[index % phrases.length]!),
  );
}

const isWarm = (tone: string) => tone === 'friendly' || tone === 'playful';

function letter({ topic, phrases, recipient, tone }: Draft): string {
  const greeting = recipient ? `[name of ${recipient}]` : '[name]';
  return lines(
    `Subject: ${capital(topic)}`,
    '',
    `${isWarm(tone) ? 'Hi' : 'Dear'} ${greeting},`,
    '',
    isWarm(tone) ? `I hope you are well. I wanted to get in touch about ${topic}.` : `I am writing about ${topic}.`,
    '',
    'The main points:',
    bullets(phrases.map((phrase) => `${capital(phrase)}: [one fact: what, when or how much]`)),
    '',
    '[One sentence: what you would like to happen.] Could you let me know by [date] whether that works for you?',
    '',
    tone === 'persuasive' && ['It would make a real difference, because [the strongest reason].', ''],
    isWarm(tone) ? 'Thank you, and all the best,' : 'Kind regards,',
    '[Your name]',
  );
}

function plan(draft: Draft): string {
  const { topic, phrases } = draft;
  const steps = fill(
    [
      () => `Say what "done" means for ${topic}: [one sentence]`,
      (phrase) => `Collect what you already have on "${phrase}", and note what is missing.`,
      (phrase) => `Break "${phrase}" into pieces that fit into one sitting each.`,
      () => 'Put a date and a name on every piece. [date, person]',
      (phrase) => `Try the riskiest part first, in a small way; look hard at "${phrase}".`,
      () => 'Check half-way: what to keep, what to change, what to drop?',
      () => 'Finish, and write down what to do differently next time.',
    ],
    draft,
  );
  const ready = phrases.slice(0, 4).map((phrase) => `- [ ] ${capital(phrase)}: [who checks it, and how]`);
  return lines(`# Plan: ${topic}`, '', numbered(steps), '', '## Ready when', ready);
}

function ideas(draft: Draft): string {
  const items = fill(
    [
      (phrase) => `Start small: one version of ${phrase} that takes an afternoon.`,
      (phrase) => `Turn it round: what would the opposite of ${phrase} look like?`,
      (phrase) => `Join two things: ${phrase} together with ${draft.phrases.at(-1)}.`,
      (phrase) => `Make it visible: show ${phrase} in a picture, a table or a map.`,
      (phrase) => `Invite others: let three people try ${phrase} and tell you what they miss.`,
      (phrase) => `Take something away: ${phrase} without its most expensive part.`,
      (phrase) => `Make a habit of it: ${phrase} every week at the same time.`,
    ],
    draft,
  );
  return lines(`# Ideas: ${draft.topic}`, '', numbered(items), '', 'Mark the two you would try first, and say why.');
}

const titleCase = (text: string) => text.split(' ').map(capital).join(' ');

function titles(draft: Draft): string {
  const items = fill(
    [
      (phrase) => titleCase(phrase),
      (phrase) => `${titleCase(phrase)}, Plain and Simple`,
      (phrase) => `Notes on ${titleCase(phrase)}`,
      (phrase) => `${titleCase(phrase)}: What It Takes`,
      (phrase) => `Beyond ${titleCase(phrase)}`,
      (phrase) => `${titleCase(phrase)} from the Inside`,
      (phrase) => `A Fresh Look at ${titleCase(phrase)}`,
    ],
    // The longest phrases make the best titles.
    {
      ...draft,
      phrases: [...draft.phrases].sort((a, b) => b.length - a.length).slice(0, 3),
      most: Math.max(5, draft.most),
    },
  );
  return lines(`Titles around "${draft.topic}":`, '', numbered([...new Set(items)]));
}

function comparison({ topic, phrases }: Draft): string {
  const [a = topic, b = '[the other option]'] = phrases;
  return lines(
    `# ${capital(a)} or ${b}`,
    '',
    `| Question | ${capital(a)} | ${capital(b)} |`,
    '| --- | --- | --- |',
    [
      'What it costs',
      'How long it takes',
      'What speaks for it',
      'What speaks against it',
      'What happens if it fails',
    ].map((row) => `| ${row} | [fill in] | [fill in] |`),
    '',
    phrases.length > 2 && [`Also weigh: ${phrases.slice(2).join(', ')}.`, ''],
    'Decide by the one row that matters most to you, then check that no other row rules it out.',
  );
}

function story({ topic, phrases }: Draft): string {
  const [hero, turn = hero, end = turn] = phrases;
  return lines(
    `# ${capital(topic)}`,
    '',
    `**Opening.** It begins with ${hero}. [Where are we, and what can be heard?]`,
    '',
    `**The want.** Somebody wants something that only ${turn} can give. [Who, and why today?]`,
    '',
    `**The turn.** What seemed sure about ${hero} proves wrong. [One surprise, shown and not told.]`,
    '',
    `**The choice.** To keep ${end}, something dear has to be given up. [What?]`,
    '',
    `**Ending.** We come back to ${hero}, and it looks different now. [The last image.]`,
  );
}

function post({ topic, phrases, tone }: Draft): string {
  const hook =
    tone === 'persuasive'
      ? `What if ${topic} could be easier?`
      : isWarm(tone)
        ? `Here is something we are happy about: ${topic}.`
        : `${capital(topic)}.`;
  const tags = phrases.slice(0, 3).map(
    (phrase) =>
      `#${phrase
        .split(' ')
        .map(capital)
        .join('')
        .replace(/[^\p{L}\p{N}]/gu, '')}`,
  );
  return lines(
    hook,
    '',
    phrases.slice(0, 4).map((phrase) => `- ${capital(phrase)}: [what people get from it]`),
    '',
    '[One sentence: what to do now, and where.]',
    '',
    tags.filter((tag) => tag.length > 1).join(' '),
  );
}

function explanation({ topic: asked, phrases }: Draft): string {
  // "Why the moon follows the car" keeps its question word: without it there is no matter left to name.
  const asks = /^(?:how|why) (?!to )/i.test(asked) && !/ works?\b/i.test(asked);
  const topic = asked.replace(/^(?:how|why|what) (?:is |are |does |do )?/i, '').replace(/ works?\b.*$/i, '') || asked;
  return lines(
    `# ${capital(asks ? asked : topic)}`,
    '',
    asks
      ? `**In one sentence.** ${capital(asked)}: [the cause], so that [what we see of it].`
      : `**In one sentence.** ${capital(topic)} is [the kind of thing it is] that [what it does].`,
    '',
    '**Its parts**',
    bullets(phrases.map((phrase) => `${capital(phrase)}: [what it means here] and [how it bears on the rest]`)),
    '',
    `**An example.** Think of [something from daily life]: there, ${phrases[0]} would be [what].`,
    '',
    asks
      ? '**What people mix up.** It is not [the first guess], because [what speaks against it].'
      : `**What people mix up.** ${capital(topic)} is not [a near neighbour], because [the difference].`,
    '',
    '**Check yourself.** Can you say it in two sentences to somebody who has never heard of it?',
  );
}

function outline({ topic, phrases }: Draft): string {
  const parts = phrases.flatMap((phrase, index) => [
    '',
    `## ${index + 1}. ${capital(phrase)}`,
    '- What the reader should know: [fact or figure]',
    '- An example or a short scene: [who, where, what happens]',
    index + 1 < phrases.length
      ? `- The way on: how it leads to "${phrases[index + 1]}"`
      : '- The way on: what follows from all this',
  ]);
  return lines(
    `# ${capital(topic)}`,
    '',
    `**Opening.** Why ${topic} matters to [your reader] now.`,
    parts,
    '',
    '**Closing.** The one thing to remember, and what to do next.',
  );
}

/** One scaffold for each thing people ask for. */
export const DRAFTS: Record<Intent, (draft: Draft) => string> = {
  letter,
  comparison,
  story,
  titles,
  post,
  plan,
  ideas,
  explanation,
  outline,
};
