import type { InputField, RunView, ToolExample, ToolPageTool, ToolValues } from './types';

/** Every field and option of the tool, as an untouched form has them. */
export function initialValues(tool: Pick<ToolPageTool, 'fields' | 'options'>): ToolValues {
  return {
    input: Object.fromEntries(tool.fields.map((field) => [field.id, field.default ?? ''])),
    options: Object.fromEntries(tool.options.map((option) => [option.id, option.default])),
    provider: 'auto',
    model: 'auto',
  };
}

function known(fresh: Record<string, string>, old: Record<string, string> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(fresh).map(([id, value]) => [id, old?.[id] ?? value]));
}

/**
 * A draft over the untouched form. A draft may be older than the tool: unknown fields and choices, and models that are
 * gone, fall back to the defaults.
 */
export function withDraft(tool: ToolPageTool, draft: Partial<ToolValues> | null): ToolValues {
  const base = initialValues(tool);
  if (!draft) return base;
  const options = known(base.options, draft.options);
  for (const option of tool.options) {
    if (!option.choices.some((choice) => choice.value === options[option.id])) options[option.id] = option.default;
  }
  const provider = tool.models.some((model) => model.provider === draft.provider) ? draft.provider! : 'auto';
  const model = tool.models.find((candidate) => candidate.id === draft.model);
  const fits = model && (provider === 'auto' || model.provider === provider);
  return { input: known(base.input, draft.input), options, provider, model: fits ? model.id : 'auto' };
}

/** An untouched form with a file in the first field that takes one; null where none does. */
export function withFile(tool: Pick<ToolPageTool, 'fields' | 'options'>, fileId: string): ToolValues | null {
  const field = tool.fields.find(({ type }) => type === 'file');
  if (!field) return null;
  const values = initialValues(tool);
  return { ...values, input: { ...values.input, [field.id]: fileId } };
}

export function withExample(values: ToolValues, example: ToolExample): ToolValues {
  return {
    ...values,
    input: { ...values.input, ...example.input },
    options: { ...values.options, ...example.options },
  };
}

/** Another provider keeps the chosen model only if it is its own. */
export function withProvider(tool: ToolPageTool, values: ToolValues, provider: string): ToolValues {
  const model = tool.models.find((candidate) => candidate.id === values.model);
  const keeps = model !== undefined && (provider === 'auto' || model.provider === provider);
  return { ...values, provider, model: keeps ? values.model : 'auto' };
}

export type FieldFault =
  | { kind: 'empty' }
  | { kind: 'tooLong'; over: number; max: number }
  | { kind: 'notWhole' }
  | { kind: 'outside'; min: number; max: number };

function numberFault({ min, max }: InputField, text: string): FieldFault | null {
  if (!/^-?\d+$/.test(text)) return { kind: 'notWhole' };
  const [least, most] = [min ?? Number.MIN_SAFE_INTEGER, max ?? Number.MAX_SAFE_INTEGER];
  const value = Number(text);
  return value < least || value > most ? { kind: 'outside', min: least, max: most } : null;
}

function faultOf(field: InputField, text: string): FieldFault | null {
  if (text === '') return field.required ? { kind: 'empty' } : null;
  if (field.type === 'number') return numberFault(field, text);
  if (field.type === 'file' || text.length <= field.maxLength) return null;
  return { kind: 'tooLong', over: text.length - field.maxLength, max: field.maxLength };
}

/** Faults by field id, as the server would find them. */
export function faultsOf(tool: Pick<ToolPageTool, 'fields'>, values: ToolValues): Record<string, FieldFault> {
  const faults: Record<string, FieldFault> = {};
  for (const field of tool.fields) {
    const fault = faultOf(field, (values.input[field.id] ?? '').trim());
    if (fault) faults[field.id] = fault;
  }
  return faults;
}

/** Only what the server accepts: optional fields left empty take its defaults. */
export function requestValues(values: ToolValues): ToolValues {
  const input = Object.fromEntries(Object.entries(values.input).filter(([, text]) => text.trim() !== ''));
  return { ...values, input };
}

/** Refunded answers are not kept for repeats; what a metered run did not use is no refund. */
const isKept = ({ status, credits }: RunView): boolean =>
  status === 'succeeded' && (credits.refunded === 0 || credits.reason === 'metered');

/** Whether this very input was answered by `run`, so that repeating it is free. */
export function isRepeatOf(run: RunView | null, requested: ToolValues | null, values: ToolValues): boolean {
  if (run === null || !isKept(run) || requested === null) return false;
  return JSON.stringify(requestValues(values)) === JSON.stringify(requested);
}

const texts = (values: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

/** The values a run was asked with, as far as it tells. */
export function valuesOfRun(run: Pick<RunView, 'input' | 'options'>): ToolValues {
  return { input: texts(run.input), options: texts(run.options), provider: 'auto', model: 'auto' };
}
