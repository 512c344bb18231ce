import type { AdWay } from './types';

const LINE = { stroke: 'var(--color-ink)', strokeWidth: 2.5, strokeLinejoin: 'round', strokeLinecap: 'round' } as const;

/** What runs on the screen: lines, a landscape, a film. */
const SCREENS = {
  text: (
    <path
      d="M36 34h44M36 45h58M36 56h34"
      fill="none"
      {...LINE}
      strokeWidth="5"
      stroke="var(--kind)"
      className="opacity-90"
    />
  ),
  image: (
    <>
      <circle cx="88" cy="36" r="8" className="fill-coin" />
      <path d="M26 68l20-26 15 18 11-12 24 20z" fill="var(--kind)" />
    </>
  ),
  video: (
    <>
      <path d="M25 22v50M105 22v50" fill="none" {...LINE} strokeWidth="5" strokeDasharray="1 9" />
      <path d="M56 34v26l22-13z" fill="var(--kind)" {...LINE} />
    </>
  ),
} as const;

function Stack({ coins }: { coins: number }) {
  return Array.from({ length: coins }, (_, index) => (
    <g key={index} transform={`translate(140 ${92 - index * 10})`}>
      <path d="M-20 0v9c0 4 9 7 20 7s20-3 20-7V0z" className="fill-coin" {...LINE} />
      <ellipse rx="20" ry="7" className="fill-coin" {...LINE} />
      <ellipse rx="11" ry="3.4" fill="none" stroke="var(--color-paper)" strokeWidth="2" opacity="0.7" />
    </g>
  ));
}

/** A screen that turns into coins: as many as its reward is worth beside the others. In the hue around it. */
export function AdArt({ kind, coins, className }: { kind: AdWay['kind']; coins: number; className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 176 116" className={className}>
      <path d="M65 82l-6 16h24l-6-16z" fill="var(--color-edge)" {...LINE} />
      <path d="M44 100h54" fill="none" {...LINE} />
      <rect x="12" y="10" width="118" height="74" rx="9" className="fill-surface" {...LINE} />
      {SCREENS[kind]}
      <path d="M24 76h94" fill="none" stroke="var(--color-line)" strokeWidth="4" strokeLinecap="round" />
      <path d="M24 76h58" fill="none" stroke="var(--color-coin)" strokeWidth="4" strokeLinecap="round" />
      <Stack coins={coins} />
    </svg>
  );
}
