'use client';

import { LoaderCircle, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { Button, LinkButton } from '@/components/ui/button';
import { Coin } from '@/components/ui/coin';
import type { ShownQuote } from './types';

const SHOWN_FAULTS = 8;

/** Which rows are wrong and where, the first of them. */
export function Faults({ invalid }: Pick<ShownQuote, 'invalid'>) {
  const t = useTranslations('batches.quote');
  if (invalid.length === 0) return null;
  return (
    <Alert tone="bad" role="status" title={t('faults', { count: invalid.length })}>
      <ul className="mt-1 grid gap-1.5 text-sm text-ink">
        {invalid.slice(0, SHOWN_FAULTS).map(({ row, path, message }, index) => (
          <li key={index} className="wrap-anywhere">
            <span className="font-semibold">{t('fault', { row })}</span>{' '}
            <code className="rounded bg-surface px-1">{path.replace(/^input\./, '')}</code> {message}
          </li>
        ))}
      </ul>
      {invalid.length > SHOWN_FAULTS && <p className="mt-1.5">{t('more', { count: invalid.length - SHOWN_FAULTS })}</p>}
    </Alert>
  );
}

/** What is missing, and the ads that pay for it. */
function Missing({ quote, price }: { quote: ShownQuote; price: number }) {
  const t = useTranslations('batches.quote');
  const missing = Math.round((price - quote.available) * 1_000_000) / 1_000_000;
  if (missing <= 0) return null;
  return (
    <div className="grid gap-3">
      <p role="status" className="text-sm font-semibold text-warn">
        {t('short', { missing })}
      </p>
      {quote.ad && (
        <LinkButton href={`/earn/watch?kind=${quote.ad.kind}`} variant="coin">
          {t('watch', { count: quote.ad.count })}
        </LinkButton>
      )}
    </div>
  );
}

interface QuotePanelProps {
  quote: ShownQuote | null;
  delayed: boolean;
  pending: boolean;
  /** Without script the button asks instead of the page. */
  hydrated: boolean;
  busy: boolean;
}

/** What the whole batch costs, and the one button that starts it. */
export function QuotePanel({ quote, delayed, pending, hydrated, busy }: QuotePanelProps) {
  const t = useTranslations('batches.quote');
  const price = quote ? (delayed ? (quote.delayedPrice ?? quote.price) : quote.price) : 0;
  const sound = quote !== null && quote.rows > 0 && quote.invalid.length === 0;
  const covered = sound && quote.available >= price;
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
        {sound && <Missing quote={quote} price={price} />}
        {quote !== null && <input type="hidden" name="seenPrice" value={price} />}
        {!hydrated && (
          <Button type="submit" name="step" value="check" variant="secondary">
            {t('check')}
          </Button>
        )}
        {(hydrated || sound) && (
          <Button
            type="submit"
            name="step"
            value="start"
            size="lg"
            disabled={busy || (hydrated && (pending || !covered))}
            aria-busy={busy || undefined}
          >
            {busy ? (
              <LoaderCircle aria-hidden className="size-4.5 animate-spin" />
            ) : (
              <Play aria-hidden className="size-4.5 fill-current" />
            )}
            {t('start', { count: quote?.rows ?? 0 })}
          </Button>
        )}
        <p className="text-sm text-muted">{t('refund')}</p>
      </div>
    </section>
  );
}

/** How the first rows were understood. */
export function Preview({ preview }: Pick<ShownQuote, 'preview'>) {
  const t = useTranslations('batches.quote');
  if (preview.rows.length === 0) return null;
  return (
    <section aria-labelledby="preview-title">
      <h2 id="preview-title" className="mb-2 text-lg">
        {t('preview')}
      </h2>
      <div
        tabIndex={0}
        role="region"
        aria-labelledby="preview-title"
        className="overflow-x-auto rounded-control border border-line bg-surface"
      >
        <table className="w-full border-collapse text-start text-sm">
          <thead className="bg-sunken">
            <tr>
              <th scope="col" className="w-10 px-3 py-2 text-end font-semibold text-muted">
                #
              </th>
              {preview.columns.map((name) => (
                <th key={name} scope="col" className="px-3 py-2 text-start font-mono font-semibold">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((row, index) => (
              <tr key={index} className="border-t border-line align-top">
                <td className="px-3 py-2 text-end text-muted tabular-nums">{index + 1}</td>
                {preview.columns.map((name) => (
                  <td key={name} className="max-w-72 min-w-28 px-3 py-2">
                    <span className="line-clamp-2 wrap-anywhere">{row[name]}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
