import { listAdSessions, listOwnCallbacks } from '@/lib/ads';
import { getMe, listSessions } from '@/lib/auth';
import { listBatches } from '@/lib/batches';
import type { Ctx } from '@/lib/context';
import { getCredits, listStatement } from '@/lib/credits';
import { listNotices } from '@/lib/notices';
import { listRuns, listShares, listUploads } from '@/lib/runs';
import { listOwnProblems } from '@/lib/support';

interface Page {
  items: readonly unknown[];
  nextCursor: string | null;
}

const PAGE = 100;

/** One list as JSON, read page by page: never more than one of them is in memory. */
async function* listed(name: string, read: (cursor: string | undefined) => Promise<Page>): AsyncGenerator<string> {
  yield `,\n"${name}":[`;
  let cursor: string | undefined;
  let between = '\n';
  do {
    const page: Page = await read(cursor);
    for (const item of page.items) {
      yield between + JSON.stringify(item);
      between = ',\n';
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  yield ']';
}

async function* chunks(ctx: Ctx, head: object): AsyncGenerator<string> {
  yield JSON.stringify(head).slice(0, -1);
  yield* listed('statement', (cursor) => listStatement({ ctx, input: { limit: PAGE, ...(cursor ? { cursor } : {}) } }));
  yield* listed('runs', (cursor) => listRuns({ ctx, input: { limit: PAGE, ...(cursor ? { cursor } : {}) } }));
  yield* listed('shares', (cursor) => listShares({ ctx, input: { cursor } }));
  yield* listed('uploads', (cursor) => listUploads({ ctx, input: { limit: PAGE, ...(cursor ? { cursor } : {}) } }));
  yield* listed('batches', (cursor) => listBatches({ ctx, input: { limit: PAGE, ...(cursor ? { cursor } : {}) } }));
  yield* listed('adSessions', async (after) => {
    const items = await listAdSessions({ ctx, input: { after } });
    return { items, nextCursor: items.length === PAGE ? (items.at(-1)?.id ?? null) : null };
  });
  yield* listed('adCallbacks', async (after) => {
    const items = await listOwnCallbacks({ ctx, input: { after } });
    return { items, nextCursor: items.length === PAGE ? (items.at(-1)?.id ?? null) : null };
  });
  yield* listed('notices', (cursor) => listNotices({ ctx, input: { limit: PAGE, ...(cursor ? { cursor } : {}) } }));
  yield* listed('problems', async (after) => {
    const items = await listOwnProblems({ ctx, input: { after } });
    return { items, nextCursor: items.length === PAGE ? (items.at(-1)?.id ?? null) : null };
  });
  yield '}\n';
}

/**
 * Everything the hub keeps of the actor, as the text of one JSON object in pieces: user, sessions, credits, statement,
 * runs, shares, batches, adSessions, adCallbacks, notices, problems.
 * @throws AppError unauthenticated; forbidden for API keys.
 */
export async function exportMe({ ctx }: { ctx: Ctx }): Promise<AsyncGenerator<string>> {
  const [user, sessions, credits] = await Promise.all([
    getMe({ ctx }),
    listSessions({ ctx }),
    getCredits({ ctx, input: {} }),
  ]);
  return chunks(ctx, { exportedAt: ctx.clock.now().toISOString(), user, sessions, credits });
}
