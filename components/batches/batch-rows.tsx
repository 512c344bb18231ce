import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Coin } from '@/components/ui/coin';
import { RowBadge } from './batch-badge';
import type { BatchRowView } from './types';

const REASONS = [
  'invalid_input',
  'moderated',
  'provider_unavailable',
  'provider_timeout',
  'empty_output',
  'cut_short',
  'interrupted',
  'wrong_form',
  'account_closed',
] as const;

type KnownReason = (typeof REASONS)[number];
const isKnown = (reason: string): reason is KnownReason => (REASONS as readonly string[]).includes(reason);

/** What was asked in a row, on one line: its main words first. */
function asked({ input }: BatchRowView): string {
  return Object.values(input)
    .filter(Boolean)
    .map((value) => value.replace(/\s+/g, ' '))
    .join(' · ');
}

function Row({ row }: { row: BatchRowView }) {
  const t = useTranslations('batches');
  const { reason } = row;
  const why = row.status === 'failed' ? t(`reason.${reason && isKnown(reason) ? reason : 'other'}`) : null;
  return (
    <li className="relative grid grid-cols-[2.5rem_1fr_auto] gap-x-3 gap-y-1 border-t border-line px-4 py-3 first:border-t-0 has-[a:hover]:bg-sunken/60 md:grid-cols-[3rem_minmax(0,2fr)_minmax(0,3fr)_8rem]">
      <span className="row-span-3 pt-0.5 text-end text-sm text-muted tabular-nums md:row-span-1">{row.row}</span>
      <p className="line-clamp-2 text-[0.9375rem] font-medium wrap-anywhere">
        {row.runId ? (
          <Link
            href={`/runs/${row.runId}`}
            prefetch={false}
            aria-label={t('one.receiptOf', { row: row.row })}
            className="after:absolute after:inset-0"
          >
            {asked(row)}
          </Link>
        ) : (
          asked(row)
        )}
      </p>
      <p className="col-start-2 line-clamp-2 text-[0.9375rem] wrap-anywhere text-muted max-md:row-start-2 md:col-start-3">
        {row.preview?.replace(/\s+/g, ' ') ?? (why && <span className="text-bad">{why}</span>)}
      </p>
      <div className="flex flex-wrap items-start justify-end gap-x-3 gap-y-1 max-md:col-start-3 max-md:row-span-2 max-md:row-start-1 max-md:flex-col max-md:items-end">
        <RowBadge status={row.status} />
        {row.finishedAt && <Coin amount={row.credits.charged} className="text-sm" />}
      </div>
    </li>
  );
}

/** The rows of a batch with what became of them; each that has begun leads to its answer and receipt. */
export function BatchRows({ rows }: { rows: BatchRowView[] }) {
  const t = useTranslations('batches.one');
  if (rows.length === 0)
    return <p className="rounded-card border border-dashed border-edge/50 p-8 text-center text-muted">{t('none')}</p>;
  return (
    <ol className="overflow-hidden rounded-card border border-line bg-surface">
      {rows.map((row) => (
        <Row key={row.row} row={row} />
      ))}
    </ol>
  );
}
