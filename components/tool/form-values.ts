import type { ToolPageTool, ToolValues } from './types';

/** Names of the form's controls; the server action reads the same ones. */
export const inputName = (fieldId: string): string => `input.${fieldId}`;
export const optionName = (optionId: string): string => `options.${optionId}`;

function text(form: FormData, name: string, otherwise: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : otherwise;
}

/** What stands in the form, whether React knows it or not. */
export function valuesOfForm(tool: Pick<ToolPageTool, 'fields' | 'options'>, form: FormData): ToolValues {
  return {
    input: Object.fromEntries(tool.fields.map(({ id, default: base }) => [id, text(form, inputName(id), base ?? '')])),
    options: Object.fromEntries(tool.options.map(({ id, default: base }) => [id, text(form, optionName(id), base)])),
    provider: text(form, 'provider', 'auto'),
    model: text(form, 'model', 'auto'),
  };
}
