import fc from 'fast-check';
import type { ChatTurn } from '@/lib/ai/types';
import { recentTurns } from '@/lib/tools/definitions/recent-turns';

const line = (count: number, text = 'x'.repeat(10)): ChatTurn[] =>
  Array.from({ length: count }, (_, n) => ({ role: n % 2 === 0 ? 'user' : 'assistant', text: `${n}:${text}` }));

it('keeps everything that fits, in its order', () => {
  const turns = line(6);
  expect(recentTurns(turns, 1_000)).toEqual(turns);
  expect(recentTurns([], 1_000)).toEqual([]);
});

it('drops the oldest first, a question together with its answer', () => {
  const turns = line(6);
  expect(recentTurns(turns, 50)).toEqual(turns.slice(2));
  // Room for the answer alone is no room.
  expect(recentTurns(turns, 47)).toEqual(turns.slice(4));
  expect(recentTurns(turns, 12)).toEqual([]);
});

it('takes nothing from before a turn that is too long itself', () => {
  const turns = [...line(2), { role: 'user', text: 'y'.repeat(500) } as const, ...line(1)];
  expect(recentTurns(turns, 100)).toEqual(turns.slice(3));
});

it.each([0, -5])('keeps nothing in a room of %d', (room) => {
  expect(recentTurns(line(4), room)).toEqual([]);
});

it('of a chat of 200 turns stays within its room and ends with the newest, whatever their lengths', () => {
  const turn = fc.nat({ max: 400 }).map((length) => 'z'.repeat(length));
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 200 }), fc.nat({ max: 20_000 }), (texts, room) => {
      const turns = texts.map((text, n): ChatTurn => ({ role: n % 2 === 0 ? 'user' : 'assistant', text }));
      const kept = recentTurns(turns, room);
      const length = kept.reduce((sum, { text }) => sum + text.length, 0);
      const isEnd = kept.every((one, n) => one === turns[turns.length - kept.length + n]);
      return length <= room && isEnd && (kept.length === 0 || kept[0]!.role === 'user');
    }),
    { numRuns: 50 },
  );
});
