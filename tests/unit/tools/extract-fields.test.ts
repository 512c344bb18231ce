import { isFlat, readFields } from '@/lib/tools/extract/read-fields';
import { jsonSchemaOf } from '@/lib/tools/extract/json-schema';
import { isFault, type RecordShape } from '@/lib/tools/extract/shape';

function shapeOf(fields: string): RecordShape {
  const shape = readFields(fields);
  if (isFault(shape)) throw new Error(shape.fault);
  return shape;
}

function faultOf(fields: string): string {
  const shape = readFields(fields);
  if (!isFault(shape)) throw new Error('was read');
  return shape.fault;
}

const object = (properties: object, rest: object = {}) => JSON.stringify({ type: 'object', properties, ...rest });

describe('a list of names', () => {
  it('says what each holds, text where it says nothing, in any way people separate them', () => {
    const { fields } = shapeOf(
      'name, price: number;\n due:DATE, done:yesno, tags:list, state: open | closed, count:whole',
    );
    expect(Object.entries(fields).map(([name, { type, isNullable }]) => [name, type, isNullable])).toEqual([
      ['name', 'string', true],
      ['price', 'number', true],
      ['due', 'string', true],
      ['done', 'boolean', true],
      ['tags', 'array', true],
      ['state', 'string', true],
      ['count', 'integer', true],
    ]);
    expect(fields).toMatchObject({ due: { format: 'date' }, state: { choices: ['open', 'closed'] } });
  });

  it('takes names in any script, with spaces and signs', () => {
    expect(Object.keys(shapeOf('Preis (€), 数量:integer, unit price').fields)).toEqual([
      'Preis (€)',
      '数量',
      'unit price',
    ]);
  });

  it.each([
    [' , ;', 'name at least one field'],
    ['a, a', '“a” is named twice'],
    ['price:money', '“price” cannot be “money”; use text, number'],
    ['state:open|', '“state” cannot be “open|”'],
    ['x:toString', '“x” cannot be “toString”'],
    [':number', 'a name is missing before “:number”'],
    ['a"b', '“a"b” is no name of a field'],
    ['<script>', 'is no name of a field'],
    ['x'.repeat(61), 'is longer than 60 characters'],
    [Array.from({ length: 61 }, (_, n) => `f${n}`).join(), 'name at most 60 fields'],
  ])('is refused as %j, saying why', (fields, why) => {
    expect(faultOf(fields)).toContain(why);
  });

  it('says little of names that are long', () => {
    expect(faultOf(`a:${'b'.repeat(7_000)}`).length).toBeLessThan(200);
  });
});

describe('a JSON Schema', () => {
  it('is that of a record, or of a list of them; what is not required may be null', () => {
    const properties = { id: { type: 'integer', minimum: 1 }, note: { type: 'string', maxLength: 80 } };
    const record = object(properties, { required: ['id'] });
    const wanted = {
      type: 'object',
      isNullable: false,
      fields: {
        id: { type: 'integer', isNullable: false, least: 1 },
        note: { type: 'string', isNullable: true, most: 80 },
      },
    };
    expect(shapeOf(record)).toEqual(wanted);
    expect(shapeOf(`[${record}]`.replace(/^\[|\]$/g, ''))).toEqual(wanted);
    expect(shapeOf(JSON.stringify({ type: 'array', items: JSON.parse(record) as unknown }))).toEqual(wanted);
    expect(shapeOf(JSON.stringify({ properties }))).toMatchObject({ fields: { id: { isNullable: true } } });
  });

  it('may have records inside, lists, choices and days', () => {
    const shape = shapeOf(
      object({
        lines: { type: 'array', minItems: 1, items: { type: 'object', properties: { article: { type: 'string' } } } },
        state: { type: ['string', 'null'], enum: ['open', 'closed'], description: 'how it stands' },
        due: { type: 'string', format: 'date' },
        mail: { type: 'string', format: 'email' },
      }),
    );
    expect(shape.fields).toMatchObject({
      lines: { type: 'array', least: 1, items: { type: 'object', fields: { article: { type: 'string' } } } },
      state: { choices: ['open', 'closed'], isNullable: true, description: 'how it stands' },
      due: { format: 'date' },
    });
    expect(shape.fields.mail).toEqual({ type: 'string', isNullable: true });
    expect(isFlat(shape)).toBe(false);
    expect(isFlat(shapeOf('a, b:list, c:date'))).toBe(true);
  });

  it.each([
    ['{"type":', 'is no JSON'],
    ['[1, 2]', 'every schema must be an object'],
    ['{"type":"string"}', 'must be the schema of an object'],
    ['{"type":"array","items":{"type":"number"}}', 'must be the schema of an object'],
    ['{"type":"object"}', 'an object needs “properties”'],
    [object({}), 'an object needs “properties”'],
    [object({ a: { type: 'date' } }), '“a”: “type” must be'],
    [object({ a: { type: ['string', 'number'] } }), '“a”: “type” must be'],
    [object({ a: { type: 'string', pattern: '(a+)+$' } }), '“a”: “pattern” is not checked here for string'],
    [object({ a: { $ref: '#' } }), '“a”: “type” must be'],
    [object({ a: { type: 'string' } }, { anyOf: [] }), '“anyOf” is not checked here for object'],
    [object({ a: { type: 'string', enum: [] } }), '“enum” must be'],
    [object({ a: { type: 'string', enum: [1] } }), '“enum” must be'],
    [object({ a: { type: 'number', minimum: '1' } }), '“minimum” must be a number'],
    [object({ a: { type: 'array' } }), '“a”: items: every schema must be an object'],
    [object({ ' ': { type: 'string' } }), 'is no name of a field'],
    [object({ a: { type: 'string' } }, { required: 'a' }), '“required” must be a list'],
    [
      object(Object.fromEntries(Array.from({ length: 61 }, (_, n) => [`f${n}`, { type: 'string' }]))),
      'at most 60 fields',
    ],
  ])('is refused as %s, saying why', (schema, why) => {
    expect(faultOf(schema)).toContain(why);
  });

  it('is refused when it lies too deep, also far too deep', () => {
    const deep = (levels: number): object =>
      levels === 0 ? { type: 'string' } : { type: 'object', properties: { a: deep(levels - 1) } };
    expect(isFault(readFields(JSON.stringify(deep(4))))).toBe(false);
    expect(faultOf(JSON.stringify(deep(5)))).toContain('at most 4 deep');
    expect(faultOf(`${'['.repeat(100_000)}`)).toContain('is no JSON');
  });

  it('may name fields as objects do their own members, without harm', () => {
    const shape = readFields(
      '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}}}',
    );
    expect(isFault(shape)).toBe(false);
    expect(Object.keys((shape as RecordShape).fields)).toEqual(['__proto__', 'constructor']);
    expect(({} as { type?: string }).type).toBeUndefined();
  });
});

it('what providers are told has no keyword that strict ones refuse; bounds stand in words', () => {
  const schema = JSON.stringify(
    jsonSchemaOf(
      shapeOf(
        object(
          { n: { type: 'number', minimum: 1, maximum: 9 }, d: { type: 'string', format: 'date' } },
          { required: ['n', 'd'] },
        ),
      ),
    ),
  );
  expect(schema).not.toMatch(/"(?:minimum|maximum|format|minLength|maxItems|default)":/);
  expect(schema).toContain('at least 1; at most 9');
  expect(schema).toContain('a day as YYYY-MM-DD');
});
