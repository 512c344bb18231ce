import type { RunRequest } from './run-client';
import type { ToolPageTool, ToolValues } from './types';

/** What the next turn costs is known before it is typed: what was said before weighs most. */
export function priceable(tool: ToolPageTool, values: ToolValues, continueRunId: string | null): ToolValues {
  const [field] = tool.fields;
  if (continueRunId === null || !field || (values.input[field.id] ?? '').trim() !== '') return values;
  return { ...values, input: { ...values.input, [field.id]: '…' } };
}

/** What is sent to begin a run. */
export function requestFor(
  toolId: string,
  wanted: ToolValues,
  fresh: boolean,
  continueRunId: string | null,
): RunRequest {
  const request: RunRequest = { toolId, ...wanted };
  if (fresh) request.fresh = true;
  if (continueRunId !== null) request.continueRunId = continueRunId;
  return request;
}
