import css from './motion.module.css';
import { ramp } from './types';

/** A coin seen from the front, `r` units wide from its middle. */
export function Coin({ r }: { r: number }) {
  return (
    <g transform={`scale(${r / 20})`}>
      <circle r="20" cy="1.6" className="fill-coin" />
      <circle r="20" cy="1.6" className="fill-night/30" />
      <circle r="19" className="fill-coin" />
      <circle r="14.5" fill="none" strokeWidth="2.2" className="stroke-paper/55" />
      <path
        d="M-6.5 6.5v-12L0 .8l6.5-6.3v12"
        fill="none"
        strokeWidth="3.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-night/75"
      />
    </g>
  );
}

/** A sheet that writes itself as `done` goes from 0 to 1; its top left corner is the origin. */
export function Sheet({ done, sealed, tone }: { done: number; sealed: boolean; tone: string }) {
  const lines = [108, 92, 112, 68, 100, 56];
  return (
    <>
      <rect x="6" y="9" width="150" height="184" rx="14" className="fill-ink/10" />
      <rect width="150" height="184" rx="14" strokeWidth="2" className="fill-surface stroke-line" />
      <circle cx="28" cy="30" r="10" className={tone} />
      <path d="M46 30h54" strokeWidth="8" strokeLinecap="round" className="stroke-ink" />
      {lines.map((length, index) => {
        const y = 62 + index * 19;
        const written = length * ramp(done, index / 6, (index + 1) / 6);
        return (
          <g key={y} strokeWidth="6" strokeLinecap="round">
            <path d={`M20 ${y}h${length}`} className="stroke-line" />
            {written > 0 && <path d={`M20 ${y}h${written}`} className="stroke-muted" />}
          </g>
        );
      })}
      <g
        className={css.shift}
        style={{ opacity: sealed ? 1 : 0, transform: sealed ? 'none' : 'scale(0.4)', transformOrigin: '50% 50%' }}
      >
        <circle cx="138" cy="172" r="27" className="fill-good" />
        <path
          d="M126 172l9 9 16-18"
          fill="none"
          strokeWidth="6"
          strokeLinecap="round"
          strokeLinejoin="round"
          className="stroke-surface"
        />
      </g>
    </>
  );
}

/** A four-pointed glint. */
export function Glint({ x, y, size, delay = 0 }: { x: number; y: number; size: number; delay?: number }) {
  return (
    <path
      transform={`translate(${x} ${y}) scale(${size})`}
      d="M0-10C1-2 2-1 10 0 2 1 1 2 0 10-1 2-2 1-10 0-2-1-1-2 0-10Z"
      className={`fill-coin ${css.twinkle}`}
      style={{ animationDelay: `${-delay}s` }}
    />
  );
}

/** A line along which something is on its way, or could be. */
export function Way({ d, active }: { d: string; active: boolean }) {
  return (
    <g fill="none" strokeLinecap="round" className={css.shift} style={{ opacity: active ? 1 : 0.28 }}>
      {active && <path d={d} strokeWidth="15" className="stroke-coin/25" />}
      <path
        d={d}
        strokeWidth="5"
        strokeDasharray="2 14"
        className={active ? `stroke-coin ${css.flow}` : 'stroke-muted'}
      />
    </g>
  );
}
