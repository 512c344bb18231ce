import { useTranslations } from 'next-intl';
import { formatCredits } from '@/lib/format';
import { cx } from './cx';

/** The coin alone; decoration, so whatever stands beside it must say the amount. */
export function CoinIcon({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 20 20" className={cx('inline-block size-[1.15em] shrink-0', className)}>
      <circle cx="10" cy="10" r="9.25" fill="#c9860a" />
      <circle cx="10" cy="9.4" r="8.6" fill="#e8a317" />
      <circle cx="10" cy="9.4" r="6.6" fill="none" stroke="#fbdc8b" strokeWidth="1.1" />
      <path
        d="M6.9 12.4V6.9L10 9.7l3.1-2.8v5.5"
        fill="none"
        stroke="#5a3a00"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** The number sits on the line of the text around it; the coin is centred on the number. */
const AMOUNT = 'inline-flex items-baseline gap-1 font-semibold whitespace-nowrap tabular-nums [&>svg]:self-center';

interface CoinProps {
  /** In credits. */
  amount: number;
  /** Puts a plus or a minus before it. */
  signed?: boolean;
  className?: string;
}

/** An amount of credits: the coin and the number, read as "5 credits". */
export function Coin({ amount, signed = false, className }: CoinProps) {
  const t = useTranslations('ui');
  const number = formatCredits(Math.abs(amount));
  const sign = amount < 0 ? '−' : signed && amount > 0 ? '+' : '';
  return (
    <span className={cx(AMOUNT, className)}>
      <CoinIcon />
      <span aria-hidden>{`${sign}${number}`}</span>
      <span className="sr-only">{t('credits', { amount: Math.abs(amount), number: `${sign}${number}` })}</span>
    </span>
  );
}

/** "from 2 to 5" as coins; one coin when both are the same. */
export function CoinRange({ from, to, className }: { from: number; to: number; className?: string }) {
  const t = useTranslations('ui');
  if (from === to) return <Coin amount={from} className={className} />;
  return (
    <span className={cx(AMOUNT, className)}>
      <CoinIcon />
      <span aria-hidden>{`${formatCredits(from)}–${formatCredits(to)}`}</span>
      <span className="sr-only">{t('creditRange', { from: formatCredits(from), to: formatCredits(to) })}</span>
    </span>
  );
}
