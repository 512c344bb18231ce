'use client';

import { Pencil, RefreshCw } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { memo, type ReactNode } from 'react';
import { Badge, Coin } from '@/components/ui';
import { LazyRichText } from '../rich-text/lazy-rich-text';
import type { RunView } from '../types';
import { CopyTurn } from './copy-turn';
import { messageOf } from './turn';
import { TurnButton } from './turn-button';

/** What the person said. */
export function Said({ text, children }: { text: string; children?: ReactNode }) {
  const t = useTranslations('chat');
  return (
    <div className="group/said grid justify-items-end gap-0.5 ps-8 sm:ps-20">
      <span className="sr-only">{t('you')}</span>
      <div className="max-w-full rounded-card rounded-ee-sm bg-kind-soft px-4 py-3">
        <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>
      </div>
      {children && <div className="flex">{children}</div>}
    </div>
  );
}

/** What was answered, so far or in full. */
export function Answered({ text, live }: { text: string; live: boolean }) {
  return (
    <div
      data-testid="result-text"
      className={
        live
          ? 'after:ms-0.5 after:inline-block after:h-4 after:w-2 after:animate-pulse after:rounded-xs after:bg-kind'
          : ''
      }
    >
      <LazyRichText text={text} />
    </div>
  );
}

function Origin({ run }: { run: RunView }) {
  const t = useTranslations('chat');
  return (
    <span className="ms-auto flex flex-wrap items-center justify-end gap-x-2 gap-y-1 text-sm text-muted">
      {run.demo ? <Badge tone="warn">{t('demo')}</Badge> : run.modelLabel && <span>{run.modelLabel}</span>}
      {run.status === 'cancelled' && <span>{t('cutShort')}</span>}
      {run.usage?.truncated && <span>{run.message}</span>}
      <Link
        href={`/runs/${run.id}`}
        className="inline-flex items-center rounded-control px-2 tap hover:bg-sunken"
        title={t('receipt')}
      >
        <Coin amount={run.credits.charged} className="text-sm" />
        <span className="sr-only">{t('receipt')}</span>
      </Link>
    </span>
  );
}

interface TurnViewProps {
  run: RunView;
  /** Only the newest answer is asked for anew. */
  last: boolean;
  locked: boolean;
  own: boolean;
  onEdit(run: RunView): void;
  onRegenerate(run: RunView): void;
}

/** A question and its answer. Out of sight it costs the browser nothing. */
export const TurnView = memo(function TurnView({ run, last, locked, own, onEdit, onRegenerate }: TurnViewProps) {
  const t = useTranslations('chat');
  const message = messageOf(run);
  const text = run.output.text ?? '';
  return (
    <li className="grid gap-4 [contain-intrinsic-size:auto_16rem] [content-visibility:auto]">
      <Said text={message}>
        <CopyTurn text={message} />
        {own && (
          <TurnButton label={t('edit')} disabled={locked} onClick={() => onEdit(run)}>
            <Pencil aria-hidden className="size-4.5" />
          </TurnButton>
        )}
      </Said>
      <div className="grid gap-1.5">
        <span className="sr-only">{t('answer')}</span>
        <Answered text={text} live={false} />
        <div className="-ms-3 flex flex-wrap items-center">
          <CopyTurn text={text} />
          {last && own && (
            <TurnButton label={t('regenerate')} disabled={locked} onClick={() => onRegenerate(run)}>
              <RefreshCw aria-hidden className="size-4.5" />
            </TurnButton>
          )}
          <Origin run={run} />
        </div>
      </div>
    </li>
  );
});
