'use client';

import { Check, Copy, Download, RefreshCw, Repeat2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button, Coin, buttonClass } from '@/components/ui';
import { copyText, downloadText } from './take-away';
import type { ResultPanelProps } from './result-panel';
import type { RunView } from './types';

/** Four of them share a line, two on a phone. */
const TIGHT = 'px-3! gap-1.5! text-sm!';

function CopyButton({ text }: { text: string }) {
  const t = useTranslations('tool.result');
  const [said, setSaid] = useState<'copied' | 'copyFailed' | null>(null);
  const copy = async () => {
    setSaid((await copyText(text)) ? 'copied' : 'copyFailed');
    setTimeout(() => setSaid(null), 2_500);
  };
  const Icon = said === 'copied' ? Check : Copy;
  return (
    <span className="grid gap-1">
      <Button variant="secondary" className={TIGHT} onClick={() => void copy()}>
        <Icon aria-hidden className="size-4" />
        {said === 'copied' ? t('copied') : t('copy')}
      </Button>
      <span role="status" className={said === 'copyFailed' ? 'text-sm text-bad' : 'sr-only'}>
        {said ? t(said) : ''}
      </span>
    </span>
  );
}

/** What one can do with an answer: take it away, or ask again. */
export function ResultActions({
  run,
  tool,
  state,
  price,
  repeatFree,
  onAgain,
  onRegenerate,
}: ResultPanelProps & { run: RunView }) {
  const t = useTranslations('tool.result');
  const text = state.text;
  const file = run.output.files?.[0];
  return (
    <div className="grid grid-cols-2 items-start gap-2 *:last:odd:col-span-2 sm:flex sm:flex-wrap">
      {text !== '' && <CopyButton text={text} />}
      {text !== '' && (
        <Button
          variant="secondary"
          className={TIGHT}
          onClick={() => downloadText(`${tool.id}-${run.id.slice(0, 8)}.txt`, text)}
        >
          <Download aria-hidden className="size-4" />
          {t('download')}
        </Button>
      )}
      {file && (
        <a
          href={file.url}
          download={`${tool.id}-${run.id.slice(0, 8)}.png`}
          className={buttonClass({ variant: 'secondary' }, TIGHT)}
        >
          <Download aria-hidden className="size-4" />
          {t('download')}
        </a>
      )}
      {run.status === 'succeeded' && (
        <>
          <Button variant="secondary" className={TIGHT} onClick={onAgain}>
            <Repeat2 aria-hidden className="size-4 max-sm:hidden" />
            {t('runAgain')}
            {repeatFree && <span className="text-sm font-medium text-good">{t('free')}</span>}
          </Button>
          <Button variant="secondary" className={TIGHT} onClick={onRegenerate} title={t('regenerateHint', { price })}>
            <RefreshCw aria-hidden className="size-4 max-sm:hidden" />
            {t('regenerate')}
            <Coin amount={price} className="text-sm" />
          </Button>
        </>
      )}
    </div>
  );
}
