import { cx } from '@/components/ui/cx';

const INK = 'var(--color-ink)';

/** A finished page with a picture and text. */
function Result() {
  return (
    <>
      <g transform="rotate(5 366 280)">
        <path
          d="M274 150h150l36 36v214a12 12 0 0 1-12 12H274a12 12 0 0 1-12-12V162a12 12 0 0 1 12-12z"
          fill="var(--color-surface)"
          stroke={INK}
          strokeWidth="3.5"
          strokeLinejoin="round"
        />
        <path d="M424 150v36h36" fill="none" stroke={INK} strokeWidth="3.5" strokeLinejoin="round" />
        <path d="M286 208h92" stroke={INK} strokeWidth="10" strokeLinecap="round" />
        <path
          d="M286 234h148M286 254h132"
          stroke="var(--color-edge)"
          strokeWidth="6"
          strokeLinecap="round"
          opacity="0.6"
        />
        <clipPath id="hero-picture">
          <rect x="284" y="276" width="154" height="86" rx="8" />
        </clipPath>
        <g clipPath="url(#hero-picture)" className="kind-image">
          <rect x="284" y="276" width="154" height="86" fill="var(--kind-soft)" />
          <circle cx="404" cy="304" r="17" fill="#e8a317" />
          <path d="M270 366c30-66 56-62 78-16 18-32 52-28 100 16z" fill="var(--kind)" />
          <path d="M270 372c50-30 100-30 180-8v10H270z" fill={INK} opacity="0.85" />
        </g>
        <path d="M286 384h88" stroke="var(--color-accent)" strokeWidth="8" strokeLinecap="round" />
      </g>
    </>
  );
}

/** The ad: a small screen with its clock. */
function Film() {
  return (
    <>
      <g transform="rotate(-6 168 168)">
        <rect
          x="36"
          y="62"
          width="264"
          height="192"
          rx="20"
          fill="var(--color-accent)"
          stroke={INK}
          strokeWidth="3.5"
        />
        <path
          d="M36 176c60-34 110 18 164-4s74-20 100-8v70a20 20 0 0 1-20 20H56a20 20 0 0 1-20-20z"
          fill={INK}
          opacity="0.16"
        />
        <circle cx="168" cy="146" r="40" fill="#fbfaf6" />
        <path d="M156 125.5v41a3 3 0 0 0 4.6 2.5l31-20.5a3 3 0 0 0 0-5l-31-20.5a3 3 0 0 0-4.6 2.5z" fill="#16151d" />
        <rect x="60" y="220" width="216" height="10" rx="5" fill="#fbfaf6" opacity="0.35" />
        <rect x="60" y="220" width="148" height="10" rx="5" fill="#e8a317" />
        <circle cx="208" cy="225" r="10" fill="#fbfaf6" stroke="#16151d" strokeWidth="3" />
      </g>
    </>
  );
}

/** The coin on its way, with the path it took. */
function FallingCoin() {
  return (
    <>
      <path
        d="M226 74C300 8 398 34 416 108"
        fill="none"
        stroke={INK}
        strokeWidth="3"
        strokeLinecap="round"
        strokeDasharray="1 11"
      />
      <g className="hero-coin">
        <ellipse cx="416" cy="112" rx="44" ry="45" fill="#b87708" />
        <circle cx="414" cy="108" r="43" fill="#e8a317" stroke="#16151d" strokeWidth="3.5" />
        <circle cx="414" cy="108" r="32" fill="none" stroke="#fbdc8b" strokeWidth="4" />
        <path
          d="M398 122V96l16 13.5L430 96v26"
          fill="none"
          stroke="#4a3000"
          strokeWidth="7.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </g>
    </>
  );
}

/** What lies around. */
function Change() {
  return (
    <>
      <g transform="rotate(-14 108 322)">
        <circle cx="108" cy="322" r="27" fill="#e8a317" stroke="#16151d" strokeWidth="3.5" />
        <circle cx="108" cy="322" r="18.5" fill="none" stroke="#fbdc8b" strokeWidth="3" />
      </g>
      <circle cx="176" cy="372" r="16" fill="#e8a317" stroke="#16151d" strokeWidth="3" />
      <path d="M58 386l10-18 10 18-10 18z" className="kind-image" fill="var(--kind)" />
      <path d="M470 58l7-13 7 13-7 13z" fill="var(--color-accent)" />
    </>
  );
}

/** The whole idea in one picture: a film plays, a coin falls, a finished page comes out. */
export function HeroArt({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 520 440" className={cx('block h-auto w-full', className)}>
      <ellipse cx="262" cy="416" rx="212" ry="15" fill={INK} opacity="0.06" />
      <Result />
      <Film />
      <FallingCoin />
      <Change />
    </svg>
  );
}
