import type { Subject, Subjects } from '@/components/credits/types';
import { describeAds } from '@/lib/ads';
import type { Ctx } from '@/lib/context';
import type { LedgerRef } from '@/lib/credits/types';
import { describeRuns, type RunSummary } from '@/lib/runs';
import { listTools } from '@/lib/tools';

function runSubject(run: RunSummary, names: ReadonlyMap<string, string>): Subject {
  const { kind, title, deleted, status, model, quoted, charged, refunded, createdAt } = run;
  const toolName = names.get(run.toolId) ?? run.toolId;
  return { type: 'run', toolName, kind, title, deleted, status, model, quoted, charged, refunded, createdAt };
}

/** Names what movements were about: one query of the runs' room and one of the ads', none where there is nothing to ask. */
export async function subjectsOf(ctx: Ctx, refs: readonly LedgerRef[], userId?: string): Promise<Subjects> {
  const ids = (type: LedgerRef['type']) => refs.filter((ref) => ref.type === type).map((ref) => ref.id);
  const [runs, ads, tools] = await Promise.all([
    describeRuns({ ctx, input: { ids: ids('run'), userId } }),
    describeAds({ ctx, input: { ids: ids('ad'), userId } }),
    listTools({ ctx }),
  ]);
  const names = new Map(tools.items.map((tool) => [tool.id, tool.name]));
  const subjects: Record<string, Subject> = {};
  for (const run of runs) subjects[`run:${run.id}`] = runSubject(run, names);
  for (const { id, kind, network, watchSeconds, watchedSeconds, claimedAt } of ads) {
    subjects[`ad:${id}`] = { type: 'ad', kind, network, watchSeconds, watchedSeconds, claimedAt };
  }
  return subjects;
}
