import { withFile } from '@/components/tool/values';
import type { ToolValues } from '@/components/tool/types';
import type { Ctx } from '@/lib/context';
import { isUuid } from '@/lib/ids';
import { loadDraft, type ToolView } from '@/lib/tools';

/** What the page begins with. */
export interface PageDraft {
  values: ToolValues;
  /** The run it was to go on from. */
  continueRunId: string | null;
  /** Whether the reader typed it: only then a run may begin by itself. */
  isOwn: boolean;
}

function texts(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

/**
 * The draft of this address for this tool; null for one that is gone, foreign or of another tool. `fileId`: a file that
 * the reader wants to work on, for the first field that takes one.
 */
export async function draftOf(
  ctx: Ctx,
  view: ToolView,
  id: string | undefined,
  fileId: string | undefined,
): Promise<PageDraft | null> {
  if (id === undefined) {
    const values = fileId !== undefined && isUuid(fileId) ? withFile(view, fileId) : null;
    return values && { values, continueRunId: null, isOwn: true };
  }
  const draft = await loadDraft({ ctx, input: { id } }).catch(() => null);
  if (draft?.toolId !== view.id) return null;
  const { input, options, provider, model, continueRunId } = draft.request;
  return {
    values: {
      input: texts(input),
      options: texts(options),
      provider: text(provider, 'auto'),
      model: text(model, 'auto'),
    },
    continueRunId: typeof continueRunId === 'string' && isUuid(continueRunId) ? continueRunId : null,
    isOwn: draft.isOwn,
  };
}
