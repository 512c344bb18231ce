import { BODY, COIN, EDGE, HUE, INK, LINE, PAPER, SHEET, SOFT } from './strokes';

/** Two who talk. */
export function Chatting() {
  return (
    <>
      <path
        d="M26 22h76a10 10 0 0 1 10 10v38a10 10 0 0 1-10 10H52L34 97V80h-8a10 10 0 0 1-10-10V32a10 10 0 0 1 10-10z"
        {...SHEET}
      />
      <path d="M34 42h58M34 58h38" {...LINE} stroke={INK} strokeWidth="5.5" />
      <path
        d="M72 70h64a10 10 0 0 1 10 10v32a10 10 0 0 1-10 10h-6v17l-18-17H72a10 10 0 0 1-10-10V80a10 10 0 0 1 10-10z"
        {...BODY}
      />
      <circle cx="86" cy="96" r="5" fill={PAPER} />
      <circle cx="104" cy="96" r="5" fill={PAPER} />
      <circle cx="122" cy="96" r="5" fill={COIN} />
    </>
  );
}

/** A window with code, and the brace that holds it. */
export function Coding() {
  return (
    <>
      <rect x="16" y="24" width="128" height="100" rx="10" {...SHEET} />
      <path d="M16 34a10 10 0 0 1 10-10h108a10 10 0 0 1 10 10v12H16z" fill={INK} />
      <circle cx="29" cy="35" r="3.5" fill={COIN} />
      <circle cx="40" cy="35" r="3.5" fill={HUE} />
      <path d="M48 66L32 82l16 16M112 66l16 16-16 16" {...LINE} stroke={HUE} strokeWidth="6.5" />
      <path d="M90 60L70 104" {...LINE} stroke={INK} strokeWidth="5.5" />
      <path d="M60 138h40M80 124v14" {...LINE} stroke={INK} strokeWidth="4" />
    </>
  );
}

/** An outline: a heading with what hangs on it. */
export function Outlining() {
  return (
    <>
      <rect x="22" y="16" width="100" height="120" rx="8" {...SHEET} />
      <path d="M36 36h52" {...LINE} stroke={INK} strokeWidth="7" />
      <path d="M40 48v66M40 64h12M40 89h12M40 114h12" {...LINE} stroke={EDGE} strokeWidth="3" />
      <path d="M60 64h48M60 89h36M60 114h44" {...LINE} stroke={HUE} strokeWidth="6" />
      <circle cx="118" cy="104" r="20" fill={SOFT} stroke={INK} strokeWidth="3" />
      <circle cx="118" cy="104" r="11" fill="none" stroke={COIN} strokeWidth="4" />
      <path d="M133 119l16 17" {...LINE} stroke={INK} strokeWidth="6.5" />
    </>
  );
}

/** Words that fall into the cells of a table. */
export function Extracting() {
  return (
    <>
      <path
        d="M24 28c18-10 30 10 48 0s30 8 44 0M30 44c16-8 28 8 42 0s24 6 36 0"
        {...LINE}
        stroke={EDGE}
        strokeWidth="5"
      />
      <path d="M80 50v20M72 63l8 9 8-9" {...LINE} stroke={INK} strokeWidth="3.5" />
      <rect x="20" y="80" width="120" height="58" rx="7" {...SHEET} />
      <path d="M20 87a7 7 0 0 1 7-7h106a7 7 0 0 1 7 7v12H20z" {...BODY} />
      <path d="M60 80v58M100 80v58M20 118h120" {...LINE} stroke={INK} strokeWidth="2.5" />
      <path d="M30 108h18M70 108h20M110 108h14M30 128h20M110 128h18" {...LINE} stroke={EDGE} strokeWidth="4.5" />
      <path d="M70 128h16" {...LINE} stroke={COIN} strokeWidth="5.5" />
    </>
  );
}
