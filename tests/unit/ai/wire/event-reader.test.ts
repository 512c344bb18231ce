import fc from 'fast-check';
import { createEventReader } from '@/lib/ai/wire/event-reader';

function read(pieces: string[]): string[] {
  const seen: string[] = [];
  const feed = createEventReader((data) => seen.push(data));
  for (const piece of pieces) feed(piece);
  return seen;
}

/** The text cut at these places. */
const cut = (text: string, places: number[]) => {
  const at = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, index) => text.slice(from, at[index] ?? text.length));
};

test('events are read whole however the network cuts them, with LF or CRLF', () => {
  const data = fc.array(
    fc.string({ maxLength: 20 }).filter((text) => !/[\r\n]/.test(text)),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(
      data,
      fc.constantFrom('\n', '\r\n'),
      fc.array(fc.nat(), { maxLength: 12 }),
      (events, newline, places) => {
        const body = events
          .map((event) => `: a comment${newline}id: 1${newline}data: ${event}${newline}${newline}`)
          .join('');
        expect(read(cut(body, places))).toEqual(events);
      },
    ),
  );
});

test('data over several lines is one event; a space behind the colon is optional', () => {
  expect(read(['data: one\ndata:two\n\ndata:  three\n\n'])).toEqual(['one\ntwo', ' three']);
});

test('comments, other fields and empty lines are no events', () => {
  expect(read([': PROCESSING\n\n', 'event: ping\n\n', '\n\n', 'retry: 3\n\n'])).toEqual([]);
});

test('an event that nobody ended is not told', () => {
  expect(read(['data: one\n\ndata: tw'])).toEqual(['one']);
});

test('a line of megabytes costs no more the smaller its pieces are', () => {
  const pieces = Array.from({ length: 5_000 }, () => 'x'.repeat(2_000));
  const startedAt = performance.now();
  const [data] = read(['data: ', ...pieces, '\n\n']);
  expect(data).toHaveLength(10_000_000);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
