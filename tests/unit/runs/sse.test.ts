import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { streamResponse, type RunPart } from '@/lib/runs';

async function* say(...parts: RunPart[]): AsyncGenerator<RunPart, void, void> {
  yield* parts;
}

const delta = (id: number, text: string): RunPart => ({ id, chunk: { type: 'text-delta', id: 'answer', delta: text } });
const DONE: RunPart = { id: 9, chunk: null };

async function eventsOf(response: Response): Promise<EventSourceMessage[]> {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  parser.feed(await response.text());
  return events;
}

it('reads as server-sent events with ids, whatever the text holds', async () => {
  const text = 'line one\nline two\r\n\n: not a comment\nid: 7\ndata: x "quoted" \u2028 \u{1F600}';
  const events = await eventsOf(streamResponse('run-1', say(delta(3, text), DONE)));
  expect(events.map(({ id }) => id)).toEqual(['3', '9']);
  expect(JSON.parse(events[0]!.data)).toEqual({ type: 'text-delta', id: 'answer', delta: text });
  expect(events[1]!.data).toBe('[DONE]');
});

it('forbids caches and proxies to hold it back', () => {
  const { headers } = streamResponse('run-1', say());
  expect(headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(headers.get('cache-control')).toContain('no-transform');
  expect(headers.get('x-accel-buffering')).toBe('no');
});

it('says something in a long silence', async () => {
  jest.useFakeTimers();
  try {
    const gate = Promise.withResolvers<void>();
    async function* slow(): AsyncGenerator<RunPart, void, void> {
      await gate.promise;
      yield DONE;
    }
    const whole = streamResponse('run-1', slow()).text();
    await jest.advanceTimersByTimeAsync(31_000);
    gate.resolve();
    expect((await whole).match(/: keep-alive/g)).toHaveLength(2);
    expect(jest.getTimerCount()).toBe(0);
  } finally {
    jest.useRealTimers();
  }
});

it('ends when its source fails, so that the reader comes back for the rest', async () => {
  async function* broken(): AsyncGenerator<RunPart, void, void> {
    yield delta(3, 'told');
    throw new Error('the database is away');
  }
  const events = await eventsOf(streamResponse('run-1', broken()));
  expect(events.map(({ id }) => id)).toEqual(['3']);
});

it('lets go of its source when the reader leaves', async () => {
  let left = false;
  async function* endless(): AsyncGenerator<RunPart, void, void> {
    try {
      for (let id = 3; ; id++) yield delta(id, 'x');
    } finally {
      left = true;
    }
  }
  const reader = streamResponse('run-1', endless()).body!.getReader();
  await reader.read();
  await reader.cancel();
  await new Promise((resolve) => setImmediate(resolve));
  expect(left).toBe(true);
});

it('heaps up nothing for a reader that does not read', async () => {
  jest.useFakeTimers();
  try {
    let told = 0;
    async function* endless(): AsyncGenerator<RunPart, void, void> {
      for (let id = 3; ; id++) yield (told++, delta(id, 'x'));
    }
    const reader = streamResponse('run-1', endless()).body!.getReader();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(told).toBe(0);
    expect(new TextDecoder().decode((await reader.read()).value)).toBe(': open\n\n');
    expect(new TextDecoder().decode((await reader.read()).value)).toContain('id: 3\n');
    expect(told).toBeLessThanOrEqual(2);
    await reader.cancel();
  } finally {
    jest.useRealTimers();
  }
});

it('writes a part once, however many readers are told it', async () => {
  const part = delta(3, 'shared');
  await Promise.all([streamResponse('a', say(part)).text(), streamResponse('b', say(part)).text()]);
  expect(new TextDecoder().decode(part.bytes)).toContain('shared');
});
