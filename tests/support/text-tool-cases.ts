/** One text tool as people use it, rightly and wrongly. */
export interface TextToolCase {
  toolId: string;
  input: Record<string, string>;
  /** Of every option another choice than the default. */
  options: Record<string, string>;
  wrong: [request: { input: unknown; options?: object }, paths: string[]][];
  /** What the provider says; the usual words where it does not matter. */
  says?: string;
  kept?: string;
}

const LETTER = 'Dear Anna,\n\nthe order of 12 March came without the lamp. Please send it by Friday.\n\nJonas';

export const TEXT_TOOL_CASES: TextToolCase[] = [
  {
    toolId: 'chat',
    input: { message: 'What is 12 % of 250?' },
    options: {},
    wrong: [[{ input: { message: ' ' } }, ['input.message']]],
  },
  {
    toolId: 'text-generation',
    input: { prompt: 'Write an invitation to a garden party.' },
    options: { length: 'long', tone: 'playful' },
    wrong: [
      [{ input: { prompt: '  ' }, options: { tone: 'rude' } }, ['input.prompt', 'options.tone']],
      [{ input: { prompt: 'x', topic: 'y' } }, ['input.topic']],
    ],
  },
  {
    toolId: 'summarize',
    input: { text: LETTER },
    options: { length: 'medium', format: 'bullets' },
    wrong: [[{ input: { text: 'x'.repeat(64_001) }, options: { format: 7 } }, ['input.text', 'options.format']]],
  },
  {
    toolId: 'translate',
    input: { text: LETTER, to: 'de' },
    options: {},
    wrong: [[{ input: { to: 'd'.repeat(61) } }, ['input.text', 'input.to']]],
  },
  {
    toolId: 'rewrite',
    input: { text: LETTER, tone: 'friendly' },
    options: { length: 'shorter' },
    wrong: [[{ input: { text: ['x'] } }, ['input.text']]],
  },
  {
    toolId: 'email',
    input: { points: 'lamp is on its way; sorry', original: LETTER },
    options: { tone: 'apologetic', length: 'long' },
    wrong: [[{ input: { original: LETTER } }, ['input.points']]],
  },
  {
    toolId: 'social-post',
    input: { topic: 'We open our second bakery on Saturday.' },
    options: { platform: 'x', tone: 'bold', hashtags: 'none' },
    wrong: [
      [
        { input: { topic: 'x' }, options: { platform: 'myspace', hashtags: 'all' } },
        ['options.platform', 'options.hashtags'],
      ],
    ],
  },
  {
    toolId: 'seo-outline',
    input: { topic: 'Heat pumps in old houses', keywords: 'heat pump cost' },
    options: {},
    wrong: [
      [
        { input: { topic: 'x', keywords: 'k'.repeat(501), audience: 'a'.repeat(301) } },
        ['input.keywords', 'input.audience'],
      ],
    ],
  },
  {
    toolId: 'code',
    input: { task: 'Why does it miss the last page?', code: 'range(len(items) // size)' },
    options: { mode: 'fix', language: 'python' },
    wrong: [[{ input: { code: 'x' }, options: { mode: 'break' } }, ['input.task', 'options.mode']]],
  },
  {
    toolId: 'explain',
    input: { text: 'What is inflation?' },
    options: { level: 'expert' },
    wrong: [[{ input: { text: '' }, options: { level: 'god' } }, ['input.text', 'options.level']]],
  },
  {
    toolId: 'ask-document',
    input: { text: LETTER, question: 'What is missing?' },
    options: {},
    wrong: [
      [{ input: { question: 'What?' } }, ['input.text']],
      [{ input: { text: LETTER } }, ['input.question']],
      [{ input: { question: 'What?', fileId: 'nonsense' } }, ['input.fileId']],
      [{ input: { question: 'What?', fileId: '0190a5f0-0000-7000-8000-000000000001' } }, ['input.fileId']],
    ],
  },
  {
    toolId: 'extract',
    input: { text: 'Lamp, 40 euros, due 2027-03-12.', fields: 'article, price:number, due:date' },
    options: { format: 'json' },
    says: 'Sure:\n```json\n{"records":[{"article":"Lamp","price":"40","due":"2027-03-12","colour":"red"}]}\n```',
    kept: '[\n  {\n    "article": "Lamp",\n    "price": 40,\n    "due": "2027-03-12"\n  }\n]',
    wrong: [
      [{ input: { text: 'x', fields: 'price:money' } }, ['input.fields']],
      [{ input: { text: 'x', fields: '{"type":"string"}' } }, ['input.fields']],
      [{ input: { text: 'x' }, options: { format: 'xml' } }, ['input.fields', 'options.format']],
    ],
  },
];
