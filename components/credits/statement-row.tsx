import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Coin } from '@/components/ui/coin';
import { formatCredits } from '@/lib/format';
import type { StatementEntry } from '@/lib/credits/types';
import { MovementIcon } from './movement-icon';
import type { Subject } from './types';
import { movementWords, reasonWords, useSubjectWords } from './words';

function Clock({ at }: { at: string }) {
  const format = useFormatter();
  const time = format.dateTime(new Date(at), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {time}
    </time>
  );
}

function Debt({ debt }: { debt: number }) {
  const t = useTranslations('credits.statement');
  if (debt === 0) return null;
  return (
    <p className="text-sm text-warn">
      {t(debt > 0 ? 'debtMade' : 'debtPaid', { amount: formatCredits(Math.abs(debt)) })}
    </p>
  );
}

/** A run leads to its page as long as it has one; everything leads to the page that explains the movement. */
export function StatementRow({ entry, subject }: { entry: StatementEntry; subject: Subject | undefined }) {
  const t = useTranslations('credits');
  const words = movementWords(t, entry);
  const about = useSubjectWords()(entry.ref, subject);
  const reason = reasonWords(t, entry);
  const toRun = entry.ref.type === 'run' && !(subject?.type === 'run' && subject.deleted);
  return (
    <li className="relative grid grid-cols-[auto_1fr_auto] items-start gap-x-3 py-3.5 transition-colors hover:bg-sunken/60 sm:-mx-3 sm:px-3">
      <MovementIcon entry={entry} subject={subject} />
      <div className="min-w-0">
        <p className="font-medium">
          <Link
            href={toRun ? `/runs/${entry.ref.id}` : entry.link}
            className="after:absolute after:inset-0 after:rounded-control"
          >
            {words}
          </Link>
        </p>
        {about && <p className="line-clamp-1 text-sm wrap-anywhere">{about}</p>}
        {reason && !(subject?.type === 'ad' && entry.kind === 'grant') && (
          <p className="line-clamp-2 text-sm wrap-anywhere text-muted">{reason}</p>
        )}
        <Debt debt={entry.debt} />
        <p className="mt-0.5 flex flex-wrap items-center gap-x-3 text-sm text-muted">
          <Clock at={entry.createdAt} />
          {toRun && (
            <Link
              href={entry.link}
              aria-label={t('statement.detailsOf', { what: words, amount: formatCredits(entry.amount) })}
              className="relative z-1 -my-2.5 inline-flex min-h-11 items-center px-1 font-medium underline decoration-line decoration-2 underline-offset-4 hover:text-ink hover:decoration-current"
            >
              {t('statement.details')}
            </Link>
          )}
        </p>
      </div>
      <div className="text-end">
        <Coin amount={entry.amount} signed className={entry.amount > 0 ? 'text-good' : undefined} />
        <p className="text-sm text-muted tabular-nums">
          {t('balanceAfter', { amount: formatCredits(entry.balanceAfter) })}
        </p>
      </div>
    </li>
  );
}
