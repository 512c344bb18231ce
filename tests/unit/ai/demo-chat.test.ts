import { calculate, findSum } from '@/lib/ai/demo/text/chat/arithmetic';
import { chat as chatInSteps } from '@/lib/ai/demo/text/chat/chat';
import { findDates, isoDay } from '@/lib/ai/demo/text/chat/dates';
import { composeText, SIGNATURE } from '@/lib/ai/demo/text/compose-text';
import type { ChatTurn } from '@/lib/ai/types';
import { finished } from '@/tests/support/finished';

const chat = (message: string, turns: readonly ChatTurn[]) => finished(chatInSteps(message, turns));
const user = (text: string): ChatTurn => ({ role: 'user', text });
const assistant = (text: string): ChatTurn => ({ role: 'assistant', text });
const TURNS = [
  user('Hello, my name is Anna and my favourite colour is green.'),
  assistant('Hello!'),
  user('How do I repot an orchid?'),
  assistant('I cannot know that.'),
];

describe('sums', () => {
  test.each([
    ['2 + 3 * 4', 14],
    ['(2 + 3) * 4', 20],
    ['2^3^2', 512],
    ['-3 + 5', 2],
    ['10 - 4 - 3', 3],
    ['50% of 80', 40],
    ['sqrt 81', 9],
    ['1.5 / 0.5', 3],
  ])('%s is %d', (expression, value) => {
    expect(calculate(expression)).toBe(value);
  });

  test.each(['', '2 +', '(2', '2 2', 'a + b', '2 ** ', '1 + ; drop', '('.repeat(300)])(
    '"%s" is no sum',
    (expression) => {
      expect(calculate(expression)).toBeUndefined();
    },
  );

  test.each([
    ['what is 12.5% of 480?', '60'],
    ['0.1 + 0.2', '0.3'],
    ['15 plus 7 times 2', '29'],
    ['How much is 1,200 divided by 7', '171.428571429'],
    ['square root of 144', '12'],
    ['7 × 8 =', '56'],
    ['Wie viel ist 6 mal 7', '42'],
  ])('%s', (message, value) => {
    expect(chat(message, [])).toContain(`**${value}**`);
  });

  test('what cannot be divided is said, and what is no sum is left alone', () => {
    expect(chat('10 / 0', [])).toContain('division by zero');
    for (const message of ['Call 555-1234 now', 'We are open 24/7 for you', 'on 2024-05-01', 'version 1.2.3 is out'])
      expect(findSum(message)).toBeUndefined();
  });
});

describe('dates', () => {
  test.each([
    ['2024-02-29', '2024-02-29'],
    ['14.3.2025', '2025-03-14'],
    ['3rd of May 2027', '2027-05-03'],
    ['May 3, 2027', '2027-05-03'],
    ['25/12/2023', '2023-12-25'],
    ['12 Sept. 1999', '1999-09-12'],
  ])('%s is %s', (text, day) => {
    expect(findDates(`on ${text}, at noon`).map((date) => isoDay(date.day))).toEqual([day]);
  });

  test('days that do not exist are none', () => {
    expect(findDates('31.2.2024, 2023-02-29, 2024-13-01')).toEqual([]);
  });

  test.each([
    ['How many days between 2024-01-01 and 1 March 2024?', '**60 days**'],
    ['30 days after 31 January 2025', '2025-03-02'],
    ['1 month after 31 January 2025', '2025-02-28'],
    ['2 weeks before 1 January 2025', '2024-12-18'],
    ['what weekday was 14.3.2025', '**Friday**'],
  ])('%s', (message, answer) => {
    expect(chat(message, [])).toContain(answer);
  });

  test('it does not pretend to know what day it is', () => {
    expect(chat('What day is it today?', [])).toContain('do not look at the clock');
  });
});

test.each([
  ['10 miles in km', '16.09344 km'],
  ['how many feet in 3 metres?', '9.84252 feet'],
  ['100 F in C', '37.78 °C'],
  ['2.5 kg to pounds', '5.511557 pounds'],
  ["how many r's in strawberry?", '**3** times'],
  ['How many times does "the" appear in the text: the cat and the dog', '**2** times'],
  ['count the words: the quick brown fox', '**4** words'],
  ['reverse: Wörld 👍🏽', '👍🏽 dlröW'],
  ['sort: pears, apples, 10, 9', '- 9\n- 10\n- apples\n- pears'],
  ['upper case: straße', 'STRASSE'],
])('%s', (message, answer) => {
  expect(chat(message, [])).toContain(answer);
});

test('a length is not turned into a weight', () => {
  expect(chat('10 miles in kg', [])).not.toContain('=');
});

describe('what was said before', () => {
  test('facts about the user come from the user’s own words', () => {
    expect(chat('What is my name?', TURNS)).toContain('**Anna**');
    expect(chat('do you remember my favourite colour?', TURNS)).toContain('**green**');
    expect(chat('What is my address?', TURNS)).toContain('not told me your address');
  });

  test('the last of two facts counts', () => {
    expect(chat('what is my name', [...TURNS, user('Sorry, my name is Eva.')])).toContain('**Eva**');
  });

  test('earlier messages are quoted, and nothing is made up where there are none', () => {
    expect(chat('What did I say first?', TURNS)).toContain('favourite colour is green');
    expect(chat('what did I just ask?', TURNS)).toContain('repot an orchid');
    expect(chat('Repeat that', TURNS)).toContain('> I cannot know that.');
    expect(chat('What did I say before?', [])).toBe('This is your first message.');
  });

  test('a conversation of 200 turns is summed up in a few lines', () => {
    const turns = Array.from({ length: 200 }, (_, index) =>
      index % 2 ? assistant('ok') : user(`Message number ${index}`),
    );
    const made = chat('Please summarise our conversation', turns);
    expect(made).toContain('100 messages');
    expect(made.split('\n').length).toBeLessThan(14);
    expect(made).toContain('Message number 198');
  });

  test('"shorter" takes up the last long text', () => {
    const long =
      'The harbour was built in 1890. It was enlarged twice in the following decades. Today it is mostly used by sailing boats and by two ferries that go to the islands every hour.';
    expect(long).toContain(chat('shorter please', [user('hm'), assistant(long)]));
  });

  test('the line below earlier answers is no part of them', () => {
    const turns = [user('hi'), assistant(`Well then.\n\n${SIGNATURE}`)];
    const made = finished(
      composeText({ task: 'chat', text: 'repeat that', options: {}, turns, isEconomy: false, maxCharacters: 2_000 }),
    );
    expect(made.match(/Demo engine/g)).toHaveLength(1);
  });
});

test('what it cannot know it says so, with something to go on', () => {
  const made = chat('What soil does an orchid need?', TURNS);
  expect(made).toContain('I cannot answer that');
  expect(made).toContain('no AI model');
  expect(made).toContain('How do I repot an orchid?');
  expect(made).toMatch(/- .*\?/);
  expect(chat('Who are you?', [])).toContain('demo engine');
  expect(chat('thanks!', [])).not.toContain('cannot');
});

test('a pasted text is summed up, and what should be written gets a frame', () => {
  const text =
    'Summarise: The harbour was built in 1890. It was enlarged twice. Today it is mostly used by sailing boats and by two ferries that go to the islands.';
  expect(chat(text, [])).toMatch(/^- /);
  expect(chat('Plan a birthday party', [])).toContain('# Plan: a birthday party');
});

test('any message gets an answer, the same each time and soon', () => {
  for (const message of [
    '',
    '?',
    '🦊',
    '日本の首都は？',
    'مرحبا',
    'a'.repeat(60_000),
    ': '.repeat(20_000),
    '((('.repeat(10_000),
    '1+'.repeat(20_000),
  ]) {
    const startedAt = performance.now();
    const made = chat(message, TURNS);
    expect(made.trim()).not.toBe('');
    expect(chat(message, TURNS)).toBe(made);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  }
});
