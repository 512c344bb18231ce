import type { ChatTurn, Model, ModelRequest } from '@/lib/ai/types';
import type { FieldError } from '@/lib/errors';
import type { InputFile, RunKind } from '@/lib/runs/types';
import type { Settings } from '@/lib/settings';
import type { InputField, OptionField, ToolExample, ToolGroup } from './types';

/** What the operator's settings allow a tool. */
export type ToolLimits = Pick<
  Settings['runs'],
  'inputCharacters' | 'maxInputCharacters' | 'outputTokens' | 'speechCharacters' | 'audioSeconds'
>;

/** The longest text a tool takes; what a flat price covers is never too long. */
export function mostCharacters({ inputCharacters, maxInputCharacters }: ToolLimits): number {
  return Math.max(inputCharacters, maxInputCharacters);
}

/** A run's input and options after checking: every field present, texts trimmed. */
export interface ToolCall {
  /** Fields that are absent are empty. */
  input: Readonly<Record<string, string>>;
  options: Readonly<Record<string, string>>;
  /** What the file fields name, by field. */
  files: Readonly<Record<string, InputFile>>;
  /** The conversation so far, oldest first; empty where none goes on. */
  turns: readonly ChatTurn[];
}

/** An answer that came whole: the text to keep of it, or, as a sentence, why it is none. */
export type Verdict = { text: string } | { wrong: string };

/** A tool is data: adding one needs no other code. */
export interface ToolDefinition {
  id: string;
  /** Raised when the same input should give other answers; kept answers of older versions are not used. */
  version: number;
  name: string;
  kind: RunKind;
  group: ToolGroup;
  /** Of audio tools alone: which of both their models do. Their requests are of the same name. */
  task?: Model['task'];
  /** Of the models for its task, those that can do it; all of them where absent. */
  suits?(model: Pick<Model, 'capabilities'>): boolean;
  description: string;
  fields(limits: ToolLimits): InputField[];
  /** How much of the first field a flat price covers, in characters, where that is less than the settings allow. */
  covers?(limits: ToolLimits): number;
  options: OptionField[];
  examples: ToolExample[];
  /** Whether another model may go on where one broke off in mid-text; text that must be of one piece says no. */
  continues?: boolean;
  /** Whether it can go on from an earlier run. */
  converses?: boolean;
  /** Why the demo engine cannot do it, as a sentence that says what is needed; absent where it can. */
  demoDeclines?: string;
  /** Whether rows of it make a batch; "true" where absent, never with files. */
  batches?: false;
  /** What no single field can say: one of two fields, a file without text. Called before `render`, with the files. */
  check?(call: ToolCall): FieldError[];
  /** Looks at an answer that came whole, before it is stored. What it gives is kept; a wrong answer is refunded. */
  judge?(text: string, call: ToolCall): Verdict;
  /** What to ask a model. */
  render(call: ToolCall, limits: ToolLimits): ModelRequest;
}
