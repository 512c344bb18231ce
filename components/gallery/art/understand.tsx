import { BODY, COIN, EDGE, HUE, INK, LINE, PAPER, SHEET, SOFT } from './strokes';

/** A long page, pressed into three lines. */
export function Summarizing() {
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

/** One word in two scripts. */
export function Translating() {
  return (
    <>
      <rect x="16" y="20" width="78" height="78" rx="10" {...SHEET} />
      <path d="M38 80l17-42 17 42M44 66h22" {...LINE} stroke={INK} strokeWidth="6" />
      <rect x="66" y="58" width="78" height="78" rx="10" {...BODY} />
      <path
        d="M86 82h40M106 74v8M92 82c2 16 14 28 30 34M120 82c-2 16-14 28-32 34"
        {...LINE}
        stroke={PAPER}
        strokeWidth="5.5"
      />
      <path d="M108 26c16 0 26 8 28 22M128 40l8 9 8-10" {...LINE} stroke={COIN} strokeWidth="4.5" />
      <path d="M52 128c-16 0-24-6-27-18M33 118l-8-9-7 10" {...LINE} stroke={COIN} strokeWidth="4.5" />
    </>
  );
}

/** A knot that becomes a plain drawing on the way. */
export function Explaining() {
  return (
    <>
      <circle cx="80" cy="60" r="42" fill={SOFT} stroke={INK} strokeWidth="2.5" />
      <path d="M66 98v-12c-12-8-16-16-16-27a30 30 0 0 1 60 0c0 11-4 19-16 27v12z" {...SHEET} />
      <path d="M70 62c0-8 10-8 10 0s10 8 10 0M80 62v24" {...LINE} stroke={HUE} strokeWidth="5" />
      <path d="M66 98h28v16a10 10 0 0 1-10 10h-8a10 10 0 0 1-10-10z" {...BODY} />
      <path d="M66 108h28" stroke={INK} strokeWidth="2.5" />
      <path d="M72 134h16" {...LINE} stroke={INK} strokeWidth="4" />
      <path d="M22 34l12 6M138 34l-12 6M18 74h12M142 74h-12" {...LINE} stroke={COIN} strokeWidth="5" />
    </>
  );
}

/** A page that is asked, and answers from its own lines. */
export function Asking() {
  return (
    <>
      <path d="M30 16h58l22 22v92a6 6 0 0 1-6 6H30a6 6 0 0 1-6-6V22a6 6 0 0 1 6-6z" {...SHEET} />
      <path d="M88 16v22h22" {...LINE} stroke={INK} strokeWidth="2.5" />
      <path d="M40 42h34M40 58h54M40 106h54M40 120h30" {...LINE} stroke={EDGE} strokeWidth="5" />
      <rect x="34" y="70" width="64" height="24" rx="4" fill={SOFT} />
      <path d="M41 77h48M41 88h34" {...LINE} stroke={HUE} strokeWidth="5" />
      <circle cx="118" cy="100" r="28" {...BODY} />
      <path d="M109 93c0-14 19-13 19-2 0 8-9 8-9 16" {...LINE} stroke={PAPER} strokeWidth="5.5" />
      <circle cx="119" cy="117" r="3.6" fill={COIN} />
    </>
  );
}
