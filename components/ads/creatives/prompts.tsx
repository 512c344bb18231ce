import { Frame } from './frame';
import css from './motion.module.css';
import { Coin } from './parts';
import { momentOf, type CreativeProps } from './types';

/** One prompt, three words: the same boat in the morning, at noon and at night. */
const PICTURES = [
  {
    x: 470,
    y: 54,
    sky: 'fill-coin-soft',
    sun: 'fill-kind',
    sunY: 66,
    sea: 'fill-kind/45',
    sail: 'fill-paper',
    way: 'M264 150C330 80 400 50 462 104',
  },
  {
    x: 612,
    y: 130,
    sky: 'fill-accent-soft',
    sun: 'fill-coin',
    sunY: 32,
    sea: 'fill-accent/60',
    sail: 'fill-paper',
    way: 'M268 170C360 130 480 210 602 188',
  },
  {
    x: 446,
    y: 194,
    sky: 'fill-night',
    sun: 'fill-paper',
    sunY: 34,
    sea: 'fill-accent',
    sail: 'fill-coin',
    way: 'M266 186C330 200 380 246 436 252',
  },
];

type PictureLook = (typeof PICTURES)[number];

function Picture({ look, painted }: { look: PictureLook; painted: boolean }) {
  return (
    <g transform={`translate(${look.x} ${look.y})`}>
      <rect x="5" y="8" width="146" height="124" rx="8" className="fill-ink/12" />
      <rect width="146" height="124" rx="8" strokeWidth="2" className="fill-surface stroke-line" />
      <svg x="10" y="10" width="126" height="104" viewBox="0 0 126 104">
        <rect width="126" height="104" className="fill-sunken" />
        <path
          d="M38 78h52l-10 14H48zM62 74V34l26 38z"
          fill="none"
          strokeWidth="2.5"
          strokeDasharray="5 5"
          className="stroke-edge"
        />
        <g className={css.shift} style={{ opacity: painted ? 1 : 0 }}>
          <rect width="126" height="104" className={look.sky} />
          <circle cx="96" cy={look.sunY} r="15" className={look.sun} />
          <path d="M0 72c20-6 42 6 63 0s42-6 63 0v32H0z" className={look.sea} />
          <g className={css.sway}>
            <path d="M60 74V26l-26 46zM65 74V32l24 40z" className={look.sail} />
            <path d="M30 77h66l-11 14H42z" className="fill-night" />
          </g>
          <path d="M0 90c20-5 42 5 63 0s42-5 63 0v14H0z" className={look.sea} />
        </g>
      </svg>
    </g>
  );
}

function PromptCard({ word }: { word: number }) {
  return (
    <g transform="translate(56 92) rotate(-3)">
      <rect x="6" y="9" width="206" height="132" rx="16" className="fill-ink/12" />
      <rect width="206" height="132" rx="16" strokeWidth="2" className="fill-surface stroke-line" />
      <path
        d="M34 22c-12 0-4 14-14 16 10 2 2 16 14 16M172 22c12 0 4 14 14 16-10 2-2 16-14 16"
        fill="none"
        strokeWidth="5"
        strokeLinecap="round"
        className="stroke-kind"
      />
      <path d="M54 38h96" strokeWidth="9" strokeLinecap="round" className="stroke-ink" />
      <path d="M24 78h50M154 78h28M24 104h120" strokeWidth="7" strokeLinecap="round" className="stroke-edge" />
      <rect x="86" y="64" width="56" height="28" rx="14" className={['fill-kind', 'fill-coin', 'fill-accent'][word]} />
      <path d="M102 78h24" strokeWidth="6" strokeLinecap="round" className="stroke-paper" />
    </g>
  );
}

const HEAP = [
  [0, 0],
  [-30, 0],
  [30, 0],
  [-15, -22],
  [15, -22],
  [-32, -36],
  [2, -44],
  [34, -34],
] as const;

function Jar({ coins }: { coins: number }) {
  return (
    <g transform="translate(318 0)">
      <ellipse cy="334" rx="70" ry="9" className="fill-ink/12" />
      <path
        d="M-56 226c-8 8-8 14-8 22v66c0 12 6 18 18 18h92c12 0 18-6 18-18v-66c0-8 0-14-8-22z"
        className="fill-surface/70"
      />
      {HEAP.map(([x, y], index) => (
        <g key={`${x} ${y}`} transform={`translate(${x} ${312 + y})`}>
          <g
            className={css.shift}
            style={{ opacity: index < coins ? 1 : 0, transform: index < coins ? 'none' : 'translateY(-70px)' }}
          >
            <Coin r={16} />
          </g>
        </g>
      ))}
      <path
        d="M-56 226c-8 8-8 14-8 22v66c0 12 6 18 18 18h92c12 0 18-6 18-18v-66c0-8 0-14-8-22z"
        fill="none"
        strokeWidth="5"
        className="stroke-edge"
      />
      <rect x="-60" y="214" width="120" height="14" rx="7" className="fill-edge" />
      <path d="M-48 254v44" strokeWidth="7" strokeLinecap="round" className="stroke-paper/70" />
    </g>
  );
}

/** A prompt card travels; what is asked again costs nothing, and the coin stays in the jar. */
export function Prompts(ad: CreativeProps) {
  const { progress, scene } = momentOf(ad);
  const at = Math.min(2, scene);
  const look = PICTURES[at];
  const back = look ? `M${look.x} ${look.y + 60}C${look.x - 60} ${look.y + 30} 330 120 318 236` : '';
  return (
    <Frame ad={ad} className="kind-image bg-sunken text-ink">
      <rect y="-80" width="800" height="411" className="fill-kind-soft" />
      <path d="M0 250c120-60 220-40 330-74S600 60 800 96v235H0z" className="fill-kind/10" />
      <rect y="329" width="800" height="4" className="fill-line" />
      {PICTURES.map(({ way }, index) => (
        <path
          key={way}
          d={way}
          fill="none"
          strokeWidth="4"
          strokeLinecap="round"
          strokeDasharray="2 14"
          className={index === at ? `stroke-kind ${css.flow}` : 'stroke-edge/60'}
        />
      ))}
      {PICTURES.map((picture, index) => (
        <Picture key={picture.way} look={picture} painted={progress > (index + 0.4) / 4} />
      ))}
      <Jar coins={Math.floor(progress * 8.9)} />
      <PromptCard word={at} />
      {look && (
        <>
          <g key={look.way} className={css.fly} style={{ offsetPath: `path('${look.way}')` }}>
            <rect x="-26" y="-18" width="52" height="36" rx="7" strokeWidth="2" className="fill-surface stroke-kind" />
            <path d="M-14-5h28M-14 6h16" strokeWidth="5" strokeLinecap="round" className="stroke-kind" />
          </g>
          <g key={back} className={css.fly} style={{ offsetPath: `path('${back}')`, animationDelay: '2.2s' }}>
            <Coin r={13} />
          </g>
        </>
      )}
    </Frame>
  );
}
