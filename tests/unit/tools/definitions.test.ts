import { parseCall } from '@/lib/tools/call-schema';
import { DEFINITIONS, findDefinition } from '@/lib/tools/definitions';
import { callOf, EVERY_TOOL, LIMITS, renderOf, textOf, toolOf, wordsFor } from '@/tests/support/tool-calls';

const TEXT_TOOLS = EVERY_TOOL.filter(([, { kind }]) => kind === 'text');

it('are found by their own ids only', () => {
  expect(DEFINITIONS.map(({ id, kind, group }) => `${group} ${kind} ${id}`)).toEqual([
    'work text chat',
    'write text text-generation',
    'understand text summarize',
    'work text translate',
    'write text rewrite',
    'write text email',
    'write text social-post',
    'write text seo-outline',
    'work text code',
    'understand text explain',
    'understand text ask-document',
    'work text extract',
    'picture image image-generation',
    'picture image image-edit',
    'sound audio text-to-speech',
    'sound audio transcription',
    'film video video-generation',
  ]);
  expect(findDefinition('toString')).toBeUndefined();
});

describe.each(EVERY_TOOL)('%s', (_id, definition) => {
  const input = wordsFor(definition);
  const fields = definition.fields(LIMITS);

  it('has defaults among its choices, and no name twice', () => {
    for (const option of definition.options) {
      const values = option.choices.map((choice) => choice.value);
      expect(values).toContain(option.default);
      expect(new Set(values).size).toBe(values.length);
      expect(option.choices.every(({ label }) => label.trim() !== '')).toBe(true);
    }
    const ids = [...fields, ...definition.options].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { choices, default: usual } of fields)
      if (choices && usual !== undefined) expect(choices.map(({ value }) => value)).toContain(usual);
  });

  it('asks the same for the same call, and asks something', () => {
    const [once, again] = [renderOf(definition.id, { input }), renderOf(definition.id, { input })];
    expect(JSON.stringify(once)).toBe(JSON.stringify(again));
    expect(once.kind).toBe(definition.kind === 'audio' ? definition.task : definition.kind);
  });

  it('is asked something else for every choice there is', () => {
    for (const { id, choices } of definition.options) {
      // What the demo engine is told would change anyway.
      const asked = choices.map(({ value }) => {
        const request = renderOf(definition.id, { input, options: { [id]: value } });
        return JSON.stringify({ ...request, demo: undefined });
      });
      expect([id, new Set(asked).size]).toEqual([id, choices.length]);
    }
  });

  it('leaves no placeholder and no blank rule behind, whatever is chosen', () => {
    for (const { id, choices } of [{ id: '', choices: [{ value: '' }] }, ...definition.options])
      for (const { value } of choices) {
        const request = renderOf(definition.id, { input, options: id === '' ? {} : { [id]: value } });
        expect(JSON.stringify(request)).not.toMatch(/undefined|NaN|\[object|\$\{|TODO|lorem/i);
        if (request.kind === 'text') expect(request.instructions).not.toMatch(/\n- *\n|\n- *$|\n\n/);
      }
  });

  it('has examples of its own that pass its checks', () => {
    expect(definition.examples.length).toBeGreaterThanOrEqual(2);
    expect(new Set(definition.examples.map(({ title }) => title)).size).toBe(definition.examples.length);
    for (const example of definition.examples) {
      const call = callOf(definition, example);
      expect(definition.check?.(call) ?? []).toEqual([]);
      // Nobody who tries an example pays more than the price on the page.
      const request = definition.render(call, LIMITS);
      if (request.kind === 'text')
        expect(request.userCharacters ?? request.prompt.length).toBeLessThan(
          request.coveredCharacters ?? LIMITS.inputCharacters,
        );
      expect(
        Object.keys(example.options ?? {}).every((id) => definition.options.some((option) => option.id === id)),
      ).toBe(true);
    }
  });

  it('says what it is in words for people', () => {
    expect(definition.name.length).toBeLessThanOrEqual(20);
    expect(definition.description).toMatch(/^[A-Z][^!]{39,139}\.$/);
    for (const { label, placeholder, maxLength } of fields) {
      expect(label.trim()).not.toBe('');
      expect(placeholder.trim()).not.toBe('');
      expect(maxLength).toBeGreaterThan(0);
    }
  });

  it('names every required field that is missing, and takes no field it does not have', () => {
    const needed = fields
      .filter(({ required, default: usual }) => required && usual === undefined)
      .map(({ id }) => `input.${id}`);
    const refused = (raw: object) => {
      try {
        parseCall(definition, LIMITS, { input: raw });
        return [];
      } catch (error) {
        return (error as { fields: { path: string }[] }).fields.map(({ path }) => path);
      }
    };
    expect(refused({})).toEqual(needed);
    expect(refused({ ...input, stranger: 'x' })).toContain('input.stranger');
    expect(refused(Object.fromEntries(fields.map(({ id }) => [id, { not: 'a text' }]))).sort()).toEqual(
      fields.map(({ id }) => `input.${id}`).sort(),
    );
  });

  it('bounds every text', () => {
    for (const { id, type, maxLength } of fields) {
      if (type !== undefined) continue;
      const long = { ...input, [id]: 'x'.repeat(maxLength + 1) };
      expect(() => callOf(definition, { input: long })).toThrow(`at most ${maxLength.toLocaleString('en')} characters`);
    }
  });
});

describe.each(TEXT_TOOLS)('%s, which writes', (id, definition) => {
  it("counts the user's words alone, whatever we put around them", () => {
    const input = wordsFor(definition, 'Seven words that are easily counted here.');
    const request = textOf(id, { input });
    const typed = Object.values(input).reduce((sum, text) => sum + text.length, 0);
    expect(request.userCharacters ?? request.prompt.length).toBeLessThanOrEqual(typed);
    expect(request.userCharacters ?? request.prompt.length).toBeGreaterThanOrEqual(41);
    expect(request.prompt).toContain('Seven words that are easily counted here.');
  });

  it('never asks for more output than the flat price covers', () => {
    const most = LIMITS.outputTokens;
    for (const option of definition.options)
      for (const { value } of option.choices) {
        const { maxOutputTokens } = textOf(id, { input: wordsFor(definition), options: { [option.id]: value } });
        expect(maxOutputTokens).toBeLessThanOrEqual(most);
        expect(maxOutputTokens).toBeGreaterThan(most / 4);
      }
  });

  it('follows the limits of the settings', () => {
    const small = { ...LIMITS, inputCharacters: 200, maxInputCharacters: 200, outputTokens: 100 };
    const request = textOf(id, { input: wordsFor(definition), limits: small });
    expect(request.maxOutputTokens).toBeLessThanOrEqual(100);
    expect(definition.fields(small)[0]!.maxLength).toBeLessThanOrEqual(4_000);
  });
});

it('say which provider is needed where the demo engine cannot help', () => {
  const declining = DEFINITIONS.filter(({ demoDeclines }) => demoDeclines !== undefined);
  expect(declining.map(({ id }) => id)).toEqual(['translate', 'transcription']);
  for (const { demoDeclines } of declining)
    expect(demoDeclines).toMatch(/demo engine cannot .* needs a provider of .*\.$/);
});

it('go on from an earlier run only where a conversation is meant, and never run files in rows', () => {
  expect(DEFINITIONS.filter(({ converses }) => converses).map(({ id }) => id)).toEqual(['chat']);
  for (const { batches, fields, converses } of DEFINITIONS) {
    const takesFile = fields(LIMITS).some(({ type }) => type === 'file');
    if (takesFile || converses) expect(batches).toBe(false);
  }
});

it('name every wrong field at once', () => {
  const refused = expect.objectContaining({
    fields: [expect.objectContaining({ path: 'input.prompt' }), expect.objectContaining({ path: 'options.tone' })],
  }) as Error;
  expect(() => renderOf('text-generation', { input: { prompt: '' }, options: { tone: 'rude' } })).toThrow(refused);
});

it('count characters after trimming, and state the limit they count by', () => {
  const tool = toolOf('summarize');
  const small = { ...LIMITS, inputCharacters: 50, maxInputCharacters: 100 };
  expect(parseCall(tool, small, { input: { text: `  ${'x'.repeat(100)}\n` } }).input.text).toHaveLength(100);
  expect(() => parseCall(tool, small, { input: { text: 'x'.repeat(101) } })).toThrow('at most 100 characters');
  const covered = { ...LIMITS, inputCharacters: 101, maxInputCharacters: 100 };
  expect(parseCall(tool, covered, { input: { text: 'x'.repeat(101) } }).input.text).toHaveLength(101);
});
