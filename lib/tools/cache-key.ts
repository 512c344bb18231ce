import { canonicalJson, sha256 } from '@/lib/ids';
import type { ModelRequest } from '@/lib/ai/types';
import type { ToolCall, ToolDefinition } from './definition';

/** What makes an answer the answer to a request. */
export interface Asked {
  definition: Pick<ToolDefinition, 'id' | 'version'>;
  call: Pick<ToolCall, 'input' | 'options' | 'turns'>;
  request: ModelRequest;
  /** The model that stands for the choice. */
  model: string;
}

/** The same letter may be written in several ways; people see one. */
function normalised(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, text.normalize('NFC')]));
}

/**
 * The name of a request's answer: equal for requests that mean the same, whatever the order of their members and the defaults
 * they leave out. Whose answer it is stands beside it, in the row.
 */
export function cacheKeyOf({ definition, call, request, model }: Asked): string {
  return sha256(
    canonicalJson({
      // Runs of tools; a marketplace prompt names itself and its version here.
      scope: 'tool',
      tool: definition.id,
      version: definition.version,
      input: normalised(call.input),
      options: normalised(call.options),
      model,
      // What was said before is part of what is asked.
      turns: call.turns.length === 0 ? undefined : call.turns.map(({ role, text }) => [role, text.normalize('NFC')]),
      // A shorter limit of the operator's gives other answers.
      most: request.kind === 'text' ? request.maxOutputTokens : undefined,
    }),
  );
}
