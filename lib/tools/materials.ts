import type { ChatTurn } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import { AppError, invalidField } from '@/lib/errors';
import { findLine, useFile, type InputFile } from '@/lib/runs';
import type { ParsedCall } from './call-schema';
import type { ToolCall, ToolDefinition } from './definition';
import { turnsOf } from './turns';

/** The run a run goes on from, and the first of both. */
export interface ConversationLinks {
  continues?: string;
  conversation?: string;
}

/** A call with everything it refers to. */
export interface Materials {
  call: ToolCall;
  links: ConversationLinks;
}

function isNotFound(error: unknown): boolean {
  return error instanceof AppError && error.code === 'not_found';
}

/** One of the actor's files, by the field that names it. */
async function fileOf(ctx: Ctx, definition: ToolDefinition, fieldId: string, id: string): Promise<InputFile> {
  const path = `input.${fieldId}`;
  let file: InputFile;
  try {
    file = await useFile({ ctx, input: { id } });
  } catch (error) {
    if (isNotFound(error)) throw invalidField(path, 'is not one of your files');
    throw error;
  }
  const { accepts = [] } = fileFields(ctx, definition).find((field) => field.id === fieldId) ?? {};
  if (!accepts.some((kind) => kind === file.kind)) {
    throw invalidField(path, `is a file of another kind; this takes ${accepts.join(' or ')}`);
  }
  return file;
}

function fileFields(ctx: Pick<Ctx, 'settings'>, definition: ToolDefinition) {
  return definition.fields(ctx.settings.current().runs).filter(({ type }) => type === 'file');
}

async function lineOf(
  ctx: Ctx,
  definition: ToolDefinition,
  runId: string,
): Promise<{ turns: ChatTurn[]; links: ConversationLinks }> {
  if (!definition.converses) throw invalidField('continueRunId', 'this tool begins anew each time');
  const line = await findLine({ ctx, input: { runId } }).catch((error: unknown) => {
    if (isNotFound(error)) throw invalidField('continueRunId', 'is not one of your runs');
    throw error;
  });
  const [newest] = line;
  if (!newest || newest.kind !== 'text') throw invalidField('continueRunId', 'must be a run of text');
  if (newest.status === 'running') throw new AppError('conflict', 'Wait for the answer before you go on from it.');
  const links = { continues: newest.id, conversation: newest.conversationId ?? newest.id };
  return { turns: turnsOf(line, ctx.settings.current().runs), links };
}

async function fetchAll(
  ctx: Ctx,
  definition: ToolDefinition,
  parsed: ParsedCall,
  named: readonly (readonly [string, string])[],
  continueRunId: string | undefined,
): Promise<Materials> {
  const [files, { turns, links }] = await Promise.all([
    Promise.all(named.map(async ([field, id]) => [field, await fileOf(ctx, definition, field, id)] as const)),
    continueRunId === undefined ? { turns: [], links: {} } : lineOf(ctx, definition, continueRunId),
  ]);
  return { call: { ...parsed, files: Object.fromEntries(files), turns }, links };
}

/**
 * What a request refers to beyond its own words: files and the conversation so far. No promise where it refers to nothing.
 * @throws AppError invalid_input naming the field for what is not the actor's; conflict while the last answer is on its way.
 */
export function gather(
  ctx: Ctx,
  definition: ToolDefinition,
  parsed: ParsedCall,
  continueRunId: string | undefined,
): Materials | Promise<Materials> {
  const named = fileFields(ctx, definition).flatMap(({ id }) => {
    const value = parsed.input[id];
    return value ? [[id, value] as const] : [];
  });
  if (named.length === 0 && continueRunId === undefined) {
    return { call: { ...parsed, files: {}, turns: [] }, links: {} };
  }
  return fetchAll(ctx, definition, parsed, named, continueRunId);
}
