import type { ChatTurn } from '@/lib/ai/types';
import type { Turn } from '@/lib/runs';
import type { ToolLimits } from './definition';
import { findDefinition } from './definitions';

/** What a person said in a run: what was typed into its tool's fields, in their order; files are not words. */
function saidIn(turn: Turn, limits: ToolLimits): string {
  const fields = findDefinition(turn.toolId)?.fields(limits) ?? [];
  const typed = fields
    .filter(({ type = 'text', choices }) => type === 'text' && !choices)
    .map(({ id }) => turn.input[id])
    .filter((value): value is string => typeof value === 'string' && value.trim() !== '');
  return typed.join('\n\n');
}

/**
 * A line of runs, newest first, as turns, oldest first. A run without an answer, or without words, is no turn: the
 * conversation goes on as if it had not been.
 */
export function turnsOf(line: readonly Turn[], limits: ToolLimits): ChatTurn[] {
  return line.toReversed().flatMap((turn): ChatTurn[] => {
    const said = saidIn(turn, limits);
    const answer = turn.text?.trim() ?? '';
    if (said === '' || answer === '') return [];
    return [
      { role: 'user', text: said },
      { role: 'assistant', text: answer },
    ];
  });
}
