import { cx } from '@/components/ui/cx';

const LINE = { fill: 'none', strokeLinecap: 'round', strokeLinejoin: 'round' } as const;
const SHEET = { fill: 'var(--color-surface)', stroke: 'var(--color-ink)', strokeWidth: 2.5 } as const;

/** A sheet on which a sentence is just being written. */
function Writing() {
  return (
    <>
      <path d="M34 22h74l22 22v84a6 6 0 0 1-6 6H34a6 6 0 0 1-6-6V28a6 6 0 0 1 6-6z" {...SHEET} />
      <path d="M108 22v22h22" {...LINE} stroke="var(--color-ink)" strokeWidth="2.5" />
      <path d="M44 62h66M44 78h70M44 94h38" {...LINE} stroke="var(--kind)" strokeWidth="6" />
      <path d="M92 87v15" {...LINE} stroke="var(--color-ink)" strokeWidth="3.5" />
      <path d="M44 44h36" {...LINE} stroke="var(--color-ink)" strokeWidth="6" />
      <g transform="rotate(38 128 104)">
        <path
          d="M120 62h16v50l-8 15-8-15z"
          fill="var(--color-coin)"
          stroke="var(--color-ink)"
          strokeWidth="2.5"
          strokeLinejoin="round"
        />
        <path d="M120 74h16" stroke="var(--color-ink)" strokeWidth="2.5" />
      </g>
    </>
  );
}

/** A long page, pressed into three lines. */
function Summarizing() {
  return (
    <>
      <rect x="22" y="18" width="72" height="118" rx="6" {...SHEET} />
      {[32, 44, 56, 68, 80, 92, 104, 116].map((y, index) => (
        <path
          key={y}
          d={`M34 ${y}h${[48, 44, 48, 30, 48, 46, 40, 24][index]}`}
          {...LINE}
          stroke={index === 1 || index === 4 ? 'var(--kind)' : 'var(--color-edge)'}
          strokeWidth="4.5"
          opacity={index === 1 || index === 4 ? 1 : 0.55}
        />
      ))}
      <path
        d="M98 42c12 0 8 24 20 24M98 82c12 0 8-6 20-6"
        {...LINE}
        stroke="var(--color-ink)"
        strokeWidth="2.5"
        strokeDasharray="1 6"
      />
      <rect
        x="90"
        y="58"
        width="58"
        height="44"
        rx="7"
        fill="var(--kind)"
        stroke="var(--color-ink)"
        strokeWidth="2.5"
      />
      <path d="M101 73h36M101 87h22" {...LINE} stroke="var(--color-on-accent)" strokeWidth="5.5" />
    </>
  );
}

/** A tangled line that leaves the page straight. */
function Rewriting() {
  return (
    <>
      <rect x="20" y="30" width="78" height="88" rx="6" {...SHEET} transform="rotate(-7 59 74)" />
      <path
        d="M32 64c6-14 12 14 18 0s12 14 18 0 8 10 14 2M34 86c6-12 12 12 18 0s10 10 16 0"
        {...LINE}
        stroke="var(--color-edge)"
        strokeWidth="4.5"
      />
      <rect x="70" y="42" width="78" height="88" rx="6" {...SHEET} transform="rotate(5 109 86)" />
      <path d="M84 68l48 4M83 85l48 4M82 102l28 2.5" {...LINE} stroke="var(--kind)" strokeWidth="6" />
      <path d="M74 22c22-14 48-8 58 10M134 18l-1 16-15-4" {...LINE} stroke="var(--color-ink)" strokeWidth="3" />
    </>
  );
}

/** A landscape in a frame, with the brush still on it. */
function Painting() {
  return (
    <>
      <rect x="18" y="26" width="122" height="100" rx="8" {...SHEET} />
      <clipPath id="art-frame">
        <rect x="27" y="35" width="104" height="82" rx="3" />
      </clipPath>
      <g clipPath="url(#art-frame)">
        <rect x="27" y="35" width="104" height="82" fill="var(--kind-soft)" />
        <circle cx="104" cy="60" r="14" fill="var(--color-coin)" />
        <path d="M20 112c20-44 38-44 54-14 12-22 32-20 62 10v16H20z" fill="var(--kind)" />
        <path d="M20 122c28-22 60-24 116-8v14H20z" fill="var(--color-ink)" opacity="0.85" />
      </g>
      <g transform="rotate(32 134 70)">
        <rect x="129" y="14" width="10" height="54" rx="5" fill="var(--color-ink)" />
        <path d="M127 66h14l-2 12h-10z" fill="var(--color-edge)" />
        <path
          d="M129 78h10c2 10-4 12-5 20-1-8-7-10-5-20z"
          fill="var(--kind)"
          stroke="var(--color-ink)"
          strokeWidth="2"
        />
      </g>
    </>
  );
}

/** For a tool that has no drawing of its own yet. */
function Plain() {
  return (
    <path
      d="M50 50l60 30-60 30z"
      fill="var(--kind)"
      stroke="var(--color-ink)"
      strokeWidth="2.5"
      strokeLinejoin="round"
    />
  );
}

const DRAWINGS: Record<string, () => React.ReactNode> = {
  'text-generation': Writing,
  summarize: Summarizing,
  rewrite: Rewriting,
  'image-generation': Painting,
};

/** The drawing of a tool, in the hue of the `kind-*` class around it. */
export function ToolArt({ toolId, className }: { toolId: string; className?: string }) {
  const Drawing = DRAWINGS[toolId] ?? Plain;
  return (
    <svg aria-hidden viewBox="0 0 160 152" className={cx('block', className)}>
      <Drawing />
    </svg>
  );
}
