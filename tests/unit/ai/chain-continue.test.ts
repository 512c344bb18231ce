import type { AttemptOutcome, ModelRequest } from '@/lib/ai';
import { createJoiner, overlapOf } from '@/lib/ai/chain/join';
import { collect, LIMITS, outcomes, TEXT } from './ai-world';
import { chainWorld, type Play } from './chain-world';

const BROKEN: Play = {
  say: [
    [0, 'The quick '],
    [0, 'brown fox'],
  ],
  fail: 'cut',
};
const asked: string[] = [];
const continueWith = (delivered: string): ModelRequest => {
  asked.push(delivered);
  return { ...TEXT, prompt: `Go on: ${delivered}` } as ModelRequest;
};
beforeEach(() => void asked.splice(0));

test.each<[string, string[]]>([
  ['where it broke off', [' jumps', ' over.']],
  ['with the last words', ['brown fox', ' jumps', ' over.']],
  ['with the last words, letter by letter', [...'brown fox jumps over.']],
  ['with everything', ['The quick brown fox jumps', ' over.']],
  ['with white space before the last words', ['\n\n', 'brown fox jumps over.']],
  ['without the space between two words', ['jumps over.']],
])('the next candidate goes on once, without gap or repeat: it begins %s', async (_how, pieces) => {
  const { ai, calls, input } = chainWorld({ first: BROKEN, next: { say: pieces.map((text) => [0, text]) } });
  const run = await collect(ai, input({ continueWith }));
  expect(run.text).toBe('The quick brown fox jumps over.');
  expect(asked).toEqual(['The quick brown fox']);
  expect(calls[1]!.request).toMatchObject({ prompt: 'Go on: The quick brown fox' });
  expect(outcomes(run)).toEqual(['cut', 'succeeded']);
  expect(run.committed).toEqual(['first/model', 'next/model']);
  // What one of two counted is no count of the whole.
  expect(run.end).toEqual({ status: 'succeeded', provider: 'next', model: 'next/model', usage: {} });
});

test.each<AttemptOutcome>(['cut', 'timeout_idle', 'server_error', 'bad_response'])('after %s', async (outcome) => {
  const fail: Play =
    outcome === 'timeout_idle' ? { ...BROKEN, fail: undefined, hang: true } : { ...BROKEN, fail: outcome as 'cut' };
  const { ai, input } = chainWorld({ first: fail, next: { say: [[0, ' jumps.']] } });
  const run = await collect(ai, input({ continueWith, limits: { ...LIMITS, idleMs: 80 } }));
  expect(outcomes(run)).toEqual([outcome, 'succeeded']);
  expect(run.text).toBe('The quick brown fox jumps.');
});

test.each<AttemptOutcome>(['content_refused', 'too_large'])('never after %s', async (outcome) => {
  const { ai, calls, input } = chainWorld({ first: { ...BROKEN, fail: outcome as 'cut' }, next: { say: [[0, 'no']] } });
  const run = await collect(ai, input({ continueWith }));
  expect(run.end).toMatchObject({ status: 'failed', afterContent: true });
  expect(calls).toHaveLength(1);
});

test('a tool that does not allow it ends with an error, and the text stays', async () => {
  const { ai, calls, input } = chainWorld({ first: BROKEN, next: { say: [[0, ' jumps.']] } });
  const run = await collect(ai, input());
  expect(run.text).toBe('The quick brown fox');
  expect(run.end).toMatchObject({ status: 'failed', code: 'provider_unavailable', afterContent: true });
  expect(calls).toHaveLength(1);
});

test.each<[string, Play, AttemptOutcome, string]>([
  ['breaks off as well', { say: [[0, ' jumps']], fail: 'cut' }, 'cut', 'The quick brown fox jumps'],
  ['fails before it begins', { fail: 'server_error' }, 'server_error', 'The quick brown fox'],
  ['says nothing', {}, 'empty', 'The quick brown fox'],
])('once and no more: the run fails when the second %s', async (_how, second, outcome, text) => {
  const { ai, calls, input } = chainWorld({ first: BROKEN, next: second, third: { say: [[0, ' never']] } });
  const run = await collect(ai, input({ continueWith }));
  expect(outcomes(run)).toEqual(['cut', outcome]);
  expect(run.text).toBe(text);
  expect(run.end).toMatchObject({ status: 'failed', afterContent: true });
  expect(calls).toHaveLength(2);
});

test('a second that cannot work with our question is no fault of the user', async () => {
  const { ai, input } = chainWorld({ first: BROKEN, next: { fail: 'bad_request' } });
  const run = await collect(ai, input({ continueWith }));
  expect(run.end).toMatchObject({ status: 'failed', code: 'provider_unavailable', afterContent: true });
});

test('neither without a call left, nor without anybody left', async () => {
  const one = chainWorld({ first: BROKEN, next: { say: [[0, ' jumps.']] } });
  const spent = await collect(one.ai, one.input({ continueWith, limits: { ...LIMITS, maxAttempts: 1 } }));
  const two = chainWorld({ first: BROKEN });
  const alone = await collect(two.ai, two.input({ continueWith }));
  for (const run of [spent, alone]) {
    expect(outcomes(run)).toEqual(['cut']);
    expect(run.end).toMatchObject({ status: 'failed', afterContent: true });
  }
});

test('a stop while the second is awaited keeps what was delivered', async () => {
  const { ai, input } = chainWorld({ first: BROKEN, next: { hang: true } });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 80);
  const run = await collect(ai, input({ continueWith, signal: stop.signal }));
  expect(run.text).toBe('The quick brown fox');
  expect(run.end).toEqual({ status: 'cancelled', afterContent: true, usage: {} });
});

describe('where two parts meet', () => {
  test('only whole words count as a repeat, and not by chance', () => {
    expect(overlapOf('a brown fox', 'fox jumps')).toBe(3);
    expect(overlapOf('a brown fox', 'ox jumps')).toBe(0);
    expect(overlapOf('it is so', 'so be it')).toBe(0);
    expect(overlapOf('one two. ', ' two. three')).toBe(6);
    expect(overlapOf('今天天气很好', '气很好,我们')).toBe(3);
    expect(overlapOf('', 'anything')).toBe(0);
  });

  test('no space is put between words of scripts that have none', () => {
    expect(createJoiner('今天天气').add('很好')).toBe('很好');
    expect(createJoiner('one,').add('two')).toBe('two');
  });

  test('a word that was cut is completed when its beginning is repeated', () => {
    const joiner = createJoiner('The quick bro');
    expect(joiner.add('quick brown fox')).toBe('wn fox');
    expect(joiner.add('!')).toBe('!');
    expect(joiner.end()).toBe('');
  });

  test('what only repeats adds nothing', () => {
    const joiner = createJoiner('It is done.');
    expect(joiner.add('It is done.')).toBe('');
    expect(joiner.end()).toBe('');
  });

  test('a long text is searched no further back than a page', () => {
    const said = 'word '.repeat(1_000_000);
    const joiner = createJoiner(said);
    const startedAt = performance.now();
    let text = '';
    for (let index = 0; index < 2_000; index += 1) text += joiner.add('word ');
    expect(text.length).toBeGreaterThan(5_000);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});
