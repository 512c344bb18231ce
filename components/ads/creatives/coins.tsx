import { Frame } from './frame';
import css from './motion.module.css';
import { Coin, Glint, Sheet, Way } from './parts';
import { momentOf, ramp, type CreativeProps } from './types';

const LEAN = [-3, 6, -5, 4, -1];
const RAYS = Array.from({ length: 14 }, (_, index) => (index * 360) / 14);
const RIDGES = [-84, -70, -52, -32, -11, 11, 32, 52, 70, 84];

/** A coin lying flat; the origin is the middle of its upper face. */
function Slab() {
  return (
    <>
      <path d="M-96 0v26a96 25 0 0 0 192 0V0z" className="fill-coin" />
      <path d="M-96 0v26a96 25 0 0 0 192 0V0z" className="fill-night/30" />
      <path
        d={RIDGES.map((x) => `M${x} ${8 + 17 * Math.sqrt(1 - (x / 96) ** 2)}v17`).join('')}
        strokeWidth="3"
        className="stroke-night/20"
      />
      <ellipse rx="96" ry="25" className="fill-coin" />
      <ellipse rx="76" ry="18" fill="none" strokeWidth="4" className="stroke-paper/55" />
      <path
        d="M-26 7l6-14L0 1l20-8 6 14"
        fill="none"
        strokeWidth="7"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-night/55"
      />
    </>
  );
}

function Screen({ progress }: { progress: number }) {
  return (
    <>
      <path d="M78 146h44l8 34H70z" className="fill-edge" />
      <rect x="44" y="176" width="112" height="10" rx="5" className="fill-ink" />
      <rect width="200" height="150" rx="18" className="fill-ink" />
      <rect x="11" y="11" width="178" height="112" rx="9" className="fill-accent" />
      <path d="M11 104c40-30 62-6 92-22s52-34 86-14v46a9 9 0 0 1-9 9H20a9 9 0 0 1-9-9z" className="fill-night/20" />
      <circle cx="100" cy="64" r="31" className="fill-paper" />
      <path d="M92 49v30l24-15z" strokeWidth="5" strokeLinejoin="round" className="fill-night stroke-night" />
      <path d="M20 136h160" strokeWidth="7" strokeLinecap="round" className="stroke-surface/25" />
      <path d={`M20 136h${160 * progress}`} strokeWidth="7" strokeLinecap="round" className="stroke-coin" />
    </>
  );
}

/** An ad turns into coins, and the coins into a run. */
export function Coins(ad: CreativeProps) {
  const { progress, scene } = momentOf(ad);
  const next = LEAN.findIndex((_, index) => progress < (index + 0.4) / 6.5);
  return (
    <Frame ad={ad} className="bg-sunken text-ink">
      <rect y="-80" width="800" height="411" className="fill-coin-soft" />
      <g className={css.spin}>
        {RAYS.map((angle) => (
          <path key={angle} d="M400 220l-54-660h108z" transform={`rotate(${angle} 400 220)`} className="fill-coin/12" />
        ))}
      </g>
      <path d="M0 331h800v69H0z" className="fill-sunken" />
      <rect y="329" width="800" height="4" className="fill-line" />
      <Way d="M262 196C288 120 316 104 366 96" active={scene < 2} />
      <Way d="M450 96C500 104 532 120 556 186" active={scene >= 2} />
      <g transform="translate(52 146)">
        <Screen progress={progress} />
      </g>
      <ellipse cx="405" cy="340" rx="112" ry="14" className="fill-ink/12" />
      {LEAN.map((lean, index) => {
        const landed = index < (next === -1 ? LEAN.length : next);
        return (
          <g key={lean} transform={`translate(${400 + lean} ${302 - index * 31})`}>
            <g
              className={css.shift}
              style={{ opacity: landed ? 1 : 0, transform: landed ? 'none' : 'translateY(-160px)' }}
            >
              <Slab />
            </g>
          </g>
        );
      })}
      <g transform="translate(408 92)">
        <g className={css.bob}>
          <Coin r={42} />
        </g>
      </g>
      <g transform="translate(568 134) rotate(4)">
        <Sheet done={ramp(progress, 0.5, 0.78)} sealed={scene === 3} tone="fill-coin" />
      </g>
      <Glint x={478} y={60} size={1.5} />
      <Glint x={326} y={150} size={1.1} delay={1} />
      <Glint x={500} y={206} size={0.9} delay={2} />
    </Frame>
  );
}
