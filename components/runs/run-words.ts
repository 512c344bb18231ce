import type { BadgeTone } from '@/components/ui/badge';
import { titleOf } from '@/lib/format';
import type { RunStatus, RunView } from '@/lib/runs/types';

export const STATUS_TONES: Record<RunStatus, BadgeTone> = {
  running: 'accent',
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'neutral',
};

/** What a run is called in a list: the beginning of what was typed, on one line. Empty when nothing is left of it. */
export function runTitle(run: Pick<RunView, 'input'>): string {
  return titleOf(run.input);
}

/** The page a run opens on: a conversation goes on where it is, everything else has a page of its own. */
export function runHref(run: Pick<RunView, 'id' | 'toolId' | 'conversationId'>): string {
  return run.conversationId ? `/tool/${run.toolId}?run=${run.id}` : `/runs/${run.id}`;
}

const EXCERPT = 360;

/** The beginning of an answer without the marks of its Markdown, for a card. */
export function excerptOf(text: string | undefined): string {
  return (
    (text ?? '')
      .slice(0, EXCERPT * 3)
      // Patterns below would try every way to share out a row of blanks.
      .replace(/[^\S\n]+/g, ' ')
      .replace(
        /^\s*(`{3,}|~{3,})[^`\n]*\n([\s\S]*?)(?:^\s*\1.*$|$(?![\s\S]))/gm,
        (block: string, _fence, code: string, at: number) => (at === 0 ? code : ''),
      )
      .replace(/^\s*\|?[\s:|-]{3,}\|?\s*$/gm, '')
      .replace(/^\s{0,3}(#{1,6}|>|[-*+]|\d+[.)])\s+/gm, '')
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[*`~]{1,3}(?=\S)|(?<=\S)[*`~]{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)/g, '')
      .replace(/\|/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, EXCERPT)
      .toWellFormed()
  );
}
