import type { ReactNode } from 'react';
import { Frame } from './frame';
import css from './motion.module.css';
import { momentOf, type CreativeProps } from './types';

/** A wavy edge from left to right, closed at the bottom: hills, dunes, water. */
function ridge(width: number, height: number, base: number, swell: number, phase: number): string {
  const points = Array.from({ length: 13 }, (_, index) => {
    const y = base + swell * (Math.sin(index * 0.9 + phase) + 0.5 * Math.sin(index * 1.9 + phase * 2.3));
    return `${Math.round((index * width) / 12)} ${Math.round(y)}`;
  });
  return `M0 ${height}L${points.join('L')}L${width} ${height}z`;
}

const HILLS = (
  <>
    <rect width="150" height="190" className="fill-coin-soft" />
    <circle cx="98" cy="62" r="26" className="fill-kind" />
    {['fill-kind/35', 'fill-kind/50', 'fill-accent/60', 'fill-accent'].map((tone, index) => (
      <path key={tone} d={ridge(150, 190, 92 + index * 25, 9, index * 1.7)} className={tone} />
    ))}
  </>
);

const SHAPES = (
  <>
    <rect width="190" height="130" className="fill-paper" />
    <path d="M0 130V65h65a65 65 0 0 1-65 65z" className="fill-kind" />
    <path d="M65 0h65v65a65 65 0 0 1-65-65z" className="fill-accent" />
    <path d="M65 65h65v65H65z" className="fill-coin" />
    <circle cx="97" cy="97" r="20" className="fill-night" />
    <circle cx="32" cy="32" r="23" className="fill-night" />
    <path d="M130 130a65 65 0 0 1 60-65v65z" className="fill-night" />
    <path d="M138 12h44M138 28h44M138 44h44" strokeWidth="7" className="stroke-kind" />
  </>
);

const SEA = (
  <>
    <rect width="150" height="150" className="fill-night" />
    <circle cx="75" cy="70" r="38" className="fill-paper" />
    {[0, 1, 2, 3, 4, 5].map((row) => (
      <path
        key={row}
        d={ridge(150, 150, 78 + row * 13, 3, row * 2.1)}
        className={row % 2 ? 'fill-night/70' : 'fill-accent/75'}
      />
    ))}
  </>
);

const PETALS = (
  <>
    <rect width="130" height="190" className="fill-good-soft" />
    <path d="M65 190C60 150 72 130 65 92" fill="none" strokeWidth="7" className="stroke-good" />
    <path
      d="M66 150c24 0 38-12 42-34-26 0-40 10-42 34zM64 170c-22 0-34-10-38-28 22 0 36 8 38 28z"
      className="fill-good"
    />
    {Array.from({ length: 9 }, (_, index) => (
      <ellipse
        key={index}
        cx="65"
        cy="44"
        rx="12"
        ry="29"
        transform={`rotate(${index * 40} 65 72)`}
        className={index % 2 ? 'fill-kind' : 'fill-kind/65'}
      />
    ))}
    <circle cx="65" cy="72" r="15" className="fill-coin" />
  </>
);

const WALL: { x: number; y: number; width: number; height: number; art: ReactNode }[] = [
  { x: 34, y: 84, width: 150, height: 190, art: HILLS },
  { x: 222, y: 108, width: 190, height: 130, art: SHAPES },
  { x: 450, y: 98, width: 150, height: 150, art: SEA },
  { x: 638, y: 84, width: 130, height: 190, art: PETALS },
];

function Hanging({ index, shown, current }: { index: number; shown: boolean; current: boolean }) {
  const frame = WALL[index];
  if (!frame) return null;
  const { x, y, width, height, art } = frame;
  const middle = x + width / 2;
  return (
    <>
      <path
        d={`M${middle - 10} 58L${x - 34} ${y + height + 30}H${x + width + 34}L${middle + 10} 58z`}
        className={`fill-coin/20 ${css.shift}`}
        style={{ opacity: current ? 1 : 0 }}
      />
      <path
        d={`M${middle}-80v126m-14 0h28l6 14h-40z`}
        strokeWidth="4"
        strokeLinejoin="round"
        className="fill-ink stroke-ink"
      />
      <rect x={x - 7} y={y - 3} width={width + 18} height={height + 18} rx="4" className="fill-ink/15" />
      <rect
        x={x - 12}
        y={y - 12}
        width={width + 24}
        height={height + 24}
        rx="4"
        className={index % 2 ? 'fill-ink' : 'fill-coin'}
      />
      <rect x={x - 5} y={y - 5} width={width + 10} height={height + 10} className="fill-surface" />
      <svg x={x} y={y} width={width} height={height}>
        <rect width={width} height={height} className="fill-sunken" />
        <path
          d={ridge(width, height, height * 0.6, 10, index)}
          fill="none"
          strokeWidth="2.5"
          strokeDasharray="5 6"
          className="stroke-edge"
        />
        <g className={css.shift} style={{ opacity: shown ? 1 : 0 }}>
          {art}
        </g>
      </svg>
    </>
  );
}

/** Somebody who came to look, with a cat; both go from picture to picture. */
function Visitors({ x }: { x: number }) {
  return (
    <g className={css.shift} style={{ transform: `translateX(${x}px)`, transitionDuration: '2.4s' }}>
      <ellipse cy="372" cx="24" rx="86" ry="8" className="fill-ink/15" />
      <path d="M-26 370l4-86c0-26 8-38 22-38s22 12 22 38l4 86z" className="fill-kind" />
      <path d="M-2 252c-3 36-4 70-4 118" fill="none" strokeWidth="3" className="stroke-night/25" />
      <path d="M-9 230H9l4 22h-26z" className="fill-coin" />
      <path d="M-20 220a20 20 0 0 1 40 0c0 14-6 22-20 22s-20-8-20-22z" className="fill-ink" />
      <circle cy="194" r="10" className="fill-ink" />
      <path d="M-12 202H12" strokeWidth="5" strokeLinecap="round" className="stroke-coin" />
      <g transform="translate(74 370)">
        <path d="M-20 0c-4-22 2-36 14-40 2 4 10 4 14 0 6 4 6 10 4 16 8 6 10 14 10 24z" className="fill-ink" />
        <path d="M-7-34l-3-14 9 7h6l9-7-2 16z" className="fill-ink" />
        <path
          d="M20-2c20 2 22-18 12-24"
          fill="none"
          strokeWidth="7"
          strokeLinecap="round"
          className={`stroke-ink ${css.sway}`}
        />
      </g>
    </g>
  );
}

/** A wall of pictures; one sentence after the other becomes one of them. */
export function Gallery(ad: CreativeProps) {
  const { progress, scene } = momentOf(ad);
  const frame = WALL[scene];
  return (
    <Frame ad={ad} className="kind-image bg-sunken text-ink">
      <rect y="-80" width="800" height="425" className="fill-kind-soft" />
      <rect y="333" width="800" height="14" className="fill-surface" />
      <rect y="346" width="800" height="3" className="fill-line" />
      {WALL.map(({ x }, index) => (
        <Hanging key={x} index={index} shown={progress > (index + 0.25) / 4} current={index === scene} />
      ))}
      <Visitors x={frame ? frame.x + frame.width / 2 - 40 : 0} />
    </Frame>
  );
}
