import { Frame } from './frame';
import css from './motion.module.css';
import { Glint, Sheet, Way } from './parts';
import { momentOf, ramp, type CreativeProps } from './types';

const LAMPS = [
  { x: 385, way: 'M232 190C270 78 350 70 385 140', shade: 'M-64 220a64 70 0 0 1 128 0z' },
  { x: 535, way: 'M232 190C290 20 480 34 535 140', shade: 'M-22 154h44l42 66H-64z' },
  { x: 685, way: 'M232 190C310-40 620-10 685 140', shade: 'M-16 150h32c4 36 22 46 50 70H-66c28-24 46-34 50-70z' },
];

function Lamp({ shade, lit, failed }: { shade: string; lit: boolean; failed: boolean }) {
  return (
    <>
      <g className={css.shift} style={{ opacity: lit ? 1 : 0 }}>
        <circle cy="210" r="104" className="fill-coin/15" />
        <path d="M-56 222h112l54 108h-220z" fill="url(#ad-light)" />
        <ellipse cy="331" rx="112" ry="13" className="fill-coin/40" />
      </g>
      <rect x="-4" y="215" width="8" height="108" className="fill-ink" />
      <path d="M-42 331c0-12 14-16 42-16s42 4 42 16z" className="fill-ink" />
      <circle cy="222" r="20" className={lit ? 'fill-coin' : 'fill-edge'} />
      <g className={css.swing}>
        <path d="M36 220v34" strokeWidth="3" className="stroke-ink" />
        <circle cx="36" cy="258" r="5.5" className="fill-ink" />
      </g>
      <path
        d={shade}
        strokeWidth="10"
        strokeLinejoin="round"
        className={failed ? 'fill-edge stroke-edge' : 'fill-accent stroke-accent'}
      />
      <path
        d="M-34 206c2-16 8-26 16-34"
        fill="none"
        strokeWidth="6"
        strokeLinecap="round"
        className="stroke-paper/35"
      />
      <path d="M-66 221h132" strokeWidth="8" strokeLinecap="round" className="stroke-ink" />
      <circle cy="144" r="8" className="fill-ink" />
      {failed &&
        [0, 1.2, 2.4].map((delay) => (
          <path
            key={delay}
            d="M0 130c-10-12 10-18 0-30s8-16 2-26"
            fill="none"
            strokeWidth="5"
            strokeLinecap="round"
            className={`stroke-muted ${css.smoke}`}
            style={{ animationDelay: `${-delay}s` }}
          />
        ))}
    </>
  );
}

/** Three providers as lamps. One goes dark; the work goes on by the light of the next. */
export function Fallback(ad: CreativeProps) {
  const { progress, scene } = momentOf(ad);
  const lit = scene === 0 ? 0 : scene === 1 ? -1 : 1;
  // Nothing is written in the dark.
  const written = ramp(progress, 0, 0.25) * 0.3 + ramp(progress, 0.5, 0.9) * 0.7;
  return (
    <Frame ad={ad} className="bg-sunken text-ink">
      <defs>
        <linearGradient id="ad-light" x2="0" y2="1" className="text-coin">
          <stop stopColor="currentColor" stopOpacity="0.6" />
          <stop offset="1" stopColor="currentColor" stopOpacity="0.08" />
        </linearGradient>
      </defs>
      <rect y="-80" width="800" height="411" className="fill-accent-soft" />
      <path d="M0-30h800M0 60h800M0 150h800M0 240h800" strokeWidth="2" className="stroke-accent/8" />
      <rect y="329" width="800" height="4" className="fill-line" />
      {LAMPS.map(({ x, way }, index) => (
        <Way key={x} d={way} active={index === lit} />
      ))}
      {LAMPS.map(({ x, shade }, index) => (
        <g key={x} transform={`translate(${x})`}>
          <Lamp shade={shade} lit={index === lit} failed={index === 0 && scene > 0} />
        </g>
      ))}
      <ellipse cx="170" cy="336" rx="90" ry="8" className="fill-ink/10" />
      <g transform="translate(84 138) rotate(-4)">
        <Sheet done={written} sealed={scene === 3} tone="fill-accent" />
      </g>
      {scene === 3 && (
        <>
          <Glint x={262} y={260} size={1.6} />
          <Glint x={66} y={126} size={1.1} delay={1.3} />
          <Glint x={250} y={130} size={0.8} delay={2.1} />
        </>
      )}
    </Frame>
  );
}
