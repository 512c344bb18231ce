import { formatClock } from '@/lib/format';

const RADIUS = 20;
const ROUND = 2 * Math.PI * RADIUS;

/** What is left, as a ring that empties and a clock. Decoration: the bar beside it speaks to screen readers. */
export function TimeRing({ watched, total }: { watched: number; total: number }) {
  const share = total > 0 ? Math.min(1, watched / total) : 0;
  return (
    <span aria-hidden className="relative grid size-14 place-items-center rounded-full bg-night/85 text-paper">
      <svg viewBox="0 0 48 48" className="absolute inset-0 -rotate-90">
        <circle cx="24" cy="24" r={RADIUS} fill="none" stroke="currentColor" strokeWidth="3.5" opacity="0.25" />
        <circle
          cx="24"
          cy="24"
          r={RADIUS}
          fill="none"
          stroke="var(--color-coin)"
          strokeWidth="3.5"
          strokeLinecap="round"
          strokeDasharray={ROUND}
          strokeDashoffset={ROUND * share}
        />
      </svg>
      <span className="text-sm font-bold tabular-nums">{formatClock(total - watched)}</span>
    </span>
  );
}
