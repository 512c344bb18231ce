import { Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Coin } from '@/components/ui/coin';
import { Duration } from '@/components/ui/duration';
import type { Exchange } from './types';

/** What the reward buys, in whole standard runs; when it buys less than one, how many ads a run takes. */
function Worth({ reward, runPrice, of }: Exchange) {
  const t = useTranslations('home.exchange');
  if (reward >= runPrice) return <>{t('pays', { runs: Math.floor(reward / runPrice), of })}</>;
  return <>{t('takes', { ads: Math.ceil(runPrice / reward), of })}</>;
}

/** One ticket: how long to watch, torn off against what it is worth. */
function Ticket(exchange: Exchange) {
  const kinds = useTranslations('common.kinds');
  const t = useTranslations('home.exchange');
  return (
    <li className={`kind-${exchange.kind} ticket flex min-h-28 rounded-card bg-kind-soft`}>
      <div className="grid w-[34%] shrink-0 place-content-center justify-items-center gap-1.5 px-2 text-center">
        <span aria-hidden className="grid size-9 place-items-center rounded-full bg-kind text-on-accent">
          <Play className="size-4 fill-current" />
        </span>
        <span className="text-[0.9375rem] font-semibold text-kind-ink">
          <Duration seconds={exchange.watchSeconds} />
        </span>
      </div>
      <div className="flex flex-1 flex-col justify-center border-s-2 border-dashed border-page px-5 py-4">
        <span className="text-sm font-semibold text-kind-ink">{t('ad', { kind: kinds(exchange.kind) })}</span>
        <Coin amount={exchange.reward} signed className="font-display text-[1.75rem] leading-tight font-extrabold" />
        <span className="text-sm text-ink">
          <Worth {...exchange} />
        </span>
      </div>
    </li>
  );
}

export function ExchangeStrip({ exchanges }: { exchanges: Exchange[] }) {
  return (
    <ul className="grid gap-3 md:grid-cols-3 md:gap-4">
      {exchanges.map((exchange) => (
        <Ticket key={exchange.kind} {...exchange} />
      ))}
    </ul>
  );
}
