import type { Model, ModelRequest } from '@/lib/ai/types';
import type { RunKind } from '@/lib/runs/types';
import type { Settings } from '@/lib/settings';
import type { InputField, OptionField, ToolExample } from './types';

/** What the operator's settings allow a tool. */
export type ToolLimits = Pick<Settings['runs'], 'inputCharacters' | 'maxInputCharacters' | 'outputTokens'>;

/** The longest text a tool takes; what a flat price covers is never too long. */
export function mostCharacters({ inputCharacters, maxInputCharacters }: ToolLimits): number {
  return Math.max(inputCharacters, maxInputCharacters);
}

/** A run's input and options after checking: every field present, texts trimmed. */
export interface ToolCall {
  input: Readonly<Record<string, string>>;
  options: Readonly<Record<string, string>>;
}

/** A tool is data: adding one needs no other code. */
export interface ToolDefinition {
  id: string;
  /** Raised when the same input should give other answers; kept answers of older versions are not used. */
  version: number;
  name: string;
  kind: RunKind;
  /** Of audio tools alone: which of both their models do. Their requests are of the same name. */
  task?: Model['task'];
  description: string;
  fields(limits: ToolLimits): InputField[];
  options: OptionField[];
  examples: ToolExample[];
  /** Whether another model may go on where one broke off in mid-text; text that must be of one piece says no. */
  continues?: boolean;
  /** What to ask a model. */
  render(call: ToolCall, limits: ToolLimits): ModelRequest;
}
