import type { ChatTurn } from '@/lib/ai/types';

/**
 * The newest turns that fit in so many characters, oldest first. A question and its answer stay together: models are
 * asked in turns, and an answer whose question is gone misleads them.
 */
export function recentTurns(turns: readonly ChatTurn[], mostCharacters: number): ChatTurn[] {
  let room = mostCharacters;
  let start = turns.length;
  for (let index = turns.length - 1; index >= 0; index--) {
    const turn = turns[index];
    if (!turn || turn.text.length > room) break;
    room -= turn.text.length;
    if (turn.role === 'user') start = index;
  }
  return turns.slice(start);
}
