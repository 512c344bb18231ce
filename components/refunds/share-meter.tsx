import type { RefundShare } from '@/lib/runs/types';

/** How far the coin's edge is drawn in the colour of what returns, of 100. */
const RETURNED: Record<RefundShare, number> = { all: 100, part: 62, unused: 38 };

/** A coin whose returned part is filled. Decoration that says what its label says. */
export function ShareMeter({ share, label }: { share: RefundShare; label: string }) {
  return (
    <svg role="img" aria-label={label} viewBox="0 0 64 64" className="size-16 shrink-0 sm:size-20">
      <circle cx="32" cy="32" r="22" className="fill-coin-soft" />
      <circle cx="32" cy="32" r="27" fill="none" strokeWidth="6" className="stroke-line" />
      <circle
        cx="32"
        cy="32"
        r="27"
        fill="none"
        strokeWidth="6"
        strokeLinecap={share === 'all' ? 'butt' : 'round'}
        pathLength="100"
        strokeDasharray={share === 'all' ? undefined : `${RETURNED[share]} 100`}
        transform="rotate(-90 32 32)"
        className="stroke-good"
      />
      <path
        d="M40 38a9 9 0 1 1 .6-10.5M41.5 21.5v6.5H35"
        fill="none"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-coin-ink"
      />
    </svg>
  );
}
