import { stem } from '@/lib/ai/demo/text/words';
import { coerce, numberOf } from '@/lib/ai/demo/text/extract/coerce';
import { extract as extractInSteps } from '@/lib/ai/demo/text/extract/extract';
import { likeness, recordsOfTable, splitRow } from '@/lib/ai/demo/text/extract/tables';
import { termsOfName, wantedRecords, type JsonSchema, type Wanted } from '@/lib/ai/demo/text/extract/wanted';
import { createRandom } from '@/lib/ai/demo/image/random';
import { finished } from '@/tests/support/finished';

const extract = (text: string, schema: JsonSchema): unknown => JSON.parse(finished(extractInSteps(text, schema)));
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value is what a schema asks for: as much of JSON Schema as the tools use. */
function fits(value: unknown, schema: JsonSchema): boolean {
  const types = [schema.type].flat();
  if (value === null) return types.includes('null');
  const type = types.find((each) => each !== 'null');
  if (type === 'array')
    return Array.isArray(value) && value.every((item) => !isRecord(schema.items) || fits(item, schema.items));
  if (type === 'object') {
    if (!isRecord(value) || !isRecord(schema.properties)) return false;
    const { properties } = schema;
    const names = Object.keys(value);
    return (
      names.every((name) => isRecord(properties[name]) && fits(value[name], properties[name])) &&
      (Array.isArray(schema.required) ? schema.required : []).every((name) => names.includes(String(name)))
    );
  }
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'integer' || type === 'number') {
    const { minimum = -Infinity, maximum = Infinity } = schema;
    return (
      typeof value === 'number' &&
      (type === 'number' || Number.isInteger(value)) &&
      value >= Number(minimum) &&
      value <= Number(maximum)
    );
  }
  if (typeof value !== 'string') return false;
  if (schema.format === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(value);
  return Array.isArray(schema.enum) ? schema.enum.includes(value) : true;
}

const KINDS: readonly JsonSchema[] = [
  { type: 'string' },
  { type: ['string', 'null'] },
  { type: ['string', 'null'], format: 'date' },
  { type: ['number', 'null'], minimum: 0, maximum: 5_000 },
  { type: ['integer', 'null'], minimum: 1 },
  { type: ['boolean', 'null'] },
  { type: ['string', 'null'], enum: ['open', 'closed'] },
  { type: 'string', enum: ['new', 'used'] },
  { type: 'array', items: { type: 'string' } },
  { type: ['array', 'null'], items: { type: 'number' } },
  { type: 'object', properties: { city: { type: ['string', 'null'] }, zip: { type: 'string' } }, required: ['city'] },
];
const NAMES = 'name email phone price amount date due city pets state tags rooms area total company url notes id'.split(
  ' ',
);
const LINES = [
  'Name: Ada Lovelace',
  'E-mail: ada@example.org; phone: +44 20 7946 0958',
  'price: 1.180,50 €',
  'Total 12,000 USD due 3 May 2027',
  'state: OPEN',
  'tags: red, green and blue',
  'pets welcome, 4 rooms, 112 m² in Seckbach',
  'name;price;state',
  'Cup;3,50;new',
  '| name | date |',
  '| Bob | 2024-02-30 |',
  'no pets, n/a, -5 rooms',
  'id: A-17/3, https://example.com/x?y=1',
  '日付: 2026-03-05',
  '{"name": "Eve", "price": 5}',
  '"',
  '|||',
  ',,,',
  '',
];

test('whatever the text and the schema, the answer fits the schema', () => {
  const random = createRandom(4);
  for (let round = 0; round < 300; round += 1) {
    const names = NAMES.filter(() => random.chance(0.3));
    const properties = Object.fromEntries(names.map((name) => [name, random.pick(KINDS)]));
    const one: JsonSchema = { type: 'object', properties, required: names };
    const text = Array.from({ length: 1 + Math.floor(random.next() * 9) }, () => random.pick(LINES)).join('\n');
    const list: JsonSchema = { type: 'array', items: one };
    expect([text, names, fits(extract(text, list), list)]).toEqual([text, names, true]);
    const under: JsonSchema = { type: 'object', properties: { found: list }, required: ['found'] };
    expect([text, names, names.length === 0 || fits(extract(text, under), under)]).toEqual([text, names, true]);
  }
});

test('texts are taken from the source, never made up', () => {
  const random = createRandom(5);
  // Quotes around a cell are no part of it.
  const bare = (words: string) => words.replaceAll('"', '');
  const schema = {
    type: 'array',
    items: {
      type: 'object',
      properties: Object.fromEntries(NAMES.map((name) => [name, { type: ['string', 'null'] }])),
    },
  };
  for (let round = 0; round < 60; round += 1) {
    const text = Array.from({ length: 6 }, () => random.pick(LINES)).join('\n');
    for (const record of extract(text, schema) as Record<string, unknown>[])
      for (const value of Object.values(record))
        if (typeof value === 'string') expect(bare(text)).toContain(bare(value));
  }
});

const wanted = (name: string, schema: JsonSchema): Wanted =>
  wantedRecords({ type: 'object', properties: { [name]: schema } }).fields[0]!;

describe('what a name asks for', () => {
  test.each([
    ['email', 'email'],
    ['E-Mail address', 'email'],
    ['mobile', 'phone'],
    ['homepage', 'url'],
    ['dueDate', 'date'],
    ['free_from', 'date'],
    ['total price', 'money'],
    ['city', 'place'],
    ['supplier', 'company'],
    ['invoice number', 'code'],
    ['product', 'title'],
    ['contact person', 'person'],
    ['remark', 'text'],
  ])('"%s" is a %s', (name, kind) => {
    expect(wanted(name, { type: 'string' }).kind).toBe(kind);
  });

  test.each([
    ['freeFrom', ['free', 'from']],
    ['free_from', ['free', 'from']],
    ['Free From', ['free', 'from']],
    ['qty', ['quantity']],
    ['Tel.', ['phone']],
  ])('%s has the words %j', (name, words) => {
    expect(termsOfName(name)).toEqual(words.map(stem));
  });

  test('a heading of the same words is nearest, of some of them near, of others none', () => {
    const price = wanted('unit price', { type: 'number' });
    expect(['Unit Price', 'price', 'stock', ''].map((heading) => likeness(termsOfName(heading), price))).toEqual([
      2, 1, 0, 0,
    ]);
  });

  test('bounds are read from numbers or from words', () => {
    expect(wanted('age', { type: 'integer', minimum: 3, maximum: 9 })).toMatchObject({ least: 3, most: 9 });
    expect(wanted('age', { type: 'integer', description: 'at least 3, at most 9.5' })).toMatchObject({
      least: 3,
      most: 9.5,
    });
    expect(wanted('day', { type: 'string', description: 'as YYYY-MM-DD' }).isDay).toBe(true);
  });
});

describe('values', () => {
  test.each([
    [{ type: 'number' }, '1.250,75 EUR', 1_250.75],
    [{ type: 'integer' }, '4.5', undefined],
    [{ type: 'number', maximum: 10 }, '11', undefined],
    [{ type: 'boolean' }, 'Ja', true],
    [{ type: 'boolean' }, 'perhaps', undefined],
    [{ type: 'string', format: 'date' }, 'on 3 May 2027', '2027-05-03'],
    [{ type: 'string', format: 'date' }, 'soon', undefined],
    [{ type: 'string', enum: ['Open', 'Closed'] }, 'OPEN', 'Open'],
    [{ type: 'string', enum: ['Open', 'Closed'] }, 'ajar', undefined],
    [{ type: 'array', items: { type: 'string' } }, 'a, b and c; d', ['a', 'b', 'c', 'd']],
    [{ type: 'array', items: { type: 'integer' } }, '1, two, x, 3', [1, 2, 3]],
    [{ type: 'string' }, '  "quoted"  ', 'quoted'],
    [{ type: 'string' }, 'n/a', undefined],
    [{ type: 'string' }, '--', undefined],
  ])('%j of %j', (schema, text, value) => {
    expect(coerce(wanted('x', schema), text)).toEqual(value);
  });

  test('a text is never longer than five hundred letters, and none is cut in half', () => {
    expect(coerce(wanted('x', { type: 'string' }), 'ab'.repeat(9_000))).toBe('ab'.repeat(250));
    const foxes = coerce(wanted('x', { type: 'string' }), `x${'🦊'.repeat(1_100)}`) as string;
    expect(foxes.isWellFormed()).toBe(true);
  });

  test('numbers come back however they are written', () => {
    const random = createRandom(6);
    for (let round = 0; round < 200; round += 1) {
      const value = Math.round(100_000 + random.next() * 10 ** Math.floor(random.between(4, 9))) / 100;
      for (const locale of ['en', 'de', 'fr', 'de-CH'])
        expect([locale, value, numberOf(value.toLocaleString(locale, { minimumFractionDigits: 2 }))]).toEqual([
          locale,
          value,
          value,
        ]);
    }
  });
});

describe('tables', () => {
  test('a row comes back as it was written, whatever stands in its cells', () => {
    const random = createRandom(7);
    const parts = ['a', 'b c', '""', ',', ';', '|', ' ', 'é', '🦊', '1,5'];
    for (let round = 0; round < 200; round += 1) {
      const cells = Array.from({ length: 4 }, () => `x${random.pick(parts)}${random.pick(parts)}y`);
      const row = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
      expect(splitRow(row, ',')).toEqual(cells);
    }
  });

  test('without a head that names fields there is none', () => {
    const fields = wantedRecords({ properties: { name: { type: 'string' }, age: { type: 'integer' } } }).fields;
    expect(finished(recordsOfTable('Ada,36\nAlan,41', fields))).toBeUndefined();
    expect(finished(recordsOfTable('name,age\nAda,36\nAlan,41', fields))).toHaveLength(2);
  });
});
