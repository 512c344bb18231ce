import {
  ArrowUpRight,
  CirclePause,
  CircleX,
  Clapperboard,
  Coins,
  Image as Picture,
  Layers,
  Mic,
  MessageSquareText,
  Type,
} from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Coin } from '@/components/ui/coin';
import { cx } from '@/components/ui/cx';
import { When } from '@/components/ui/when';
import type { NoticeView } from '@/lib/notices/types';

const KIND_ICONS = { text: Type, image: Picture, audio: Mic, video: Clapperboard } as const;

/** Where a notice leads. */
export function noticeHref({ kind, data }: NoticeView): string {
  if (kind === 'batch_done' || kind === 'batch_paused') return `/batches/${data.batchId}`;
  if (kind === 'run_done' || kind === 'run_failed') return `/runs/${data.runId}`;
  return `/runs/${data.runId}#problem`;
}

function Mark({ notice }: { notice: NoticeView }) {
  const round = 'grid size-11 shrink-0 place-items-center rounded-full [&_svg]:size-5';
  switch (notice.kind) {
    case 'run_done': {
      const Icon = KIND_ICONS[notice.data.kind];
      return (
        <span className={cx(round, `kind-${notice.data.kind} bg-kind-soft text-kind-ink`)}>
          <Icon aria-hidden />
        </span>
      );
    }
    case 'run_failed':
      return (
        <span className={cx(round, 'bg-bad-soft text-bad')}>
          <CircleX aria-hidden />
        </span>
      );
    case 'batch_done':
      return (
        <span className={cx(round, 'bg-accent-soft text-accent-strong')}>
          <Layers aria-hidden />
        </span>
      );
    case 'batch_paused':
      return (
        <span className={cx(round, 'bg-warn-soft text-warn')}>
          <CirclePause aria-hidden />
        </span>
      );
    case 'problem_refunded':
      return (
        <span className={cx(round, 'bg-coin-soft text-coin-ink')}>
          <Coins aria-hidden />
        </span>
      );
    case 'problem_declined':
      return (
        <span className={cx(round, 'bg-sunken text-muted')}>
          <MessageSquareText aria-hidden />
        </span>
      );
  }
}

/** The sentence, the line below it, and what the link says. */
function useWords(): (notice: NoticeView, tool: string) => { said: ReactNode; detail: string | null; open: string } {
  const t = useTranslations('notices');
  return (notice, tool) => {
    switch (notice.kind) {
      case 'run_done':
        return { said: t('said.run_done', { tool }), detail: notice.data.title ?? null, open: t('open.run') };
      case 'run_failed':
        return { said: t('said.run_failed', { tool }), detail: t('detail.run_failed'), open: t('open.run_failed') };
      case 'batch_done':
        return {
          said: t('said.batch_done', { tool }),
          detail: t('detail.batch_done', notice.data),
          open: t('open.batch'),
        };
      case 'batch_paused':
        return {
          said: t('said.batch_paused', { tool }),
          detail: t('detail.batch_paused', notice.data),
          open: t('open.batch'),
        };
      case 'problem_refunded': {
        const amount = () => <Coin amount={notice.data.amount} />;
        return {
          said: t.rich('said.problem_refunded', { amount }),
          detail: notice.data.answer ?? null,
          open: t('open.problem'),
        };
      }
      case 'problem_declined':
        return { said: t('said.problem_declined'), detail: notice.data.answer, open: t('open.problem') };
    }
  };
}

/** Everything one was told; the whole line leads to what it is about. */
export function NoticeList({ items, toolNames }: { items: readonly NoticeView[]; toolNames: Record<string, string> }) {
  const t = useTranslations('notices');
  const wordsOf = useWords();
  return (
    <ul className="overflow-hidden rounded-card border border-line bg-surface">
      {items.map((notice) => {
        const { said, detail, open } = wordsOf(notice, toolNames[notice.data.toolId] ?? notice.data.toolId);
        const isNew = notice.readAt === null;
        return (
          <li
            key={notice.id}
            className={cx(
              'relative flex gap-4 border-t border-line p-4 first:border-t-0 hover:bg-sunken sm:px-6 sm:py-5',
              isNew && 'bg-accent-soft/45',
            )}
          >
            <Mark notice={notice} />
            <div className="grid min-w-0 flex-1 gap-1">
              <p
                className={cx('flex items-baseline gap-2.5 text-[1.0625rem]', isNew ? 'font-semibold' : 'font-medium')}
              >
                {isNew && (
                  <span className="size-2.5 shrink-0 rounded-full bg-accent">
                    <span className="sr-only">{t('unread')}</span>
                  </span>
                )}
                <span>{said}</span>
              </p>
              {detail && <p className="line-clamp-3 wrap-anywhere text-muted">{detail}</p>}
              <p className="flex flex-wrap items-center justify-between gap-x-4 text-sm">
                <span className="text-muted">
                  <When at={notice.createdAt} />
                </span>
                <Link
                  href={noticeHref(notice)}
                  className="inline-flex items-center gap-1 font-semibold text-accent-strong after:absolute after:inset-0"
                >
                  {open}
                  <ArrowUpRight aria-hidden className="size-4 rtl:-scale-x-100" />
                </Link>
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
