import { BODY, COIN, EDGE, HUE, INK, LINE, PAPER, SHEET } from './strokes';

/** A sheet on which a sentence is just being written. */
export function Writing() {
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

/** A tangled line that leaves the page straight. */
export function Rewriting() {
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

/** A sealed letter with its address. */
export function Mailing() {
  return (
    <>
      <g transform="rotate(-6 80 80)">
        <rect x="18" y="38" width="116" height="82" rx="8" {...SHEET} />
        <path d="M22 43l54 42 54-42" {...LINE} stroke={INK} strokeWidth="2.5" />
        <path d="M20 116l40-38M132 116L92 78" {...LINE} stroke={EDGE} strokeWidth="2.5" />
        <circle cx="76" cy="88" r="15" {...BODY} />
        <path d="M70 88l5 5 8-9" {...LINE} stroke={PAPER} strokeWidth="3.5" />
      </g>
      <path d="M122 28l20-8M128 42l20 2M112 18l8-14" {...LINE} stroke={COIN} strokeWidth="5" />
    </>
  );
}

/** A post that people answer to. */
export function Posting() {
  return (
    <>
      <rect x="26" y="18" width="86" height="116" rx="12" {...SHEET} />
      <circle cx="45" cy="38" r="9" fill={HUE} />
      <path d="M60 34h36M60 43h22" {...LINE} stroke={EDGE} strokeWidth="4" />
      <path d="M38 62h62M38 75h54M38 88h40" {...LINE} stroke={INK} strokeWidth="5" />
      <path d="M38 112l8-12M52 112l8-12M42 104h20M40 109h20" {...LINE} stroke={HUE} strokeWidth="3" />
      <path d="M104 74h36a8 8 0 0 1 8 8v26a8 8 0 0 1-8 8h-18l-13 13v-13h-5a8 8 0 0 1-8-8V82a8 8 0 0 1 8-8z" {...BODY} />
      <path d="M122 107c-10-7-13-12-9-17 3-4 8-2 9 2 1-4 6-6 9-2 4 5 1 10-9 17z" fill={PAPER} />
      <path d="M128 30l5-12 5 12 12 5-12 5-5 12-5-12-12-5z" fill={COIN} stroke={INK} strokeWidth="2" />
    </>
  );
}
