import { Frame } from './frame';
import css from './motion.module.css';
import { Glint } from './parts';
import { momentOf, ramp, type CreativeProps } from './types';

/** Leaves in the order they unfold: where on the stem, to which side, how large. */
const LEAVES = [
  { x: 400, y: 238, turn: -62, size: 0.85 },
  { x: 402, y: 222, turn: 58, size: 1 },
  { x: 398, y: 186, turn: -54, size: 1.1 },
  { x: 403, y: 160, turn: 50, size: 1 },
  { x: 400, y: 128, turn: -46, size: 0.8 },
  { x: 402, y: 112, turn: 44, size: 0.7 },
];
const STEM = 'M400 262C394 220 408 190 400 160S398 110 402 78';

function Window({ progress }: { progress: number }) {
  const angle = Math.PI * (1.08 - 1.16 * progress);
  return (
    <>
      <rect x="176" y="-26" width="448" height="334" rx="18" className="fill-surface" />
      <svg x="192" y="-12" width="416" height="306" viewBox="192 -12 416 306">
        <rect x="192" y="-12" width="416" height="306" className="fill-accent-soft" />
        <rect
          x="192"
          y="-12"
          width="416"
          height="306"
          className="fill-kind/30"
          style={{ opacity: ramp(progress, 0.7, 1) }}
        />
        <circle cx={400 + 176 * Math.cos(angle)} cy={262 - 160 * Math.sin(angle)} r="34" className="fill-coin" />
        <path d="M192 232c60-34 110-30 160-8s120 0 160-14 70-10 96 0v90H192z" className="fill-good-soft" />
        <path d="M192 232c60-34 110-30 160-8s120 0 160-14 70-10 96 0v90H192z" className="fill-good/35" />
        <path d="M192 262c70-30 130-10 200-4s140-30 216-16v60H192z" className="fill-good/55" />
        <g className={css.bob}>
          <path d="M236 96c0-16 24-20 30-6 14-6 28 4 24 18h-60c-10-4-4-14 6-12z" className="fill-paper/80" />
        </g>
      </svg>
      <path d="M400-12v306M192 136h416" strokeWidth="12" className="stroke-surface" />
      <rect x="192" y="-12" width="416" height="306" fill="none" strokeWidth="3" className="stroke-line" />
      <rect x="160" y="300" width="480" height="18" rx="6" className="fill-surface" />
    </>
  );
}

function Flower({ open }: { open: number }) {
  return (
    <g transform="translate(402 74)">
      <g className={css.shift} style={{ transform: `scale(${open})`, transformOrigin: '50% 50%' }}>
        {Array.from({ length: 8 }, (_, index) => (
          <ellipse
            key={index}
            cy="-30"
            rx="16"
            ry="28"
            transform={`rotate(${index * 45})`}
            className={index % 2 ? 'fill-kind' : 'fill-kind-ink'}
          />
        ))}
        <circle r="20" className="fill-coin" />
        <circle r="13" fill="none" strokeWidth="3" className="stroke-paper/60" />
      </g>
    </g>
  );
}

function Plant({ progress }: { progress: number }) {
  const grown = 0.16 + 0.84 * ramp(progress, 0, 0.82);
  return (
    <g className={css.sway}>
      <path
        d={STEM}
        fill="none"
        strokeWidth="9"
        strokeLinecap="round"
        pathLength="1"
        strokeDasharray="1 1"
        strokeDashoffset={1 - grown}
        className="stroke-good"
      />
      {LEAVES.map(({ x, y, turn, size }, index) => {
        const open = progress > 0.06 + index * 0.13;
        return (
          <g key={y} transform={`translate(${x} ${y}) rotate(${turn}) scale(${size})`}>
            <g className={css.shift} style={{ transform: open ? 'none' : 'scale(0)', transformOrigin: '50% 100%' }}>
              <path d="M0 0C-32-24-30-62 0-92 30-62 32-24 0 0z" className="fill-good" />
              <path d="M0 0C-32-24-30-62 0-92z" className="fill-paper/20" />
              <path d="M0-6v-66" strokeWidth="3" strokeLinecap="round" className="stroke-night/25" />
            </g>
          </g>
        );
      })}
      <Flower open={progress > 0.82 ? 1 : 0} />
    </g>
  );
}

function Pot() {
  return (
    <>
      <ellipse cx="400" cy="352" rx="96" ry="11" className="fill-ink/15" />
      <path d="M332 268h136l-14 74c-2 8-6 10-14 10h-80c-8 0-12-2-14-10z" className="fill-kind" />
      <path d="M332 268h42l4 84h-18c-8 0-12-2-14-10z" className="fill-paper/15" />
      <path d="M345 312h111" strokeWidth="8" strokeDasharray="2 16" strokeLinecap="round" className="stroke-paper/60" />
      <rect x="322" y="252" width="156" height="28" rx="9" className="fill-kind" />
      <rect x="322" y="270" width="156" height="10" rx="5" className="fill-night/15" />
    </>
  );
}

function WateringCan({ pouring }: { pouring: boolean }) {
  return (
    <g
      className={css.shift}
      style={{ transform: pouring ? 'translate(-44px, -66px) rotate(-22deg)' : 'none', transformOrigin: '50% 50%' }}
    >
      <path d="M660 288c36-26 62 4 44 46" fill="none" strokeWidth="10" className="stroke-accent" />
      <path d="M604 276h84l10 68c1 6-2 8-8 8h-88c-6 0-9-2-8-8z" className="fill-accent" />
      <path d="M600 324l-58-48" strokeWidth="13" strokeLinecap="round" className="stroke-accent" />
      <path d="M528 286l24-26" strokeWidth="10" strokeLinecap="round" className="stroke-accent-strong" />
      <path d="M612 288l-6 44" strokeWidth="7" strokeLinecap="round" className="stroke-paper/35" />
    </g>
  );
}

/** Five days, leaf by leaf, until it flowers. */
export function Garden(ad: CreativeProps) {
  const { progress, scene } = momentOf(ad);
  return (
    <Frame ad={ad} className="kind-video bg-sunken text-ink">
      <rect y="-80" width="800" height="428" className="fill-kind-soft" />
      <Window progress={progress} />
      <rect y="346" width="800" height="4" className="fill-line" />
      <g transform="translate(64 42) scale(0.84)">
        <Plant progress={progress} />
      </g>
      <Pot />
      {scene === 1 && !ad.reducedMotion && (
        <path
          d="M478 214l-6 34M462 222l-6 26M492 226l-6 26"
          strokeWidth="5"
          strokeLinecap="round"
          strokeDasharray="8 8"
          className={`stroke-accent ${css.flow}`}
        />
      )}
      <WateringCan pouring={scene === 1} />
      {Array.from({ length: 5 }, (_, day) => (
        <g key={day} transform={`translate(${92 + day * 40} 366)`}>
          <circle
            r="13"
            strokeWidth="3"
            className={day <= scene ? 'fill-coin stroke-coin' : 'fill-surface stroke-line'}
          />
          {day <= scene && (
            <path
              d="M-5 0l4 4 7-8"
              fill="none"
              strokeWidth="3.5"
              strokeLinecap="round"
              strokeLinejoin="round"
              className="stroke-night"
            />
          )}
        </g>
      ))}
      {scene === 4 && (
        <>
          <g transform="translate(486 66)">
            <g className={css.bob}>
              <path
                className={`fill-accent ${css.flap}`}
                d="M0 0c-30-30-44 4-10 10-26 8-8 30 10 0 18 30 36 8 10 0 34-6 20-40-10-10z"
              />
            </g>
          </g>
          <Glint x={312} y={62} size={1.4} />
          <Glint x={474} y={130} size={1} delay={1.4} />
        </>
      )}
    </Frame>
  );
}
