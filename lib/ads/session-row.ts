import type { Ctx } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import { creativeOf } from './campaigns';
import { maySee, networkById, type AdNetwork } from './networks';
import type { AdKind, AdSessionView, AdTier, AdViewState, NetworkId, QuestionWords } from './types';

interface ViewRow {
  id: string;
  seconds: number;
  network: string;
  creativeId: string;
  creative: unknown;
  watchedMs: number;
  positionMs: number;
  /** The browser has passed on its network's word. */
  granted: boolean;
  /** A signature vouches for it. */
  vouched: boolean;
  question: QuestionWords | null;
  answer: number | null;
}

/** A session that may still be watched, as `ad_active` answers it: amounts and times are text. */
export interface SessionRow {
  id: string;
  userId: string;
  kind: AdKind;
  network: NetworkId;
  tier: AdTier;
  watchSeconds: number;
  rewardMicro: string;
  answerMicro: string;
  bonusOf: string | null;
  expiresAt: string;
  beatEpoch: number;
  beatSeq: number;
  views: ViewRow[];
}

/** The user's session that may still be watched, with its views in order: one round trip. */
export async function findActive(ctx: Pick<Ctx, 'db' | 'clock'>, userId: string): Promise<SessionRow | null> {
  const [row] = await ctx.db.sql<{ found: SessionRow | null }>('SELECT ad_active($1::uuid, $2::timestamptz) AS found', [
    userId,
    ctx.clock.now(),
  ]);
  return row?.found ?? null;
}

/**
 * The session's bearer token. It is derived, not stored: a reload gets the same one again, and nobody who reads the
 * database can make one.
 */
export function tokenOf(ctx: Pick<Ctx, 'sign'>, sessionId: string): string {
  return ctx.sign(`ad-session:${sessionId}`);
}

/** Nothing is missing of a view: by our clock, by the browser's word beside it, or by the network's signature. */
export function isComplete(view: Pick<ViewRow, 'network' | 'seconds' | 'watchedMs' | 'granted' | 'vouched'>): boolean {
  if (view.vouched) return true;
  if (networkById(view.network).tier === 'signed') return false;
  return view.watchedMs >= view.seconds * 1000 && (view.network === 'house' || view.granted);
}

function toViewState(ctx: Ctx, row: SessionRow, view: ViewRow): AdViewState {
  const { question, answer } = view;
  return {
    id: view.id,
    seconds: view.seconds,
    network: networkById(view.network).id,
    creative: creativeOf(view, row.kind, { sessionId: row.id, token: tokenOf(ctx, row.id) }),
    watchedSeconds: view.watchedMs / 1000,
    positionSeconds: view.positionMs / 1000,
    granted: view.granted || view.vouched,
    complete: isComplete(view),
    question: question && { ...question, reward: microToCredits(BigInt(row.answerMicro)), answer },
  };
}

/** Null as long as nothing of that company may be loaded: a consent may have been withdrawn since. */
function clientOf(ctx: Ctx, row: SessionRow, network: AdNetwork): AdSessionView['client'] {
  if (network.id === 'house' || !maySee(ctx, network)) return null;
  const client = network.client(ctx.adAccounts);
  // A network that signs its callbacks names the user in them.
  return client && network.tier === 'signed' ? { ...client, userId: row.userId } : client;
}

export function toSessionView(ctx: Ctx, row: SessionRow): AdSessionView {
  const network = networkById(row.network);
  return {
    id: row.id,
    token: tokenOf(ctx, row.id),
    kind: row.kind,
    network: row.network,
    tier: row.tier,
    client: clientOf(ctx, row, network),
    watchSeconds: row.watchSeconds,
    reward: microToCredits(BigInt(row.rewardMicro)),
    bonus: row.bonusOf !== null,
    views: row.views.map((view) => toViewState(ctx, row, view)),
    expiresAt: new Date(row.expiresAt).toISOString(),
  };
}
