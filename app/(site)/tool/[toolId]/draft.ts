import type { ToolValues } from '@/components/tool/types';
import type { Ctx } from '@/lib/context';
import { loadDraft } from '@/lib/tools';

function texts(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The draft of this address for this tool; null for one that is gone, foreign or of another tool. */
export async function draftOf(ctx: Ctx, toolId: string, id: string | undefined): Promise<ToolValues | null> {
  if (id === undefined) return null;
  const draft = await loadDraft({ ctx, input: { id } }).catch(() => null);
  if (draft?.toolId !== toolId) return null;
  const { input, options, provider, model } = draft.request;
  return {
    input: texts(input),
    options: texts(options),
    provider: typeof provider === 'string' ? provider : 'auto',
    model: typeof model === 'string' ? model : 'auto',
  };
}
