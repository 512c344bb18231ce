import { createLiveRuns, type LiveRun, type RunView } from '@/lib/runs';
import { partsOf, textOf } from '@/tests/support/run-world';

const view = (change: Partial<RunView> = {}): RunView => ({
  id: 'r',
  toolId: 't',
  kind: 'text',
  status: 'succeeded',
  input: {},
  options: {},
  output: {},
  provider: null,
  model: null,
  modelLabel: null,
  demo: false,
  cached: false,
  attempts: [],
  credits: { quoted: 5, charged: 5, refunded: 0 },
  favourite: false,
  note: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  finishedAt: null,
  ...change,
});

let live: LiveRun;
beforeEach(() => {
  live = createLiveRuns().open('r', 'u');
});

it('gives every reader the whole text, however early or late it comes', async () => {
  const early = partsOf(live.read());
  live.append('Hello ');
  const middle = partsOf(live.read());
  live.append('world.');
  live.end(view());
  for (const parts of [await early, await middle, await partsOf(live.read())])
    expect(textOf(parts)).toBe('Hello world.');
});

it('joins what comes in a hurry into a few parts', async () => {
  const parts = partsOf(live.read());
  for (let index = 0; index < 500; index++) {
    live.append('token ');
    if (index % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  live.end(view());
  const deltas = (await parts).filter(({ chunk }) => chunk?.type === 'text-delta');
  expect(textOf(deltas)).toHaveLength(3_000);
  // However long its ten pauses are, none of them gives rise to more than one.
  expect(deltas.length).toBeLessThan(20);
});

it('makes a part once for all readers that keep up, and one part of everything for one that is behind', async () => {
  const [first, second, slow] = [live.read(), live.read(), live.read()];
  live.append('one ');
  for (const reader of [first, second, slow]) for (let part = 0; part < 3; part++) await reader.next();
  const more = [first.next(), second.next()];
  live.append('two ');
  const [here, there] = await Promise.all(more);
  expect(here!.value).toBe(there!.value);
  const again = first.next();
  live.append('three');
  await again;
  expect((await slow.next()).value).toMatchObject({ chunk: { delta: 'two three' } });
});

it('drops NUL, which no database takes, so that what is told is what is kept', async () => {
  live.append('a\0b');
  live.end(view());
  expect(textOf(await partsOf(live.read()))).toBe('ab');
});

it.each([
  ['one that comes in two pieces', ['Tea \ud83d', '\ude00!'], 'Tea \u{1F600}!'],
  ['with NUL between its halves', ['\ud83d\0', '\0\ude00'], '\u{1F600}'],
  ['a first half without its second', ['\ud83d', ' end'], '\ufffd end'],
  ['a second half without its first', ['a', '\ude00', 'b'], 'a\ufffdb'],
  ['two first halves', ['\ud83d', '\ud83d', '\ude00'], '\ufffd\u{1F600}'],
  ['a half at the end', ['Tea ', '\ud83d'], 'Tea '],
])('tells no half of a letter: %s', async (_what, pieces, told) => {
  const parts = partsOf(live.read());
  for (const piece of pieces) {
    live.append(piece);
    // Each piece is looked at by itself.
    expect(live.text.isWellFormed()).toBe(true);
  }
  live.end(view());
  expect([live.text, textOf(await parts), textOf(await partsOf(live.read()))]).toEqual([told, told, told]);
});

it('ends once, and hears nothing afterwards', async () => {
  live.end(view());
  live.end(view({ status: 'failed' }));
  live.append('late');
  live.stop('cancelled');
  expect(await live.finished).toMatchObject({ status: 'succeeded' });
  expect([live.text, live.stopReason, live.signal.aborted]).toEqual(['', null, false]);
});

it('remembers the first reason to stop', () => {
  live.stop('cancelled');
  live.stop('server_stopping');
  expect([live.stopReason, live.signal.aborted]).toEqual(['cancelled', true]);
});

it('tells the terminal parts again to a reader that is ahead of what survived', async () => {
  live.append('short');
  live.end(view({ status: 'failed', message: 'Broken off.' }));
  const parts = await partsOf(live.read(2 + 50));
  expect(parts.map(({ chunk }) => chunk?.type ?? '[DONE]')).toEqual([
    'text-end',
    'data-run',
    'error',
    'finish',
    '[DONE]',
  ]);
});

it('tells files before the run', async () => {
  live.end(view({ output: { files: [{ url: '/api/files/1', mediaType: 'image/png', bytes: 9 }] } }));
  const parts = await partsOf(live.read());
  expect(parts.map(({ chunk }) => chunk?.type ?? '[DONE]')).toEqual(['start', 'file', 'data-run', 'finish', '[DONE]']);
});

describe('the registry', () => {
  it('keeps an ended run for its time, and forgets it then', () => {
    let now = 0;
    const runs = createLiveRuns({ keepMs: 1_000, now: () => now });
    const run = runs.open('a', 'u');
    expect(runs.active()).toEqual([run]);
    run.end(view());
    expect([runs.active(), runs.get('a')]).toEqual([[], run]);
    now = 999;
    expect(runs.get('a')).toBe(run);
    now = 1_000;
    expect(runs.get('a')).toBeUndefined();
  });

  it('keeps a bounded number, the newest', () => {
    const runs = createLiveRuns({ maxEnded: 2 });
    for (const id of ['a', 'b', 'c']) runs.open(id, 'u').end(view());
    expect(['a', 'b', 'c'].map((id) => runs.get(id) !== undefined)).toEqual([false, true, true]);
  });

  it('never forgets a run under way', () => {
    let now = 0;
    const runs = createLiveRuns({ keepMs: 1, maxEnded: 0, now: () => now });
    const run = runs.open('a', 'u');
    now = 1e9;
    expect(runs.get('a')).toBe(run);
  });
});

describe('what is withheld', () => {
  const refused = view({ status: 'failed', code: 'moderated', message: 'Refused.' });

  it('was told to who read, and is told to nobody who comes later', async () => {
    const early = partsOf(live.read());
    live.append('Take a');
    await new Promise((resolve) => setTimeout(resolve, 60));
    live.append(' bomb');
    live.withhold();
    live.end(refused);
    expect(textOf(await early)).toBe('Take a');
    const late = await partsOf(live.read());
    expect(textOf(late)).toBe('');
    expect(live.text).toBe('');
    expect(late.some(({ chunk }) => chunk?.type === 'error')).toBe(true);
  });

  it('ends the stream of who had read far, and of who comes back', async () => {
    const text = 'word '.repeat(100);
    live.append(text);
    const back = partsOf(live.read(2 + 50));
    await new Promise((resolve) => setTimeout(resolve, 60));
    live.withhold();
    live.end(refused);
    expect(text.endsWith(textOf(await back))).toBe(true);
    expect(textOf(await partsOf(live.read(2 + 50)))).toBe('');
  });
});

describe('who watches', () => {
  it('reads the stream until it leaves it, or waits for the end', async () => {
    expect(live.watched).toBe(false);
    live.append('x');
    const reader = live.read();
    await reader.next();
    expect(live.watched).toBe(true);
    await reader.return();
    expect(live.watched).toBe(false);
    void live.watch();
    expect(live.watched).toBe(true);
  });
});
