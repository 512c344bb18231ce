import type { ModelRequest } from '@/lib/ai/types';
import { settingsSchema } from '@/lib/settings/schema';
import { parseCall } from '@/lib/tools/call-schema';
import type { ToolCall, ToolDefinition, ToolLimits } from '@/lib/tools/definition';
import { DEFINITIONS, findDefinition } from '@/lib/tools/definitions';
import type { InputField } from '@/lib/tools/types';
import type { InputFile } from '@/lib/runs/types';

export const LIMITS: ToolLimits = settingsSchema.parse({}).runs;

export const FILE_ID = '0190a5f0-0000-7000-8000-000000000001';

/** A stored file as a tool gets it. */
export function inputFile(change: Partial<InputFile> = {}): InputFile {
  return {
    ...{ id: FILE_ID, kind: 'image', mediaType: 'image/png', fileName: 'picture.png', bytes: 3, text: '' },
    load: () => Promise.resolve(new Uint8Array([1, 2, 3])),
    ...change,
  };
}

function fileFor({ accepts = [] }: InputField): InputFile {
  if (accepts.includes('audio'))
    return inputFile({ kind: 'audio', mediaType: 'audio/mpeg', fileName: 'talk.mp3', seconds: 30 });
  if (accepts.includes('document'))
    return inputFile({
      kind: 'document',
      mediaType: 'text/plain',
      fileName: 'paper.txt',
      text: 'What the paper says.',
    });
  return inputFile({ width: 640, height: 480 });
}

interface Raw {
  input?: Readonly<Record<string, unknown>>;
  options?: Readonly<Record<string, unknown>>;
  turns?: ToolCall['turns'];
  files?: ToolCall['files'];
  limits?: ToolLimits;
}

/** What a client sends, checked as the verbs do; required files are given where the input names none. */
export function callOf(
  definition: ToolDefinition,
  { input = {}, options, turns = [], files, limits = LIMITS }: Raw,
): ToolCall {
  const wanted = definition.fields(limits).filter(({ type, required }) => type === 'file' && required);
  const ids = Object.fromEntries(wanted.map(({ id }) => [id, FILE_ID]));
  const parsed = parseCall(definition, limits, { input: { ...ids, ...input }, options });
  return { ...parsed, files: files ?? Object.fromEntries(wanted.map((field) => [field.id, fileFor(field)])), turns };
}

export function toolOf(toolId: string): ToolDefinition {
  const definition = findDefinition(toolId);
  if (!definition) throw new Error(`there is no tool ${toolId}`);
  return definition;
}

/** The request a tool makes of what a client sends. */
export function renderOf(toolId: string, raw: Raw): ModelRequest {
  const definition = toolOf(toolId);
  return definition.render(callOf(definition, raw), raw.limits ?? LIMITS);
}

export type TextRequest = Extract<ModelRequest, { kind: 'text' }>;

/** The same of a text tool. */
export function textOf(toolId: string, raw: Raw): TextRequest {
  const request = renderOf(toolId, raw);
  if (request.kind !== 'text') throw new Error(`${toolId} makes no text`);
  return request;
}

/** Words that fill every required field of a tool. */
export function wordsFor(definition: ToolDefinition, text = 'Some plain words.'): Record<string, string> {
  const input: Record<string, string> = {};
  for (const { id, type, required, choices } of definition.fields(LIMITS))
    if (required && type === undefined && !choices) input[id] = id === 'fields' ? 'name' : text;
  if (definition.id === 'ask-document') input.text = text;
  return input;
}

/** For `it.each`: every tool under its id. */
export const EVERY_TOOL = DEFINITIONS.map((definition) => [definition.id, definition] as const);
