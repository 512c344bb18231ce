import { inputFile, LIMITS, callOf, textOf, toolOf, wordsFor } from '@/tests/support/tool-calls';

const turn = (role: 'user' | 'assistant', text: string) => ({ role, text });

describe('chat', () => {
  it('sends the conversation beside the message, and forgets the oldest of it first', () => {
    const turns = [turn('user', 'My name is Ada.'), turn('assistant', 'Hello Ada.')];
    expect(textOf('chat', { input: { message: 'Who am I?' }, turns })).toMatchObject({ turns, prompt: 'Who am I?' });
    const limits = { ...LIMITS, inputCharacters: 100, maxInputCharacters: 100 };
    const long = [turn('user', 'x'.repeat(60)), turn('assistant', 'y'.repeat(30)), ...turns];
    expect(textOf('chat', { input: { message: 'Who am I?' }, turns: long, limits }).turns).toEqual(turns);
  });

  it('never sends more than the longest text, whatever the message leaves', () => {
    const limits = { ...LIMITS, inputCharacters: 100, maxInputCharacters: 100 };
    const turns = [turn('user', 'a'.repeat(20)), turn('assistant', 'b'.repeat(20))];
    const message = 'm'.repeat(70);
    expect(textOf('chat', { input: { message }, turns, limits }).turns).toEqual([]);
    expect(textOf('chat', { input: { message: 'm'.repeat(60) }, turns, limits }).turns).toEqual(turns);
  });
});

describe('rewrite', () => {
  it('takes a manner in any words, and a clear one when none is given', () => {
    expect(textOf('rewrite', { input: { text: 'x' } })).toMatchObject({ demo: { options: { tone: 'clear' } } });
    const request = textOf('rewrite', { input: { text: 'x', tone: ' like a pirate ' } });
    expect(request).toMatchObject({ demo: { options: { tone: 'like a pirate' } } });
    expect(request.prompt).toContain('<tone>\nlike a pirate\n</tone>');
    expect(request.instructions).not.toContain('pirate');
  });
});

describe('translate', () => {
  it.each([
    ['de', 'German'],
    ['pt-BR', 'Portuguese (Brazil)'],
    ['gd', 'Scottish Gaelic'],
    ['Bavarian as spoken in Passau', 'Bavarian as spoken in Passau'],
    ['qqx', 'qqx'],
    ['toString', 'toString'],
  ])('takes %j for %s', (to, language) => {
    expect(textOf('translate', { input: { text: 'Good morning.', to } }).prompt).toContain(
      `<language>\n${language}\n</language>`,
    );
  });

  it('leaves room for a translation that is longer than its text, in any script', () => {
    expect(textOf('translate', { input: { text: 'Hello.' } }).maxOutputTokens).toBe(LIMITS.outputTokens);
    for (const letter of ['a', 'ж', '漢']) {
      const { maxOutputTokens } = textOf('translate', { input: { text: letter.repeat(9_000) } });
      expect(maxOutputTokens).toBeGreaterThanOrEqual((9_000 / 3) * 1.5);
    }
  });
});

it.each(['translate', 'rewrite', 'extract'])('%s: what a flat price covers fits in the answer that it covers', (id) => {
  const definition = toolOf(id);
  const covered = definition.covers!(LIMITS);
  expect(covered).toBe(LIMITS.outputTokens * 3);
  const [field] = definition.fields(LIMITS);
  expect(field!.maxLength).toBe(covered * 4);
  const input = { [field!.id]: 'x'.repeat(covered), fields: 'name' };
  const request = textOf(id, { input: id === 'extract' ? input : { text: input.text } });
  expect(request).toMatchObject({ coveredCharacters: covered, userCharacters: covered });
  // Where much output is allowed, the input is what counts.
  expect(definition.covers!({ ...LIMITS, outputTokens: 32_000 })).toBe(LIMITS.inputCharacters);
});

it.each(['translate', 'rewrite'])('%s: marks that a model puts around its answer again are taken off', (id) => {
  const tool = toolOf(id);
  const judge = (text: string, answer: string) => tool.judge!(answer, callOf(tool, { input: { text } }));
  expect(judge('Hello.', '<text>\nHallo.\n</text>\n')).toEqual({ text: 'Hallo.' });
  expect(judge('Hello.', 'Hallo.')).toEqual({ text: 'Hallo.' });
  expect(judge('Hello.', '<text>Hallo.')).toEqual({ text: '<text>Hallo.' });
  expect(judge('Hello.', '<text></text>')).toEqual({ wrong: expect.any(String) });
  // Marks of the text's own belong to the answer.
  expect(judge('<text>Hello.</text>', '<text>Hallo.</text>')).toEqual({ text: '<text>Hallo.</text>' });
  expect(judge('<text>Hello.</text>', '<text-2><text>Hallo.</text></text-2>')).toEqual({ text: '<text>Hallo.</text>' });
});

describe('code', () => {
  it('is told to do one of five things, with or without code', () => {
    const alone = textOf('code', { input: { task: 'Reverse a list.' }, options: { mode: 'write', language: 'go' } });
    expect(alone.prompt).toBe('<task>\nReverse a list.\n</task>');
    expect(alone.instructions).toContain('Programming language: Go.');
    const given = textOf('code', { input: { task: 'Why?', code: 'a = 1' }, options: { mode: 'fix' } });
    expect(given.prompt).toBe('<task>\nWhy?\n</task>\n\n<code>\na = 1\n</code>');
    expect(given.instructions).toMatch(/Find the fault/);
    expect(given.demo).toEqual({
      task: 'code',
      text: 'Why?',
      options: { mode: 'fix', language: 'auto', code: 'a = 1' },
    });
  });
});

describe('email', () => {
  it('answers the mail that is given, and writes a new one where none is', () => {
    const fresh = textOf('email', { input: { points: 'late; sorry' } });
    expect(fresh.instructions).not.toContain('<original>');
    const reply = textOf('email', { input: { points: 'yes', original: 'Can you come on Friday?' } });
    expect(reply.instructions).toContain('reply to the email in <original>');
    expect(reply.prompt.indexOf('<original>')).toBeLessThan(reply.prompt.indexOf('<points>'));
  });
});

it.each(['chat', 'code', 'seo-outline', 'ask-document'])('%s is told how much room an answer has', (id) => {
  const input = wordsFor(toolOf(id));
  const told = (outputTokens: number) => {
    const { instructions } = textOf(id, { input, limits: { ...LIMITS, outputTokens } });
    return Number(/at most about (\d+) (?:words|lines)/.exec(instructions)?.[1]);
  };
  const [usual, more, least] = [told(1_000), told(4_000), told(50)];
  expect(more).toBeGreaterThan(usual * 3);
  expect(least).toBeGreaterThan(0);
  // A line of code takes a dozen tokens and more, a word two.
  expect(usual * (id === 'code' ? 12 : 2)).toBeLessThanOrEqual(1_000);
});

describe('an SEO outline', () => {
  it('is made with or without search words and readers', () => {
    const bare = textOf('seo-outline', { input: { topic: 'Heat pumps' } });
    expect(bare.prompt).toBe('<topic>\nHeat pumps\n</topic>');
    expect(bare.instructions).toContain('No search words were given');
    const full = textOf('seo-outline', { input: { topic: 'Heat pumps', keywords: 'cost', audience: 'owners' } });
    expect(full.instructions).not.toContain('No search words were given');
    expect(full.demo).toMatchObject({ options: { keywords: 'cost', audience: 'owners' } });
  });
});

describe('a question to a document', () => {
  const tool = toolOf('ask-document');
  const question = 'What is the notice period?';
  const paper = (text: string) => ({ fileId: inputFile({ kind: 'document', mediaType: 'application/pdf', text }) });
  const faults = (raw: Parameters<typeof callOf>[1]) => (tool.check?.(callOf(tool, raw)) ?? []).map(({ path }) => path);

  it('needs a text or a file, not both, and a file with words in it', () => {
    expect(faults({ input: { question } })).toEqual(['input.text']);
    expect(faults({ input: { question, text: 'One month.' } })).toEqual([]);
    expect(faults({ input: { question }, files: paper('One month.') })).toEqual([]);
    expect(faults({ input: { question, text: 'One month.' }, files: paper('Two.') })).toEqual(['input.fileId']);
    expect(faults({ input: { question }, files: paper(' \n ') })).toEqual(['input.fileId']);
  });

  it('gives the whole document where it fits, and says so', () => {
    const request = textOf('ask-document', { input: { question }, files: paper('Notice: one month.') });
    expect(request.prompt).toContain('<document>\nNotice: one month.\n</document>');
    expect(request.instructions).toContain('You have the whole document.');
    expect(request.demo).toEqual({ task: 'answer', text: 'Notice: one month.', options: { question } });
  });

  it('gives the passages that fit of a long one, says so, and costs the flat price', () => {
    const filler = Array.from({ length: 400 }, (_, n) => `Clause ${n}. The parties agree on matter ${n} of the annex.`);
    filler[211] = 'Clause 211. The notice period is six weeks to the end of a quarter.';
    const document = `Lease of the mill.\n\n${filler.join('\n\n').repeat(2)}`;
    expect(document.length).toBeGreaterThan(LIMITS.inputCharacters);
    const request = textOf('ask-document', { input: { question }, files: paper(document) });
    expect(request.prompt).toContain('six weeks to the end of a quarter');
    expect(request.prompt).toContain('Lease of the mill.');
    expect(request.prompt).toContain('[…]');
    expect(request.instructions).toContain('The document is longer than what you have');
    expect(request.userCharacters).toBeLessThanOrEqual(LIMITS.inputCharacters);
  });
});

describe('what is extracted', () => {
  const text = 'Pears, 2.40 a kilo.';

  it('has a schema that strict providers take: an object, every field required, none beside them', () => {
    const { json, prompt } = textOf('extract', { input: { text, fields: 'fruit, price:number' } });
    expect(json).toEqual({
      name: 'records',
      schema: {
        type: 'object',
        properties: {
          records: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                fruit: { type: ['string', 'null'], description: 'null where the text does not say it' },
                price: { type: ['number', 'null'], description: 'null where the text does not say it' },
              },
              required: ['fruit', 'price'],
              additionalProperties: false,
            },
          },
        },
        required: ['records'],
        additionalProperties: false,
      },
    });
    expect(prompt).toContain(`<schema>\n${JSON.stringify(json?.schema)}\n</schema>`);
  });

  it('names the field or the format that cannot be had', () => {
    const tool = toolOf('extract');
    const faults = (fields: string, format: string) =>
      tool.check?.(callOf(tool, { input: { text, fields }, options: { format } }));
    expect(faults('fruit, price:money', 'table')).toEqual([
      { path: 'input.fields', message: expect.stringContaining('“price” cannot be “money”') },
    ]);
    const nested = '{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"string"}}}}}';
    expect(faults(nested, 'json')).toEqual([]);
    expect(faults(nested, 'table')).toEqual([{ path: 'options.format', message: expect.any(String) }]);
  });

  it('is kept as clean JSON, or is no answer', () => {
    const tool = toolOf('extract');
    const call = callOf(tool, { input: { text, fields: 'fruit, price:number' } });
    const judge = (answer: string) => tool.judge!(answer, call);
    expect(judge('Here you are:\n```json\n{"records":[{"fruit":"Pears","price":"2.40"}]}\n```')).toEqual({
      text: JSON.stringify([{ fruit: 'Pears', price: 2.4 }], null, 2),
    });
    expect(judge('I found no fruit.')).toEqual({ wrong: 'is no JSON' });
  });
});
