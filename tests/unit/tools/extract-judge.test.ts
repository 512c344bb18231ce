import fc from 'fast-check';
import { conform } from '@/lib/tools/extract/conform';
import { findJson } from '@/lib/tools/extract/find-json';
import { judgeRecords } from '@/lib/tools/extract/judge-records';
import { readFields } from '@/lib/tools/extract/read-fields';
import { isFault } from '@/lib/tools/extract/shape';

function kept(answer: unknown, fields: string): unknown {
  const verdict = judgeRecords(typeof answer === 'string' ? answer : JSON.stringify(answer), fields);
  return 'text' in verdict ? JSON.parse(verdict.text) : verdict.wrong;
}

describe('JSON in an answer', () => {
  it.each([
    ['[1]', [1]],
    ['  {"a": 1}\n', { a: 1 }],
    ['```json\n[1, 2]\n```', [1, 2]],
    ['Here it is: {"a": "}"} — done.', { a: '}' }],
    ['As [noted] above: [{"a": "\\"]"}]', [{ a: '"]' }]],
    ['{"a": [1, {"b": 2}]}\n\n— Demo engine.', { a: [1, { b: 2 }] }],
  ])('is found in %j', (answer, value) => {
    expect(findJson(answer)).toEqual({ value });
  });

  it.each(['', 'nothing', '[1, 2', '{"a": }', '{"a": "b', '] [', '{not json}'])('is not found in %j', (answer) => {
    expect(findJson(answer)).toBeNull();
  });

  it.each([
    '{"records":[{"name":"Ann"},{"na',
    '[{"name":"Ann"},{"name":"Bo"},',
    '```json\n{\n  "records": [\n    {"name": "Ann"},\n    {"name": "B',
    'Here: [\n  {"name": "Ann"},\n  {"na',
  ])('is not what stands whole within an answer that broke off: %j', (answer) => {
    expect(findJson(answer)).toBeNull();
    expect(kept(answer, 'name')).toBe('is no JSON');
  });

  it('is found behind a bracket that opens a remark and never closes', () => {
    expect(findJson('[as asked: {"a": 1}')).toEqual({ value: { a: 1 } });
  });

  it('is sought for a bounded time, whatever the answer looks like', () => {
    const started = performance.now();
    expect(findJson('['.repeat(200_000))).toBeNull();
    expect(findJson('{"'.repeat(100_000))).toBeNull();
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('an answer', () => {
  it('may be the object that was asked for, a bare list, or one record', () => {
    const record = { name: 'Ada' };
    for (const answer of [{ records: [record] }, [record], record]) expect(kept(answer, 'name')).toEqual([record]);
    expect(kept({ records: [] }, 'name')).toEqual([]);
    expect(kept([], 'name')).toEqual([]);
  });

  it('is kept with exactly the fields that were asked for, in their order', () => {
    expect(kept([{ extra: 1, price: 2, name: 'A' }, {}], 'name, price:number')).toEqual([
      { name: 'A', price: 2 },
      { name: null, price: null },
    ]);
    expect(judgeRecords('[{"b":1,"a":"x"}]', 'a, b:number')).toEqual({
      text: '[\n  {\n    "a": "x",\n    "b": 1\n  }\n]',
    });
  });

  it.each([
    ['price:number', '2.40', 2.4],
    ['price:number', '-1e3', -1_000],
    ['count:integer', '12', 12],
    ['name', 42, '42'],
    ['name', true, 'true'],
    ['done:boolean', 'Yes', true],
    ['done:boolean', 'false', false],
    ['price:number', 'N/A', null],
    ['due:date', '', null],
    ['due:date', '2027-02-28', '2027-02-28'],
    ['tags:list', ['a', 'b'], ['a', 'b']],
    ['state:open|closed', 'closed', 'closed'],
  ])('of %s may be %j', (fields, value, result) => {
    const name = fields.split(':')[0]!;
    expect(kept([{ [name]: value }], fields)).toEqual([{ [name]: result }]);
  });

  it.each([
    ['price:number', 'about 2', '“price” is no number'],
    ['count:integer', 2.5, '“count” is no whole number'],
    ['due:date', '28.02.2027', '“due” is no day'],
    ['due:date', '2027-02-30', '“due” is no day'],
    ['done:boolean', 'maybe', '“done” is neither true nor false'],
    ['state:open|closed', 'ajar', '“state” is none of its choices'],
    ['tags:list', 'a, b', '“tags” is no list'],
    ['name', { first: 'Ada' }, '“name” is no text'],
  ])('of %s may not be %j', (fields, value, why) => {
    expect(kept([{ [fields.split(':')[0]!]: value }], fields)).toContain(why);
  });

  it('is wrong where a required field is missing, a bound is broken, or it is no list of records', () => {
    const schema = JSON.stringify({
      type: 'object',
      properties: {
        id: { type: 'integer', minimum: 1, maximum: 9 },
        code: { type: 'string', minLength: 2, maxLength: 3 },
        lines: {
          type: 'array',
          minItems: 1,
          items: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] },
        },
      },
      required: ['id'],
    });
    expect(kept([{ id: 1, code: 'ab', lines: [{ n: 1 }] }], schema)).toEqual([
      { id: 1, code: 'ab', lines: [{ n: 1 }] },
    ]);
    expect(kept([{}], schema)).toBe('record 1: “id” is missing');
    expect(kept([{ id: 10 }], schema)).toContain('“id” is out of bounds');
    expect(kept([{ id: 1, code: 'abcd' }], schema)).toContain('too short or too long');
    expect(kept([{ id: 1, lines: [] }], schema)).toContain('too few');
    expect(kept([{ id: 1 }, { id: 2, lines: [{ n: null }] }], schema)).toBe('record 2: “lines” “n” is missing');
    expect(kept(['Ada'], 'name')).toBe('record 1: is no object');
    expect(kept('42', 'name')).toBe('is no JSON');
    expect(kept('Sorry, I cannot do that.', 'name')).toBe('is no JSON');
    expect(
      kept(
        Array.from({ length: 2_001 }, () => ({})),
        'name',
      ),
    ).toBe('has too many records');
  });

  it('cannot bring members of its own', () => {
    const [record] = kept('[{"__proto__":{"polluted":true},"name":"x"}]', 'name') as object[];
    expect(Object.keys(record!)).toEqual(['name']);
    expect(({} as { polluted?: true }).polluted).toBeUndefined();
  });
});

it('what was kept once is kept again unchanged', () => {
  const shape = readFields('name, price:number, due:date, done:boolean, tags:list, state:a|b');
  if (isFault(shape)) throw new Error(shape.fault);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const once = conform(shape, value);
      if ('wrong' in once) return true;
      const again = conform(shape, once.value);
      return 'value' in again && JSON.stringify(again.value) === JSON.stringify(once.value);
    }),
  );
});
