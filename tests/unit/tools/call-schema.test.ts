import { settingsSchema } from '@/lib/settings/schema';
import { inputSchema, parseCall } from '@/lib/tools/call-schema';
import type { ToolDefinition } from '@/lib/tools/definition';
import type { InputField } from '@/lib/tools/types';
import { z } from 'zod';

const LIMITS = settingsSchema.parse({}).runs;
const ID = '6f1d9a52-61b9-4c53-9f5a-0c8f6d1a2b3c';
const text = (id: string, change: Partial<InputField> = {}): InputField => ({
  ...{ id, label: id, placeholder: '', multiline: false, required: true, maxLength: 20 },
  ...change,
});
const toolWith = (...fields: InputField[]): ToolDefinition => ({
  ...{
    id: 'probe',
    version: 1,
    name: 'Probe',
    kind: 'text',
    group: 'write',
    description: '',
    options: [],
    examples: [],
  },
  fields: () => fields,
  render: () => {
    throw new Error('nothing is rendered here');
  },
});
const parse = (fields: InputField[], input: unknown) => parseCall(toolWith(...fields), LIMITS, { input }).input;
const pathsOf = (fields: InputField[], input: unknown): string[] => {
  try {
    parse(fields, input);
    return [];
  } catch (error) {
    return (error as { fields: { path: string }[] }).fields.map(({ path }) => path);
  }
};

describe('a field that may be left out', () => {
  const note = text('note', { required: false });
  it.each([[{}], [{ note: '' }], [{ note: '   ' }]])('counts as not asked when it is %j', (input) => {
    expect(parse([note], input)).toEqual({});
  });

  it('is bounded like any other', () => {
    expect(parse([note], { note: ' kept ' })).toEqual({ note: 'kept' });
    expect(pathsOf([note], { note: 'x'.repeat(21) })).toEqual(['input.note']);
    expect(pathsOf([note], { note: 7 })).toEqual(['input.note']);
  });
});

describe('a whole number', () => {
  const seed = text('seed', { type: 'number', required: false, min: 0, max: 4_294_967_295 });
  it.each([
    [7, '7'],
    ['7', '7'],
    [' 42 ', '42'],
    [0, '0'],
    [4_294_967_295, '4294967295'],
  ])('is taken as a figure and as text: %j', (given, kept) => {
    expect(parse([seed], { seed: given })).toEqual({ seed: kept });
  });

  it.each([[-1], ['-1'], [1.5], ['1.5'], ['seven'], ['1e3'], ['0x10'], [4_294_967_296], [null], [true], [{}]])(
    'is not %j',
    (given) => {
      expect(pathsOf([seed], { seed: given })).toEqual(['input.seed']);
    },
  );

  it('may be left out or empty where it is not needed, and only there', () => {
    expect(parse([seed], {})).toEqual({});
    expect(parse([seed], { seed: '' })).toEqual({});
    const needed = { ...seed, required: true };
    expect(pathsOf([needed], { seed: '' })).toEqual(['input.seed']);
    expect(pathsOf([needed], {})).toEqual(['input.seed']);
  });
});

describe('a file', () => {
  const file = text('fileId', { type: 'file', accepts: ['audio'] });
  it('is named by its id', () => {
    expect(parse([file], { fileId: ID })).toEqual({ fileId: ID });
  });

  it.each([[''], ['../../etc/passwd'], [`${ID}x`], [null], [7]])('is not %j', (given) => {
    expect(pathsOf([file], { fileId: given })).toEqual(['input.fileId']);
  });

  it('may be empty where it is not needed', () => {
    expect(parse([{ ...file, required: false }], { fileId: '' })).toEqual({});
  });
});

describe('the schema a program reads', () => {
  it('can be written down for every kind of field', () => {
    const tool = toolWith(
      text('prompt'),
      text('seed', { type: 'number', required: false }),
      text('fileId', { type: 'file', required: false }),
    );
    const schema = z.toJSONSchema(inputSchema(tool, LIMITS), { io: 'input' });
    expect(schema).toMatchObject({ required: ['prompt'], additionalProperties: false });
    expect(Object.keys(schema.properties ?? {})).toEqual(['prompt', 'seed', 'fileId']);
  });

  it('names members that are not there', () => {
    expect(pathsOf([text('prompt')], { prompt: 'x', colour: 'red' })).toEqual(['input.colour']);
  });
});
