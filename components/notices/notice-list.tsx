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
  Undo2,
} from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Coin } from '@/components/ui/coin';
import { cx } from '@/components/ui/cx';
import { When } from '@/components/ui/when';
import { formatCredits } from '@/lib/format';
import type { NoticeView } from '@/lib/notices/types';

const KIND_ICONS = { text: Type, image: Picture, audio: Mic, video: Clapperboard } as const;

/** Where a notice leads. */
export function noticeHref({ kind, data }: NoticeView): string {
  if (kind === 'batch_done' || kind === 'batch_paused') return `/batches/${data.batchId}`;
  if (kind === 'ad_paid' || kind === 'ad_refused' || kind === 'ad_reversed') return '/credits';
  if (kind === 'offer_paid' || kind === 'offer_refused') return '/credits';
  if (kind === 'run_done' || kind === 'run_failed') return `/runs/${data.runId}`;
  return `/runs/${data.runId}#problem`;
}

const MARKS = {
  run_failed: [CircleX, 'bg-bad-soft text-bad'],
  batch_done: [Layers, 'bg-accent-soft text-accent-strong'],
  batch_paused: [CirclePause, 'bg-warn-soft text-warn'],
  problem_refunded: [Coins, 'bg-coin-soft text-coin-ink'],
  problem_declined: [MessageSquareText, 'bg-sunken text-muted'],
  ad_paid: [Coins, 'bg-coin-soft text-coin-ink'],
  ad_refused: [CircleX, 'bg-bad-soft text-bad'],
  offer_paid: [Coins, 'bg-coin-soft text-coin-ink'],
  offer_refused: [CircleX, 'bg-bad-soft text-bad'],
  ad_reversed: [Undo2, 'bg-warn-soft text-warn'],
} as const;

function Mark({ notice }: { notice: NoticeView }) {
  const [Icon, look] =
    notice.kind === 'run_done'
      ? [KIND_ICONS[notice.data.kind], `kind-${notice.data.kind} bg-kind-soft text-kind-ink`]
      : MARKS[notice.kind];
  return (
    <span className={cx('grid size-11 shrink-0 place-items-center rounded-full [&_svg]:size-5', look)}>
      <Icon aria-hidden />
    </span>
  );
}

type AdNotice = Extract<NoticeView, { kind: `ad_${string}` }>;

interface Words {
  said: ReactNode;
  detail: string | null;
  open: string;
}

/** What became of an ad's reward. */
function useAdWords(): (notice: AdNotice) => Words {
  const t = useTranslations('notices');
  return ({ kind, data }) => {
    const amount = () => <Coin amount={data.amount} />;
    const open = t('open.credits');
    if (kind === 'ad_paid') return { said: t.rich('said.ad_paid', { amount }), detail: t('detail.ad_paid'), open };
    if (kind === 'ad_refused') {
      return { said: t('said.ad_refused'), detail: data.reason ?? t('detail.ad_refused'), open };
    }
    const owed = data.debt > 0 ? t('detail.owed', { owed: formatCredits(data.debt), number: data.debt }) : '';
    const why = data.reason ?? t(`detail.ad_reversed.${data.source}`);
    return { said: t.rich(`said.ad_reversed.${data.source}`, { amount }), detail: `${why} ${owed}`.trim(), open };
  };
}

type OfferNotice = Extract<NoticeView, { kind: `offer_${string}` }>;

/** What became of an offer that was looked at first. */
function useOfferWords(): (notice: OfferNotice) => Words {
  const t = useTranslations('notices');
  return ({ kind, data }) => {
    const amount = () => <Coin amount={data.amount} />;
    const why = () => {
      if (kind === 'offer_paid') return t('detail.offer_paid');
      return data.reason ?? t(data.withdrawn ? 'detail.offer_withdrawn' : 'detail.offer_refused');
    };
    const said = kind === 'offer_paid' ? t.rich('said.offer_paid', { amount }) : t('said.offer_refused');
    return { said, detail: [data.offer, why()].filter(Boolean).join(' · '), open: t('open.credits') };
  };
}

/** The sentence, the line below it, and what the link says. */
function useWords(): (notice: NoticeView, tool: string) => Words {
  const t = useTranslations('notices');
  const adWords = useAdWords();
  const offerWords = useOfferWords();
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
      case 'ad_paid':
      case 'ad_refused':
      case 'ad_reversed':
        return adWords(notice);
      case 'offer_paid':
      case 'offer_refused':
        return offerWords(notice);
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
        const toolId = 'toolId' in notice.data ? notice.data.toolId : '';
        const { said, detail, open } = wordsOf(notice, toolNames[toolId] ?? toolId);
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
