'use client';

import { LoaderCircle, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { AdLink } from '@/components/earn/ad-link';
import { wayToAd } from '@/components/earn/way-to-ad';
import { Button } from '@/components/ui/button';
import { Coin } from '@/components/ui/coin';
import type { ShownQuote } from './types';

const formOf = (toolId: string): string => `/batches/new?tool=${toolId}`;

/** What is missing, and the ads that pay for it. */
function Missing({ quote, price, toolId }: { quote: ShownQuote; price: number; toolId: string }) {
  const t = useTranslations('batches.quote');
  const missing = Math.round((price - quote.available) * 1_000_000) / 1_000_000;
  if (missing <= 0) return null;
  return (
    <div className="grid gap-3">
      <p role="status" className="text-sm font-semibold text-warn">
        {t('short', { missing })}
      </p>
      {quote.ad && (
        <AdLink href={wayToAd(quote.ad.kind, { from: formOf(toolId) })} variant="coin">
          {t('watch', { count: quote.ad.count })}
        </AdLink>
      )}
    </div>
  );
}

interface StartProps {
  rows: number;
  busy: boolean;
  disabled: boolean;
  className?: string | undefined;
}

function StartButton({ rows, busy, disabled, className }: StartProps) {
  const t = useTranslations('batches.quote');
  return (
    <Button
      type="submit"
      name="step"
      value="start"
      size="lg"
      disabled={busy || disabled}
      aria-busy={busy || undefined}
      className={className}
    >
      {busy ? (
        <LoaderCircle aria-hidden className="size-4.5 animate-spin" />
      ) : (
        <Play aria-hidden className="size-4.5 fill-current" />
      )}
      {t('start', { count: rows })}
    </Button>
  );
}

/** The price of the whole, whether a sound batch is paid for, and the part that is missing. */
function readQuote(quote: ShownQuote | null, delayed: boolean) {
  const price = quote ? (delayed ? (quote.delayedPrice ?? quote.price) : quote.price) : 0;
  const sound = quote !== null && quote.rows > 0 && quote.invalid.length === 0;
  return { price, sound, covered: sound && quote.available >= price };
}

/** The same on a phone, always within reach of a thumb: price and button. */
export function QuoteBar({ toolId, quote, delayed, pending, hydrated, busy }: QuotePanelProps) {
  const t = useTranslations('batches.quote');
  const { price, sound, covered } = readQuote(quote, delayed);
  if (!hydrated || quote === null) return null;
  const ad = sound && !covered ? quote.ad : null;
  return (
    <div className="sticky bottom-[calc(4rem+env(safe-area-inset-bottom))] z-10 flex items-center justify-between gap-4 rounded-card border border-line bg-surface p-3 ps-4 shadow-float lg:hidden">
      <p className="grid leading-tight" aria-busy={pending}>
        <Coin amount={price} className="text-lg" />
        <span className="text-sm text-muted">{t('rows', { count: quote.rows })}</span>
      </p>
      {ad ? (
        <AdLink href={wayToAd(ad.kind, { from: formOf(toolId) })} variant="coin" size="lg">
          {t('watchShort', { count: ad.count })}
        </AdLink>
      ) : (
        <StartButton rows={quote.rows} busy={busy} disabled={pending || !covered} />
      )}
    </div>
  );
}

interface QuotePanelProps {
  toolId: string;
  quote: ShownQuote | null;
  delayed: boolean;
  pending: boolean;
  /** Without script the button asks instead of the page. */
  hydrated: boolean;
  busy: boolean;
}

/** What the whole batch costs, and the one button that starts it. */
export function QuotePanel({ toolId, quote, delayed, pending, hydrated, busy }: QuotePanelProps) {
  const t = useTranslations('batches.quote');
  const { price, sound, covered } = readQuote(quote, delayed);
  return (
    <section aria-labelledby="quote-title" className="rounded-card border border-line bg-surface p-5 shadow-lift">
      <div className="flex min-h-7 items-center justify-between gap-3">
        <h2 id="quote-title" className="text-lg">
          {t('title')}
        </h2>
        {pending && <LoaderCircle aria-hidden className="size-4 animate-spin text-muted" />}
      </div>
      {quote === null ? (
        <p role="status" className="mt-2 text-muted">
          {pending ? t('checking') : t('none')}
        </p>
      ) : (
        <dl className="mt-3 grid gap-2" aria-busy={pending}>
          <div className="flex items-baseline justify-between gap-3">
            <dt className="text-muted">{t('most')}</dt>
            <dd className="text-2xl font-bold">
              <Coin amount={price} />
            </dd>
          </div>
          <div className="flex items-baseline justify-between gap-3 border-t border-line pt-2 text-[0.9375rem]">
            <dt className="text-muted">{t('rows', { count: quote.rows })}</dt>
            <dd className="flex items-baseline gap-1.5 text-muted">
              {t('you')} <Coin amount={quote.available} className="text-ink" />
            </dd>
          </div>
        </dl>
      )}
      <div className="mt-4 grid gap-3">
        {quote !== null && sound && <Missing quote={quote} price={price} toolId={toolId} />}
        {quote !== null && <input type="hidden" name="seenPrice" value={price} />}
        {!hydrated && (
          <Button type="submit" name="step" value="check" variant="secondary">
            {t('check')}
          </Button>
        )}
        {(hydrated || sound) && (
          <StartButton
            rows={quote?.rows ?? 0}
            busy={busy}
            disabled={hydrated && (pending || !covered)}
            className={hydrated ? 'max-lg:hidden' : undefined}
          />
        )}
        <p className="text-sm text-muted">{t('refund')}</p>
      </div>
    </section>
  );
}
