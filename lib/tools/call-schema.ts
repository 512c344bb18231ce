import { z } from 'zod';
import { AppError, unknownMembers, type FieldError } from '@/lib/errors';
import { storable } from '@/lib/runs';
import { mostCharacters, type ToolCall, type ToolDefinition, type ToolLimits } from './definition';
import type { InputField, OptionField } from './types';

function fieldSchema(field: InputField) {
  const limit = field.maxLength.toLocaleString('en');
  const text = z
    .string(`must be a text of 1 to ${limit} characters`)
    .overwrite(storable)
    .trim()
    .min(1, `must not be empty (at most ${limit} characters)`)
    .max(field.maxLength, `must be at most ${limit} characters`);
  if (field.default !== undefined) return text.default(field.default);
  return text;
}

function optionSchema(option: OptionField) {
  const values = option.choices.map((choice) => choice.value);
  return z.enum(values, `must be one of ${values.join(', ')}`).default(option.default);
}

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

/** Checks what a client sent. Throws invalid_input naming every wrong field and, for lengths, the limit. */
export function parseCall(
  definition: ToolDefinition,
  limits: ToolLimits,
  raw: { input: unknown; options?: unknown },
): ToolCall {
  const schemas = schemasOf(definition, limits);
  const input = schemas.input.safeParse(raw.input);
  const options = schemas.options.safeParse(raw.options ?? {});
  if (input.success && options.success) return { input: input.data, options: options.data };
  const fields = [
    ...(input.success ? [] : problems('input', input.error)),
    ...(options.success ? [] : problems('options', options.error)),
  ];
  const detail = fields.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new AppError('invalid_input', detail, { fields });
}
