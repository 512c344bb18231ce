import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/db';

export interface PastView {
  network: string;
  begun: boolean;
  /** Of its seconds, counted by our clock. */
  watchedMs: number;
  granted: boolean;
  signed: boolean;
}

export interface PastSession {
  userId: string;
  network: string;
  kind: string;
  country: string | null;
  state: string;
  paidMicro: bigint | null;
  takenMicro: bigint;
  createdAt: Date;
  views: PastView[];
  fallbacks: { network: string; reason: string }[];
}

export const VIEW_SECONDS = 30;

const CLAIMED = ['claimed', 'delayed', 'refused', 'reversed'];

const SESSIONS = `INSERT INTO ad_sessions (id, user_id, kind, network, tier, country, watch_seconds, reward_micro, state,
    paid_micro, taken_micro, created_at, expires_at, claimed_at, release_at)
  SELECT id, user_id, kind, network, 'browser', country, 60, coalesce(paid, 5000000), state, paid, taken, created_at,
    created_at + interval '1 hour', claimed_at, CASE WHEN state = 'delayed' THEN created_at END
  FROM jsonb_to_recordset($1::jsonb) AS s (id uuid, user_id uuid, kind text, network text, country text, state text,
    paid bigint, taken bigint, created_at timestamptz, claimed_at timestamptz) RETURNING id`;

const VIEWS = `INSERT INTO ad_views (id, session_id, seq, seconds, network, creative_id, watched_ms, started_at, granted_at, completed_at)
  SELECT id, session_id, seq, ${VIEW_SECONDS}, network, 'coins', watched, started, granted, signed
  FROM jsonb_to_recordset($1::jsonb) AS v (id uuid, session_id uuid, seq smallint, network text, watched integer,
    started timestamptz, granted timestamptz, signed timestamptz) RETURNING id`;

const FALLBACKS = `INSERT INTO ad_fallbacks (id, session_id, network, reason, created_at)
  SELECT id, session_id, network, reason, at
  FROM jsonb_to_recordset($1::jsonb) AS f (id uuid, session_id uuid, network text, reason text, at timestamptz) RETURNING id`;

/** Writes ad sessions as they would stand after their day, three statements for all of them. */
export async function writeAdHistory(db: Db, sessions: readonly PastSession[]): Promise<void> {
  const rows = sessions.map((session) => ({ id: randomUUID(), session }));
  const insert = (sql: string, list: unknown[]) => db.sql(sql, [JSON.stringify(list)]);
  await insert(
    SESSIONS,
    rows.map(({ id, session: { userId, paidMicro, takenMicro, createdAt, ...plain } }) => ({
      ...{ id, user_id: userId, kind: plain.kind, network: plain.network, country: plain.country, state: plain.state },
      ...{ paid: paidMicro === null ? null : String(paidMicro), taken: String(takenMicro), created_at: createdAt },
      claimed_at: CLAIMED.includes(plain.state) ? createdAt : null,
    })),
  );
  await insert(
    VIEWS,
    rows.flatMap(({ id, session: { views, createdAt } }) =>
      views.map((view, index) => ({
        ...{ id: randomUUID(), session_id: id, seq: index + 1, network: view.network, watched: view.watchedMs },
        started: view.begun ? createdAt : null,
        granted: view.granted ? createdAt : null,
        signed: view.signed ? createdAt : null,
      })),
    ),
  );
  await insert(
    FALLBACKS,
    rows.flatMap(({ id, session: { fallbacks, createdAt } }) =>
      fallbacks.map((fallback) => ({ id: randomUUID(), session_id: id, ...fallback, at: createdAt })),
    ),
  );
}

/** One session that ended well: paid, with one complete view of its network. */
export function goodSession(change: Partial<PastSession> & Pick<PastSession, 'userId' | 'createdAt'>): PastSession {
  const network = change.network ?? 'gpt';
  return {
    ...{ network, kind: 'text', country: null, state: 'claimed', paidMicro: 5_000_000n, takenMicro: 0n, fallbacks: [] },
    views: [{ network, begun: true, watchedMs: VIEW_SECONDS * 1000, granted: true, signed: network === 'admob' }],
    ...change,
  };
}
