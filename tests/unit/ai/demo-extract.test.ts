import { booleanOf, numberOf } from '@/lib/ai/demo/text/extract/coerce';
import { extract as extractInSteps } from '@/lib/ai/demo/text/extract/extract';
import type { JsonSchema } from '@/lib/ai/demo/text/extract/wanted';
import { splitRow } from '@/lib/ai/demo/text/extract/tables';
import { extract as definition } from '@/lib/tools/definitions/extract';
import { isFault, jsonSchemaOf, judgeRecords, readFields } from '@/lib/tools/extract';
import { finished } from '@/tests/support/finished';

const extract = (text: string, schema: JsonSchema) => finished(extractInSteps(text, schema));

/** Asks as the tool does, and lets the tool's own judge look at the answer. */
function records(text: string, fields: string): Record<string, unknown>[] {
  const shape = readFields(fields);
  if (isFault(shape)) throw new Error(shape.fault);
  const verdict = judgeRecords(extract(text, jsonSchemaOf(shape)), fields);
  if ('wrong' in verdict) throw new Error(verdict.wrong);
  return JSON.parse(verdict.text) as Record<string, unknown>[];
}

describe('values', () => {
  test.each([
    ['1,180.50', 1_180.5],
    ['1.180,50 €', 1_180.5],
    ["CHF 1'200", 1_200],
    ['1 234 567', 1_234_567],
    ['3,5', 3.5],
    ['12,000', 12_000],
    ['0.125', 0.125],
    ['-4', -4],
    ['−4 °C', -4],
    ['two rooms', 2],
    ['none', undefined],
    ['', undefined],
  ])('%s is the number %s', (text, value) => {
    expect(numberOf(text)).toBe(value);
  });

  test.each([
    ['yes', true],
    ['Ja', true],
    ['✓', true],
    ['not allowed', false],
    ['no', false],
    ['maybe', undefined],
  ])('%s is %s', (text, value) => {
    expect(booleanOf(text)).toBe(value);
  });

  test('a row keeps marks in quotes', () => {
    expect(splitRow('"a, ""b""",c,,"d"', ',')).toEqual(['a, "b"', 'c', '', 'd']);
  });
});

describe('tables', () => {
  test('columns are found by their headings, whatever parts them', () => {
    const rows = [
      { product: 'Cup; blue', price: 3.5, stock: 12 },
      { product: 'Plate', price: 12, stock: null },
    ];
    const fields = 'product, price:number, stock:integer';
    expect(records('Product;Unit price;Stock\n"Cup; blue";3,50;12\nPlate;12,00;\n', fields)).toEqual(rows);
    expect(records('stock\tproduct\tprice\n12\tCup; blue\t3.50\n\tPlate\t12', fields)).toEqual(rows);
    expect(
      records('| product | price | stock |\n| --- | --- | --- |\n| Cup; blue | 3.50 | 12 |\n| Plate | 12 | |', fields),
    ).toEqual(rows);
  });

  test('words around a table are no rows', () => {
    const text = 'Our list of May:\n\nname,age\nAda,36\nAlan,41\n\nThat is all, thank you.';
    expect(records(text, 'name, age:integer').slice(0, 2)).toEqual([
      { name: 'Ada', age: 36 },
      { name: 'Alan', age: 41 },
    ]);
  });
});

describe('labels', () => {
  test('lines with labels make records; other words for a field count', () => {
    const text =
      'Name: Ada Lovelace\nE-mail: ada@example.org\nTel.: +44 20 7946 0958\n\nName: Alan Turing\nMail: alan@example.org';
    expect(records(text, 'name, email, phone')).toEqual([
      { name: 'Ada Lovelace', email: 'ada@example.org', phone: '+44 20 7946 0958' },
      { name: 'Alan Turing', email: 'alan@example.org', phone: null },
    ]);
  });

  test('dates become days, choices keep to their list, lists are cut', () => {
    const text = '**Due date:** 3 May 2027\nState: OPEN\nTags: red, green and blue\nPaid: no';
    expect(records(text, 'due date:date, state:open|closed, tags:list, paid:boolean')).toEqual([
      { 'due date': '2027-05-03', state: 'open', tags: ['red', 'green', 'blue'], paid: false },
    ]);
  });

  test('labels in Japanese are labels', () => {
    expect(records('日付: 2026-03-05\n担当: 山田', '日付:date, 担当')).toEqual([{ 日付: '2026-03-05', 担当: '山田' }]);
  });
});

describe('running text', () => {
  test('each sentence that holds enough is a record', () => {
    const text =
      'This week: a bright two-room flat in Nordend, 64 m², 1,180 euros plus heating, free from 1 March 2027, pets welcome. In Bockenheim a studio of 31 m² for 690 euros, available now, no pets. And for families: four rooms in Seckbach, 112 m² with garden, 1,950 euros, from 15 April 2027.';
    const made = records(text, 'district, rooms:integer, area:number, rent:number, free from:date, pets:boolean');
    expect(made).toEqual([
      { district: 'Nordend', rooms: 2, area: 64, rent: 1_180, 'free from': '2027-03-01', pets: true },
      { district: 'Bockenheim', rooms: null, area: 31, rent: 690, 'free from': null, pets: false },
      { district: 'Seckbach', rooms: 4, area: 112, rent: 1_950, 'free from': '2027-04-15', pets: null },
    ]);
  });

  test('sentences that complete each other are one record', () => {
    const text =
      'Invoice No. 2024-117 of 12 May 2024 from Acme GmbH, total 1.190,00 EUR, due 26.05.2024. Contact: Ms Petra Huber, petra@acme.example';
    expect(records(text, 'invoice number, date:date, due:date, total:number, company, contact, email')).toEqual([
      {
        'invoice number': '2024-117',
        date: '2024-05-12',
        due: '2024-05-26',
        total: 1_190,
        company: 'Acme GmbH',
        contact: 'Ms Petra Huber',
        email: 'petra@acme.example',
      },
    ]);
  });

  test('entries of a list begin with their name', () => {
    expect(records('- Coffee 3.50 €\n- Tea: 2 €\n- Water 1.20 €', 'item, price:number')).toEqual([
      { item: 'Coffee', price: 3.5 },
      { item: 'Tea', price: 2 },
      { item: 'Water', price: 1.2 },
    ]);
  });

  test('one address behind the other parts records', () => {
    expect(records('Team: Ada Lovelace (ada@x.org), Grace Hopper (grace@y.org)', 'name, email')).toEqual([
      { name: 'Ada Lovelace', email: 'ada@x.org' },
      { name: 'Grace Hopper', email: 'grace@y.org' },
    ]);
  });

  test('nothing is made up', () => {
    expect(records('It rained all day and nobody came.', 'name, price:number, date:date, email')).toEqual([]);
  });
});

describe('schemas', () => {
  const all = {
    type: 'object',
    properties: { name: { type: 'string' }, age: { type: 'integer', minimum: 0, maximum: 120 } },
    required: ['name', 'age'],
  };

  test('a list, one record, and a record inside of one are all answered in their own form', () => {
    const text = 'Name: Ada\nAge: 36\nCity: London';
    expect(JSON.parse(extract(text, { type: 'array', items: all }))).toEqual([{ name: 'Ada', age: 36 }]);
    expect(JSON.parse(extract(text, all))).toEqual({ name: 'Ada', age: 36 });
    const home = { type: 'object', properties: { city: { type: ['string', 'null'] } } };
    expect(JSON.parse(extract(text, { type: 'object', properties: { name: { type: 'string' }, home } }))).toEqual({
      name: 'Ada',
      home: { city: 'London' },
    });
  });

  test('what may not be missing and is missing makes no record; what is out of bounds counts as missing', () => {
    const text = 'Name: Ada\n\nName: Methuselah\nAge: 969\n\nName: Alan\nAge: 41';
    expect(JSON.parse(extract(text, { type: 'array', items: all }))).toEqual([{ name: 'Alan', age: 41 }]);
  });

  test('the examples of the tool are answered with something that its judge takes', () => {
    for (const { input } of definition.examples) {
      const made = records(input.text!, input.fields!);
      expect(made.length).toBeGreaterThan(0);
      const values = made.flatMap((record) => Object.values(record));
      expect(values.some((value) => value !== null)).toBe(true);
    }
  });

  test('whatever the text, the answer fits', () => {
    const fields = 'name, email, price:number, count:integer, when:date, ok:boolean, tags:list, state:open|closed';
    for (const text of [
      '',
      '🦊',
      '日本',
      '|||',
      ',,,\n,,,',
      'a: b\n'.repeat(500),
      '<b>x</b>',
      '1 2 3',
      'constructor: __proto__',
      'x'.repeat(20_000),
    ])
      expect(Array.isArray(records(text, fields))).toBe(true);
    expect(extract('x', {})).toBe('{}');
    expect(extract('x', { type: 'array', items: {} })).toBe('[]');
  });
});
