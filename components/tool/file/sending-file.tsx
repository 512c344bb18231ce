'use client';

import { RotateCw, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, Progress } from '@/components/ui';
import { useFileSize } from './use-file-facts';
import type { UploadState } from './use-upload';

interface SendingFileProps {
  state: Extract<UploadState, { phase: 'sending' | 'failed' }>;
  onCancel(): void;
  onRetry(): void;
}

/** A file on its way, or one that did not arrive; why stands below the field. */
export function SendingFile({ state, onCancel, onRetry }: SendingFileProps) {
  const t = useTranslations('fileField');
  const size = useFileSize();
  const { file } = state;
  const share = state.phase === 'sending' ? state.share : 0;
  // All is sent, yet the server still reads and checks it.
  const checking = state.phase === 'sending' && share >= 1;
  return (
    <div className="grid gap-2.5 rounded-control border border-line bg-page p-3.5">
      <div className="flex items-center justify-between gap-3">
        <p className="min-w-0">
          <span className="block truncate text-[0.9375rem] font-semibold">{file.name}</span>
          <span className="text-sm text-muted tabular-nums">
            {state.phase === 'failed'
              ? t('notSent')
              : checking
                ? t('checking')
                : t('sent', { size: size(file.size * share), total: size(file.size) })}
          </span>
        </p>
        <span className="flex shrink-0 gap-1.5">
          {state.phase === 'failed' && (
            <Button variant="secondary" className="px-3!" onClick={onRetry}>
              <RotateCw aria-hidden className="size-4" />
              {t('retry')}
            </Button>
          )}
          <Button variant="quiet" className="px-0!" onClick={onCancel} aria-label={t('cancel')} title={t('cancel')}>
            <X aria-hidden className="size-5" />
          </Button>
        </span>
      </div>
      {state.phase === 'sending' && (
        <Progress
          value={share}
          max={1}
          tone="kind"
          label={t('progress', { name: file.name })}
          valueText={t('percent', { share })}
        />
      )}
    </div>
  );
}
