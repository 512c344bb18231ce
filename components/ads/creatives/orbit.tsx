import { cx } from '@/components/ui/cx';
import { Frame } from './frame';
import css from './motion.module.css';
import { momentOf, type CreativeProps } from './types';

/** Each tool is a planet: its hue, its glyph, its path. Seconds are for one round. */
const PLANETS = [
  { kind: 'kind-text', rx: 128, ry: 44, seconds: 15, start: 2.4, glyph: 'M-12-7h24M-12 1h24M-12 9h14' },
  { kind: 'kind-image', rx: 206, ry: 74, seconds: 24, start: 5.6, glyph: 'M-14 9l9-13 6 8 4-5 9 10zM7-9h.1' },
  { kind: 'kind-audio', rx: 284, ry: 104, seconds: 34, start: 3.9, glyph: 'M-13-3v6M-6-9v18M1-5v10M8-11v22M14-3v6' },
  { kind: 'kind-video', rx: 360, ry: 132, seconds: 46, start: 0.5, glyph: 'M-6-10v20L11 0z' },
];
const TILT = -8;

/** Scattered the same way on every screen: multiples of two irrational steps. */
const STARS = Array.from({ length: 44 }, (_, index) => ({
  x: Math.round(((index * 0.6180339) % 1) * 800),
  y: Math.round(((index * 0.7548776) % 1) * 380) - 50,
  r: 0.9 + (index % 4) * 0.55,
}));

function Planet({ index, seconds, named }: { index: number; seconds: number; named: boolean }) {
  const planet = PLANETS[index];
  if (!planet) return null;
  const angle = planet.start + (seconds / planet.seconds) * 2 * Math.PI;
  const near = (Math.sin(angle) + 1) / 2;
  const x = planet.rx * Math.cos(angle);
  const y = planet.ry * Math.sin(angle);
  const size = (0.78 + 0.34 * near) * (named ? 1.3 : 1);
  return (
    <g
      className={cx(planet.kind, css.glide)}
      style={{
        transform: `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) scale(${size.toFixed(3)})`,
        transformOrigin: '0 0',
        transformBox: 'view-box',
      }}
    >
      <g transform={`rotate(${-TILT})`}>
        {named && (
          <>
            <circle r="46" className="fill-paper/12" />
            <circle
              r="40"
              fill="none"
              strokeWidth="2.5"
              strokeDasharray="3 9"
              strokeLinecap="round"
              className={cx('stroke-paper', css.spin)}
            />
          </>
        )}
        <circle r="30" className="fill-night" />
        <circle r="30" className="fill-kind" />
        <path d="M18-24A30 30 0 1 1-24 18 34 34 0 0 0 18-24z" className="fill-night/25" />
        <path
          d={planet.glyph}
          strokeWidth="4.5"
          strokeLinecap="round"
          strokeLinejoin="round"
          className={cx('stroke-paper', index === 3 ? 'fill-paper' : 'fill-none')}
        />
      </g>
    </g>
  );
}

function Sun() {
  return (
    <>
      <circle r="92" className="fill-coin/10" />
      <circle r="68" className={cx('fill-coin/20', css.twinkle)} style={{ animationDuration: '6s' }} />
      <g className={css.spin}>
        {Array.from({ length: 16 }, (_, index) => (
          <path
            key={index}
            d={`M0-${index % 2 ? 66 : 60}v${index % 2 ? 9 : 5}`}
            strokeWidth="4"
            strokeLinecap="round"
            transform={`rotate(${index * 22.5})`}
            className="stroke-coin"
          />
        ))}
        <circle r="70" fill="none" />
      </g>
      <circle r="46" className="fill-coin" />
      <path
        d="M-30-12a33 33 0 0 1 22-19"
        fill="none"
        strokeWidth="6"
        strokeLinecap="round"
        className="stroke-paper/60"
      />
      <path
        d="M-16 15v-28L0 2l16-15v28"
        fill="none"
        strokeWidth="8"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-night/80"
      />
    </>
  );
}

/** All tools go round one small sun at night; one after the other comes into view. */
export function Orbit(ad: CreativeProps) {
  const { scene } = momentOf(ad);
  // Where motion is unwelcome, each scene is one still.
  const seconds = ad.reducedMotion ? scene * 7 : ad.positionSeconds;
  const isFar = (index: number) =>
    Math.sin((PLANETS[index]?.start ?? 0) + (seconds / (PLANETS[index]?.seconds ?? 1)) * 2 * Math.PI) < 0;
  const draw = (far: boolean) =>
    PLANETS.map(({ kind }, index) =>
      isFar(index) === far ? <Planet key={kind} index={index} seconds={seconds} named={index === scene - 1} /> : null,
    );
  return (
    <Frame ad={ad} className="bg-night text-paper">
      <rect y="-80" width="800" height="480" className="fill-accent/10" />
      {STARS.map(({ x, y, r }, index) => (
        <circle
          key={x}
          cx={x}
          cy={y}
          r={r}
          className={cx('fill-paper', index % 3 === 0 && css.twinkle)}
          style={{ animationDelay: `${-(index % 7) * 0.6}s` }}
          opacity={0.75}
        />
      ))}
      <g transform={`translate(400 168) rotate(${TILT})`}>
        <g fill="none" strokeWidth="1.8">
          {PLANETS.map(({ kind, rx, ry }, index) => (
            <ellipse
              key={kind}
              rx={rx}
              ry={ry}
              className={index === scene - 1 ? 'stroke-paper/70' : 'stroke-paper/22'}
            />
          ))}
        </g>
        {draw(true)}
        <g transform={`rotate(${-TILT})`}>
          <Sun />
        </g>
        {draw(false)}
      </g>
      <path d="M0 366c120-40 210-34 330-14s280 22 470-26v80H0z" className="fill-accent/25" />
      <path d="M0 384c160-30 260-10 400-6s270-8 400-22v50H0z" className="fill-night" />
      <g transform="translate(640 326)" className="fill-night">
        <path d="M-32 40V16h64v24zM-30 14a30 30 0 0 1 60 0z" />
        <path d="M-2 8l22-38 13 8L12 14z" />
        <rect x="-6" y="22" width="12" height="18" className="fill-coin" />
      </g>
    </Frame>
  );
}
