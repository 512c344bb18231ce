import { z } from 'zod';
import { AppError, unknownMembers, type FieldError } from '@/lib/errors';
import { storable } from '@/lib/runs';
import { mostCharacters, type ToolCall, type ToolDefinition, type ToolLimits } from './definition';
import type { InputField, OptionField } from './types';

function textSchema(field: InputField) {
  const limit = field.maxLength.toLocaleString('en');
  const text = z.string(`must be a text of 1 to ${limit} characters`).overwrite(storable).trim();
  const most = `must be at most ${limit} characters`;
  if (!field.required && field.default === undefined) return text.max(field.maxLength, most).optional();
  const filled = text.min(1, `must not be empty (at most ${limit} characters)`).max(field.maxLength, most);
  return field.default === undefined ? filled : filled.default(field.default);
}

/** Forms send figures as text, programs as numbers; both are kept as text, so that input stays one kind of thing. */
function numberSchema({ min = 0, max = Number.MAX_SAFE_INTEGER, required, default: usual }: InputField) {
  const message = `must be a whole number from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
  const isRight = (figures: string) => /^-?\d{1,16}$/.test(figures) && Number(figures) >= min && Number(figures) <= max;
  const number = z
    .union([z.int(message), z.string(message).trim()], message)
    .transform(String)
    .refine((figures) => isRight(figures) || (figures === '' && !required), message);
  if (usual !== undefined) return number.default(usual);
  return required ? number : number.optional();
}

function fileSchema({ required }: InputField) {
  const id = z.uuid('must be the id of an uploaded file');
  return required ? id : z.union([id, z.literal('')], 'must be the id of an uploaded file').optional();
}

function fieldSchema(field: InputField) {
  switch (field.type) {
    case 'number':
      return numberSchema(field);
    case 'file':
      return fileSchema(field);
    case 'text':
    case undefined:
      return textSchema(field);
  }
}

function optionSchema(option: OptionField) {
  const values = option.choices.map((choice) => choice.value);
  return z.enum(values, `must be one of ${values.join(', ')}`).default(option.default);
}

/** What was typed and chosen, without what it refers to. */
export type ParsedCall = Pick<ToolCall, 'input' | 'options'>;

/** The zod schema of a tool's input; its limits are those of the settings now. */
export function inputSchema(definition: ToolDefinition, limits: ToolLimits) {
  return z.strictObject(Object.fromEntries(definition.fields(limits).map((field) => [field.id, fieldSchema(field)])));
}

export function optionsSchema(definition: ToolDefinition) {
  return z.strictObject(Object.fromEntries(definition.options.map((option) => [option.id, optionSchema(option)])));
}

interface CallSchemas {
  limits: string;
  input: ReturnType<typeof inputSchema>;
  options: ReturnType<typeof optionsSchema>;
}

const compiled = new WeakMap<ToolDefinition, CallSchemas>();

/** Zod compiles a schema at its first use, which costs more than a run's own work: once per tool and limits. */
function schemasOf(definition: ToolDefinition, allowed: ToolLimits): CallSchemas {
  const limits = `${mostCharacters(allowed)}:${allowed.outputTokens}`;
  const known = compiled.get(definition);
  if (known?.limits === limits) return known;
  const fresh: CallSchemas = {
    limits,
    input: inputSchema(definition, allowed),
    options: optionsSchema(definition),
  };
  compiled.set(definition, fresh);
  return fresh;
}

function problems(root: string, error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? unknownMembers([root, ...issue.path], issue.keys, `is no member of ${root} here`)
      : [{ path: [root, ...issue.path].join('.'), message: issue.message }],
  );
}

/** What is empty was not asked: it is in no row and in no cache key. */
function filled(input: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(input).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** Checks what a client sent. Throws invalid_input naming every wrong field and, for lengths, the limit. */
export function parseCall(
  definition: ToolDefinition,
  limits: ToolLimits,
  raw: { input: unknown; options?: unknown },
): ParsedCall {
  const schemas = schemasOf(definition, limits);
  const input = schemas.input.safeParse(raw.input);
  const options = schemas.options.safeParse(raw.options ?? {});
  if (input.success && options.success) return { input: filled(input.data), options: options.data };
  const fields = [
    ...(input.success ? [] : problems('input', input.error)),
    ...(options.success ? [] : problems('options', options.error)),
  ];
  const detail = fields.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new AppError('invalid_input', detail, { fields });
}
