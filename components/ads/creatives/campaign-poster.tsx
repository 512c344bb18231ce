import { cx } from '@/components/ui/cx';
import css from './motion.module.css';

const KINDS = ['kind-text', 'kind-image', 'kind-audio', 'kind-video'];
const RINGS = [
  { r: 430, tone: 'fill-kind/10' },
  { r: 330, tone: 'fill-kind/16' },
  { r: 230, tone: 'fill-kind/28' },
  { r: 130, tone: 'fill-kind' },
];

/** The way of the coin: above the words, and short of the clock in the corner. */
const WAY = { r: 380, from: 1.26, to: 1.42 };

const pointAt = (share: number) => {
  const angle = Math.PI * (WAY.from + share * (WAY.to - WAY.from));
  // Whole numbers: a browser writes longer ones shorter, and would seem to disagree with the server.
  return { x: Math.round(800 + Math.cos(angle) * WAY.r), y: Math.round(450 + Math.sin(angle) * WAY.r) };
};

/** The same hue for the same campaign. */
function hueOf(id: string): string {
  const sum = [...id].reduce((total, sign) => (total * 31 + sign.charCodeAt(0)) % 9_973, 7);
  return KINDS[sum % KINDS.length] ?? 'kind-text';
}

/** The ground of a poster: rings around a corner, and a coin that rises along one of them as the time goes. */
export function CampaignPoster({ id, progress }: { id: string; progress: number }) {
  const coin = pointAt(progress);
  return (
    <svg
      aria-hidden
      viewBox="0 0 800 450"
      preserveAspectRatio="xMaxYMax slice"
      className={cx('absolute inset-0 size-full bg-kind-soft rtl:-scale-x-100', hueOf(id))}
    >
      {RINGS.map(({ r, tone }) => (
        <circle key={r} cx="800" cy="450" r={r} className={tone} />
      ))}
      {Array.from({ length: 9 }, (_, index) => {
        const { x, y } = pointAt(index / 8);
        return <circle key={index} cx={x} cy={y} r="4" className="fill-kind/55" />;
      })}
      <g className={css.glide} style={{ transform: `translate(${coin.x}px, ${coin.y}px)` }}>
        <circle r="25" className="fill-coin" />
        <circle r="17.5" fill="none" strokeWidth="3" className="stroke-paper/60" />
      </g>
    </svg>
  );
}
