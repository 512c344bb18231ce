import { BODY, COIN, EDGE, HUE, INK, LINE, PAPER, SHEET, SOFT } from './strokes';

/** A landscape in a frame, with the brush still on it. */
export function Painting() {
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

/** A picture, half as it was and half anew. */
export function Retouching() {
  return (
    <>
      <rect x="18" y="26" width="124" height="96" rx="8" {...SHEET} />
      <path d="M27 35h53v78H27z" fill={SOFT} />
      <path d="M27 113c10-30 26-34 53-22v22z" fill={EDGE} opacity="0.55" />
      <circle cx="52" cy="58" r="10" fill={EDGE} opacity="0.6" />
      <path d="M80 35h53v78H80z" fill={HUE} />
      <path d="M80 91c20 8 30-28 53-2v24H80z" fill={INK} opacity="0.85" />
      <circle cx="110" cy="58" r="11" fill={COIN} />
      <path d="M80 20v108" {...LINE} stroke={INK} strokeWidth="3" strokeDasharray="1 7" />
      <circle cx="80" cy="74" r="12" {...SHEET} />
      <path d="M77 69l-5 5 5 5M83 69l5 5-5 5" {...LINE} stroke={INK} strokeWidth="2.5" />
    </>
  );
}

/** Words that are heard. */
export function Speaking() {
  return (
    <>
      <rect x="16" y="26" width="62" height="84" rx="7" {...SHEET} />
      <path d="M28 44h38M28 58h30M28 72h36M28 86h22" {...LINE} stroke={EDGE} strokeWidth="5" />
      <path d="M58 84l22-2 28-24v74l-28-24-22-2a5 5 0 0 1-5-5V89a5 5 0 0 1 5-5z" {...BODY} />
      <path d="M120 80c6 8 6 22 0 30" {...LINE} stroke={INK} strokeWidth="5" />
      <path d="M132 70c12 14 12 36 0 50" {...LINE} stroke={COIN} strokeWidth="5" />
      <path d="M96 30c10-10 22 8 32-2" {...LINE} stroke={INK} strokeWidth="3" strokeDasharray="1 7" />
    </>
  );
}

/** A voice that becomes lines with their times. */
export function Listening() {
  return (
    <>
      <rect x="26" y="14" width="34" height="62" rx="17" {...BODY} />
      <path d="M36 34h14M36 46h14" {...LINE} stroke={PAPER} strokeWidth="4" />
      <path d="M16 56c0 34 54 34 54 0M43 82v18M28 100h30" {...LINE} stroke={INK} strokeWidth="4.5" />
      <path d="M74 42h8M88 34v16M98 26v32M108 36v12M118 40h8" {...LINE} stroke={COIN} strokeWidth="5" />
      <rect x="66" y="72" width="78" height="64" rx="7" {...SHEET} />
      <path d="M76 88h10M76 104h10M76 120h10" {...LINE} stroke={HUE} strokeWidth="5.5" />
      <path d="M96 88h38M96 104h30M96 120h36" {...LINE} stroke={EDGE} strokeWidth="5" />
    </>
  );
}

/** A clapper over a strip of film. */
export function Filming() {
  return (
    <>
      <rect x="20" y="58" width="120" height="76" rx="8" {...BODY} />
      <path d="M68 78v36a3 3 0 0 0 4.6 2.5l28-18a3 3 0 0 0 0-5l-28-18A3 3 0 0 0 68 78z" fill={PAPER} />
      <g transform="rotate(-11 22 56)">
        <rect x="20" y="34" width="122" height="22" rx="5" {...SHEET} />
        <path d="M38 34L28 56M62 34L52 56M86 34L76 56M110 34l-10 22M134 34l-10 22" stroke={INK} strokeWidth="7" />
      </g>
      <circle cx="24" cy="58" r="5" fill={COIN} stroke={INK} strokeWidth="2.5" />
      <path d="M28 122h8M44 122h8M60 122h8M92 122h8M108 122h8M124 122h8" {...LINE} stroke={SOFT} strokeWidth="4" />
    </>
  );
}
