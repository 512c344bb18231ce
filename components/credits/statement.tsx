import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { cx } from '@/components/ui/cx';
import { When } from '@/components/ui/when';
import { formatCredits } from '@/lib/format';
import type { StatementEntry } from '@/lib/credits/types';

/** What the movement was about, in words; where it has a page, the words lead there. */
function Subject({ entry }: { entry: StatementEntry }) {
  const t = useTranslations('credits');
  const words = entry.kind === 'grant' && entry.source ? t(`granted.${entry.source}`) : t(`kind.${entry.kind}`);
  if (entry.ref.type !== 'run') return <>{words}</>;
  return (
    <Link
      href={`/runs/${entry.ref.id}`}
      className="underline decoration-line decoration-2 underline-offset-4 hover:decoration-current"
    >
      {words}
    </Link>
  );
}

/** Codes have sentences in the catalog; an operator's own words stand as they are. */
function Reason({ reason }: { reason: string }) {
  const t = useTranslations('credits.reasons');
  const key = reason as Parameters<typeof t>[0];
  return <p className="text-sm text-muted">{t.has(key) ? t(key) : reason}</p>;
}

function Entry({ entry }: { entry: StatementEntry }) {
  const t = useTranslations('credits');
  const gain = entry.amount >= 0;
  const Arrow = gain ? ArrowDownLeft : ArrowUpRight;
  return (
    <li className="grid grid-cols-[auto_1fr_auto] items-start gap-x-3 py-3.5">
      <span
        aria-hidden
        className={cx(
          'mt-0.5 grid size-9 place-items-center rounded-full',
          gain ? 'bg-good-soft text-good' : 'bg-sunken text-muted',
        )}
      >
        <Arrow className="size-4.5" />
      </span>
      <div className="min-w-0">
        <p className="font-medium">
          <Subject entry={entry} />
        </p>
        {entry.reason && <Reason reason={entry.reason} />}
        <p className="text-sm text-muted">
          <When at={entry.createdAt} />
        </p>
      </div>
      <div className="text-end">
        <Coin amount={entry.amount} signed className={gain ? 'text-good' : undefined} />
        <p className="text-sm text-muted tabular-nums">
          {t('balanceAfter', { amount: formatCredits(entry.balanceAfter) })}
        </p>
      </div>
    </li>
  );
}

interface StatementProps {
  entries: StatementEntry[];
  /** Addresses of other pages of the list, where there are any. */
  newerHref: string | null;
  olderHref: string | null;
}

export function Statement({ entries, newerHref, olderHref }: StatementProps) {
  const t = useTranslations('credits');
  return (
    <Card>
      <CardHeader title={t('statement.title')} />
      {entries.length === 0 ? (
        <p className="text-muted">{t('statement.empty')}</p>
      ) : (
        <ul className="-mt-2 divide-y divide-line">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {(newerHref || olderHref) && (
        <nav aria-label={t('statement.pages')} className="mt-4 flex justify-between gap-3">
          {newerHref ? (
            <LinkButton href={newerHref} variant="secondary">
              {t('statement.newest')}
            </LinkButton>
          ) : (
            <span />
          )}
          {olderHref && (
            <LinkButton href={olderHref} variant="secondary">
              {t('statement.older')}
            </LinkButton>
          )}
        </nav>
      )}
    </Card>
  );
}
