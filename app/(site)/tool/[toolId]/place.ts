import { redirect } from 'next/navigation';
import type { Conversation } from '@/components/tool/chat/turn';
import type { Ctx } from '@/lib/context';
import { getConversation, type RunUnderWay } from '@/lib/runs';
import type { ToolView } from '@/lib/tools';
import type { PageDraft } from './draft';

/** Where a tool's page begins: with a run under way, and in a conversation with what was said before. */
export interface Place {
  found: RunUnderWay | null;
  conversation: Conversation | null;
}

/** As many turns as a page shows at once; what is before them has an address of its own. */
const TURNS = 200;
const NEW: Conversation = { runs: [], before: null };

/** Whether a run under way belongs where the address leads. */
function belongs({ run }: RunUnderWay, asked: string | undefined): boolean {
  return asked === undefined || run.id === asked || run.continues === asked;
}

/** `asked`: the run up to which the address shows a conversation. */
export async function placeOf(
  ctx: Ctx,
  view: Pick<ToolView, 'id' | 'converses'>,
  given: { asked: string | undefined; draft: PageDraft | null; found: RunUnderWay | null },
): Promise<Place> {
  if (!view.converses) return { found: given.found, conversation: null };
  const { asked = given.draft?.continueRunId ?? undefined, found } = given;
  if (ctx.actor.type === 'guest') {
    if (asked === undefined) return { found: null, conversation: NEW };
    redirect(`/sign-in?next=${encodeURIComponent(`/tool/${view.id}?run=${asked}`)}`);
  }
  const live = found && belongs(found, asked) ? found : null;
  const upTo = asked ?? live?.run.continues;
  if (upTo === undefined) return { found: live, conversation: NEW };
  const conversation = await getConversation({ ctx, input: { runId: upTo, limit: TURNS } }).catch(() => null);
  return { found: live, conversation: conversation ?? NEW };
}
