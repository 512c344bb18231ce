import { calculate, findSum, formatNumber } from '@/lib/ai/demo/text/chat/arithmetic';
import { chat as chatInSteps } from '@/lib/ai/demo/text/chat/chat';
import { findDates, isoDay } from '@/lib/ai/demo/text/chat/dates';
import { answerUnits } from '@/lib/ai/demo/text/chat/units';
import { createRandom, type Random } from '@/lib/ai/demo/image/random';
import { finished } from '@/tests/support/finished';

const chat = (message: string) => finished(chatInSteps(message, []));
const DAY_MS = 86_400_000;

/** A sum as text, and its value by JavaScript's own rules. */
function sumOf(random: Random, depth: number): [string, number] {
  if (depth === 0) {
    const value = 1 + Math.floor(random.next() * 99);
    return [String(value), value];
  }
  const [left, a] = sumOf(random, depth - 1);
  const [right, b] = sumOf(random, depth - 1);
  const sign = random.pick(['+', '-', '*', '/'] as const);
  const value = { '+': a + b, '-': a - b, '*': a * b, '/': a / b }[sign];
  return [`(${left}) ${sign} (${right})`, value];
}

test('sums come out as JavaScript works them out', () => {
  const random = createRandom(1);
  for (let round = 0; round < 300; round += 1) {
    const [expression, value] = sumOf(random, 1 + (round % 4));
    expect([expression, calculate(expression)]).toEqual([expression, value]);
  }
});

test('multiplication binds more closely than addition, powers most, from the right', () => {
  const random = createRandom(2);
  for (let round = 0; round < 100; round += 1) {
    const [a, b, c] = [0, 0, 0].map(() => 1 + Math.floor(random.next() * 6));
    expect(calculate(`${a} + ${b} * ${c}`)).toBe(a! + b! * c!);
    expect(calculate(`${a} - ${b} - ${c}`)).toBe(a! - b! - c!);
    expect(calculate(`${a} * ${b} ^ ${c}`)).toBe(a! * b! ** c!);
    expect(calculate(`-${a} ^ 2`)).toBe(-(a! ** 2));
    expect(calculate(`${a}% of ${b}`)).toBe((a! / 100) * b!);
  }
});

test.each([
  ['one hundred open brackets', '('.repeat(100)],
  ['three hundred numbers', '1+'.repeat(300)],
  ['a sign alone', '*'],
  ['letters', 'two + two'],
  ['an order', '1; process.exit()'],
])('%s is no sum, and no fault', (_name, expression) => {
  expect(calculate(expression)).toBeUndefined();
});

test.each([
  [0.1 + 0.2, '0.3'],
  [1_234_567.5, '1,234,567.5'],
  [-0, '0'],
  [1 / 3, '0.333333333333'],
])('%d is written %s', (value, written) => {
  expect(formatNumber(value)).toBe(written);
});

test.each(['Room 12-14 is open', 'a score of 3-2', 'ISBN 978-3-16', '192.168.0.1', 'chapter 3/4', 'and/or', '5*'])(
  '"%s" asks for no sum',
  (message) => {
    expect(findSum(message)).toBeUndefined();
  },
);

describe('days', () => {
  const written = (day: Date) => isoDay(day);

  test('between two of them there are as many as the calendar says', () => {
    const random = createRandom(3);
    for (let round = 0; round < 120; round += 1) {
      const [from, to] = [0, 0].map(() => new Date(Math.floor(random.between(-20_000, 40_000)) * DAY_MS));
      const days = Math.abs(to!.getTime() - from!.getTime()) / DAY_MS;
      expect(chat(`How many days between ${written(from!)} and ${written(to!)}?`)).toContain(
        `**${days.toLocaleString('en')} days**`,
      );
    }
  });

  test('so many days later and the same number before is where one began', () => {
    const random = createRandom(4);
    for (let round = 0; round < 60; round += 1) {
      const start = written(new Date(Math.floor(random.between(0, 40_000)) * DAY_MS));
      const count = 1 + Math.floor(random.next() * 900);
      const later = /\((\d{4}-\d\d-\d\d)\)/.exec(chat(`${count} days after ${start}`))![1]!;
      expect(chat(`${count} days before ${later}`)).toContain(`(${start})`);
    }
  });

  test('the day of the week is the calendar’s', () => {
    const names = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
    for (let day = 0; day < 60; day += 1) {
      const date = new Date(day * 367 * DAY_MS);
      expect(chat(`what weekday is ${written(date)}`)).toContain(`**${names[date.getUTCDay()]}**`);
    }
  });

  test('one day is the same however it is written', () => {
    const ways = [
      '2027-05-03',
      '3.5.2027',
      '3. 5. 2027',
      '3 May 2027',
      '3rd of May 2027',
      'May 3, 2027',
      'May 3rd 2027',
    ];
    for (const way of ways)
      expect([way, ...findDates(`Due ${way}!`).map(({ day }) => isoDay(day))]).toEqual([way, '2027-05-03']);
  });

  test('they are told in their order, with where they stand', () => {
    const text = 'From 3 May 2027 until 2027-06-01, paid on 5.5.2027';
    const found = findDates(text);
    expect(found.map(({ day }) => isoDay(day))).toEqual(['2027-05-03', '2027-06-01', '2027-05-05']);
    for (const { at, written: words } of found) expect(text.slice(at, at + words.length)).toBe(words);
  });
});

describe('units', () => {
  const FAMILIES = [
    ['mm', 'cm', 'm', 'km', 'inches', 'feet', 'yards', 'miles'],
    ['mg', 'grams', 'kg', 'pounds', 'ounces', 'tonnes'],
    ['ml', 'litres', 'gallons', 'pints', 'cups'],
    ['seconds', 'minutes', 'hours', 'days', 'weeks'],
    ['kb', 'mb', 'gb', 'tb'],
  ];
  const valueOf = (message: string) => {
    const found = /\*\*(-?[\d,.]+)/.exec(answerUnits(message) ?? '')?.[1];
    return found === undefined ? undefined : Number(found.replaceAll(',', ''));
  };

  test.each(FAMILIES.map((family) => [family]))('%j: there and back is where one was', (family) => {
    for (const from of family)
      for (const to of family) {
        const there = valueOf(`1000 ${from} in ${to}`)!;
        expect(there).toBeGreaterThan(0);
        if (there > 0.01) expect(valueOf(`${there} ${to} in ${from}`)! / 1_000).toBeCloseTo(1, 3);
      }
  });

  test('no unit turns into one of another family', () => {
    for (const one of FAMILIES)
      for (const other of FAMILIES)
        if (one !== other) expect(answerUnits(`5 ${one[1]} in ${other[1]}`)).toBeUndefined();
  });

  test.each([
    ['0 C in F', 32],
    ['100 celsius to fahrenheit', 212],
    ['-40 F in C', -40],
    ['how many cm in 2 inches', 5.08],
    ['how many minutes are in a day', 1_440],
    ['1,000 m to km', 1],
  ])('%s', (message, value) => {
    expect(valueOf(message)).toBe(value);
  });
});

describe('counting', () => {
  test('words and letters are as many as there are', () => {
    for (const count of [1, 2, 17, 400]) {
      const made = chat(`count the words: ${'ab '.repeat(count)}`);
      expect(made).toContain(`**${count}** word`);
      expect(made).toContain(`**${(count * 2).toLocaleString('en')}** characters without spaces`);
    }
  });

  test('a letter is what people see as one', () => {
    expect(chat('count the letters in "👩‍👩‍👧‍👦é"')).toContain('**2** characters');
    expect(chat('reverse: 🇫🇷é👍🏽')).toContain('👍🏽é🇫🇷');
  });

  test('what is turned round twice is as before', () => {
    for (const word of ['lighthouse', 'Łódź', 'naïve', '日本語']) {
      const once = chat(`reverse: ${word}`).split('\n').at(-1)!;
      expect(chat(`reverse: ${once}`).split('\n').at(-1)).toBe(word);
    }
  });
});
