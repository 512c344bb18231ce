import type { Beat, BeatCount, BeatRhythm, Refusal, ViewCount } from './state';

const MOST_IN_A_SECOND = 4;
const MOST_AT_ONCE_MS = 10_000;
const MOST_OF_A_GAP_MS = 60_000;
const SIDE_BY_SIDE_MS = 2_000;
const AHEAD_MS = 1_000;

export type Applied = { outcome: 'counted'; due: boolean } | { outcome: Refusal };

/** What the rhythm learns from a beat; `gapMs` is null for the session's first. */
function addToRhythm(
  rhythm: BeatRhythm,
  gapMs: number | null,
  beat: { hidden: boolean; side: boolean; ahead: boolean },
) {
  rhythm.beats += 1;
  if (beat.hidden) rhythm.hidden += 1;
  if (beat.side) rhythm.parallel += 1;
  if (gapMs === null) return;
  const gap = Math.min(gapMs, MOST_OF_A_GAP_MS);
  rhythm.gaps += 1;
  rhythm.gapSumMs += gap;
  rhythm.gapSquares += gap * gap;
  rhythm.longestMs = Math.max(rhythm.longestMs, gapMs);
  if (beat.ahead) rhythm.ahead += 1;
}

/** What the beat leaves in its view; true when the database has to know of it now. */
function addToView(view: ViewCount, beat: Beat, gainMs: number): boolean {
  const began = view.startedAt > 0;
  const granted = began && beat.event === 'granted' && view.grantedAt === 0;
  const closed = began && beat.event === 'closed' && view.closedAt === 0;
  const wasFull = view.watchedMs >= view.lengthMs;
  view.watchedMs = Math.min(view.watchedMs + gainMs, view.lengthMs);
  view.positionMs = Math.max(view.positionMs, beat.positionMs);
  view.visible = beat.visible;
  // The network's word about a view that never began is worth nothing.
  if (granted) view.grantedAt = beat.nowMs;
  if (closed) view.closedAt = beat.nowMs;
  if (!began) view.startedAt = beat.nowMs;
  view.lastBeatAt = Math.max(view.lastBeatAt, beat.nowMs);
  return !began || granted || closed || (!wasFull && view.watchedMs >= view.lengthMs);
}

/**
 * One heartbeat on a count in memory, which it changes: the rules of the function `ad_progress` and of the script in
 * beat-script.ts. Counts the least of the time since the session's last beat, the position gained in the view, and ten
 * seconds; nothing when the page was hidden at this beat or at the view's last one.
 */
export function applyBeat(count: BeatCount, beat: Beat): Applied {
  const view = count.views[beat.viewId];
  if (count.userId !== beat.userId || !view) return { outcome: 'unknown' };
  if (count.ended !== '') return { outcome: count.ended };
  if (count.expiresAt <= beat.nowMs) return { outcome: 'expired' };
  // A clock that was set back must not keep an old window open.
  if (beat.nowMs < count.windowAt || beat.nowMs - count.windowAt >= 1_000) {
    count.windowAt = beat.nowMs;
    count.windowCount = 0;
  }
  if (count.windowCount >= MOST_IN_A_SECOND) return { outcome: 'too_fast' };
  count.windowCount += 1;

  // Time is the session's, not the view's: two views at once share one clock.
  let lastAt = 0;
  let side = false;
  for (const other of Object.values(count.views)) {
    lastAt = Math.max(lastAt, other.lastBeatAt);
    const fresh = other.lastBeatAt > 0 && beat.nowMs - other.lastBeatAt < SIDE_BY_SIDE_MS;
    if (other !== view && fresh && other.watchedMs < other.lengthMs) side = true;
  }
  const gapMs = Math.max(0, beat.nowMs - lastAt);
  const gainedMs = beat.positionMs - view.positionMs;
  const counts = view.startedAt > 0 && beat.visible && view.visible;
  const ahead = view.startedAt > 0 && gainedMs > gapMs + AHEAD_MS;
  addToRhythm(count.rhythm, lastAt > 0 ? gapMs : null, { hidden: !beat.visible, side, ahead });
  count.seq += 1;
  const due = addToView(view, beat, counts ? Math.max(0, Math.min(gapMs, gainedMs, MOST_AT_ONCE_MS)) : 0);
  return { outcome: 'counted', due };
}
