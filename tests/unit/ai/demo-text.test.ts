import { composeText, SIGNATURE, type ComposeInput } from '@/lib/ai/demo/text/compose-text';
import { intentOf } from '@/lib/ai/demo/text/write';
import { keyPhrases } from '@/lib/ai/demo/text/key-phrases';
import { blocksOf, splitSentences } from '@/lib/ai/demo/text/sentences';
import { chunksOf } from '@/lib/ai/demo/chunks';
import { finished } from '@/tests/support/finished';

const ARTICLE = `Dr. Smith moved to Berlin in 1998. The city was still full of cranes, e.g. around Potsdamer Platz. He opened a small clinic in Kreuzberg that treated people without insurance. At first only a few patients came. Within two years the clinic was treating more than 3,000 patients a year, and the city began to fund a part of its costs. Mr. J. Miller, a nurse, ran the evening shift. In 2009 the city cut its funding by 40 %. The clinic survived because former patients organised a street festival every summer. Today the festival pays for half of the clinic's budget. He retires next spring.`;

function compose(
  task: ComposeInput['task'],
  text: string,
  options: Record<string, string> = {},
  change: Partial<ComposeInput> = {},
) {
  const whole = finished(composeText({ task, text, options, isEconomy: false, maxCharacters: 4_000, ...change }));
  expect(whole.endsWith(`\n\n${SIGNATURE}`)).toBe(true);
  return whole.slice(0, -SIGNATURE.length - 2);
}

describe('sentences', () => {
  test('abbreviations, initials and decimals do not end them', () => {
    const text = 'Dr. Smith met Mr. J. Miller at 3.30 p.m. in St. Louis, e.g. for tea. They left.';
    expect(splitSentences(text)).toEqual([
      'Dr. Smith met Mr. J. Miller at 3.30 p.m. in St. Louis, e.g. for tea.',
      'They left.',
    ]);
  });

  test('scripts without spaces have sentences, too', () => {
    expect(splitSentences('今天天气很好。我们去公园散步。')).toEqual(['今天天气很好。', '我们去公园散步。']);
  });

  test('wrapped lines are joined, headings and list items stand alone', () => {
    const text = 'Title\n\nThis is a long line of text that was wrapped by an editor\nand goes on here.\n- one\n- two';
    expect(blocksOf(text)).toEqual([
      'Title',
      'This is a long line of text that was wrapped by an editor and goes on here.',
      'one',
      'two',
    ]);
  });
});

describe('summaries', () => {
  const all = new Set(blocksOf(ARTICLE).flatMap(splitSentences));

  test.each(['short', 'medium', 'long'])('%s: every sentence comes from the text, in its order', (length) => {
    const made = compose('summarize', ARTICLE, { length, format: 'bullets' })
      .split('\n')
      .map((line) => line.replace(/^- /, ''));
    for (const sentence of made) expect(all.has(sentence)).toBe(true);
    const places = made.map((sentence) => ARTICLE.indexOf(sentence));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('longer asks for more, and economy gives less', () => {
    const sizes = ['short', 'medium', 'long'].map((length) => compose('summarize', ARTICLE, { length }).length);
    expect(sizes[0]).toBeLessThan(sizes[1]!);
    expect(sizes[1]).toBeLessThan(sizes[2]!);
    expect(compose('summarize', ARTICLE, { length: 'long' }, { isEconomy: true }).length).toBeLessThan(sizes[2]!);
  });

  test('what is said twice is taken once', () => {
    const made = compose('summarize', `${ARTICLE} ${ARTICLE}`, { length: 'long', format: 'bullets' }).split('\n');
    expect(new Set(made).size).toBe(made.length);
  });
});

describe('rewriting', () => {
  const rewrite = (text: string, tone: string, length = 'same') => compose('rewrite', text, { tone, length });

  test('formal has no contractions and no slang', () => {
    const made = rewrite("Hey guys, I can't come, it's been moved and I'm gonna be late! Don't wait.", 'formal');
    expect(made).toBe('Hello, I cannot come, it has been moved and I am going to be late. Do not wait.');
  });

  test('friendly contracts and takes the blame out', () => {
    const made = rewrite('You sent the wrong file again. We will miss the deadline because of you.', 'friendly');
    expect(made).toContain("we'll".replace('w', 'W'));
    expect(made).not.toContain('because of you');
    expect(made).toContain('wrong file');
  });

  test('clear and short is shorter and without office fog', () => {
    const text =
      'In order to facilitate the discussion, we will utilise a large number of examples due to the fact that they are basically very helpful.';
    const made = rewrite(text, 'clear', 'shorter');
    expect(made).toBe('To help the discussion, we will use many examples because they are helpful.');
  });

  test('confident drops the hedges', () => {
    expect(rewrite('I think that maybe we should start on Monday.', 'more confident')).toBe(
      'We should start on Monday.',
    );
  });

  test.each(['clear', 'formal', 'friendly', 'confident', 'simple'])(
    '%s keeps figures, names, addresses, quotations and code',
    (tone) => {
      const facts = [
        '"very, very small"',
        'https://example.com/in-order-to',
        'ann@example.com',
        '`utilise()`',
        '4,250.50',
        'Łódź',
        '14 March',
      ];
      const made = rewrite(
        `Please ask Ann in Łódź about the ${facts[0]} order of 4,250.50 euros on 14 March via ann@example.com or https://example.com/in-order-to and run \`utilise()\`.`,
        tone,
      );
      for (const fact of facts) expect(made).toContain(fact);
    },
  );

  test('layout stays: lists, empty lines and code fences', () => {
    const made = rewrite('# Notes\n\n- We utilise it.\n- In order to win.\n\n```\nutilise();\n```', 'clear');
    expect(made).toBe('# Notes\n\n- We use it.\n- To win.\n\n```\nutilise();\n```');
  });

  test('text that no rule touches comes back whole, with a plain note', () => {
    expect(rewrite('Der Hund läuft.', 'formal')).toMatch(/^Der Hund läuft\.\n\n\(.+\)$/);
  });
});

describe('writing', () => {
  test.each([
    ['Write an email to my landlord about a broken heater', 'letter'],
    ['Plan a birthday party', 'plan'],
    ['Give me 5 titles for a podcast about city gardening', 'titles'],
    ['Compare renting and buying a flat', 'comparison'],
    ['Explain photosynthesis', 'explanation'],
    ['Ideas for a rainy afternoon', 'ideas'],
    ['A story about a shy dragon', 'story'],
    ['fox', 'outline'],
  ] as const)('%s is understood as %s', (prompt, intent) => {
    expect(intentOf(prompt)).toBe(intent);
  });

  test('is built around the words of the prompt', () => {
    const made = compose('write', 'Write a friendly email to my landlord about a broken heater in the bathroom', {
      tone: 'friendly',
    });
    expect(made).toContain('Subject: A broken heater in the bathroom');
    expect(made).toMatch(/^Hi \[name of my landlord\],$/m);
    expect(keyPhrases('Plan a city garden with tomato plants and bees', 5)).toEqual([
      'city garden',
      'tomato plants',
      'bees',
    ]);
  });

  test('claims nothing: unknown facts stand in brackets', () => {
    for (const prompt of ['What is the capital of Peru?', 'Outline of the history of tea', 'fox'])
      expect(compose('write', prompt)).toMatch(/\[[^\]]+\]/);
  });
});

const ODD = [
  'x',
  '🦊🦊',
  '…',
  '   \n ',
  'مرحبا بالعالم',
  '日本語のテキストです',
  'const a = () => { return 1; };',
  '<script>alert(1)</script>',
  'a'.repeat(16_000),
  'Word, '.repeat(2_600),
];

test('counted sentences are no part of the matter', () => {
  const made = compose('write', 'Write three sentences about a lighthouse keeper who collects rain.');
  expect(made).toContain('# A lighthouse keeper who collects rain');
  expect(made).not.toContain('sentences');
});

test('a why-question keeps its question word, and loses whom it is explained to', () => {
  const made = compose('write', 'Explain to a child why the moon follows the car at night.');
  expect(made).toContain('# Why the moon follows the car at night');
  expect(made).not.toMatch(/^# .*child/m);
});

test.each(['summarize', 'rewrite', 'write'] as const)(
  '%s is never empty, the same each time, and keeps to its room',
  (task) => {
    for (const text of ODD) {
      const made = compose(task, text);
      expect(made.trim()).not.toBe('');
      expect(compose(task, text)).toBe(made);
      expect(compose(task, text, {}, { maxCharacters: 400 }).length).toBeLessThanOrEqual(400 - SIGNATURE.length - 2);
    }
  },
);

test.each(['summarize', 'rewrite', 'write'] as const)('%s takes little time for 16,000 characters', (task) => {
  const text = `${ARTICLE} `.repeat(30).slice(0, 16_000);
  compose(task, text);
  const startedAt = performance.now();
  compose(task, text);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});

test('chunks joined are the text again, and there are not too many', () => {
  for (const text of [...ODD, ARTICLE, 'a  b\n\n c ']) {
    const chunks = chunksOf(text, 80);
    expect(chunks.join('')).toBe(text);
    expect(chunks.length).toBeLessThanOrEqual(81);
  }
});
