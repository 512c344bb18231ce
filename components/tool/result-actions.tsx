'use client';

import { Check, Copy, Download, RefreshCw, Repeat2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, Coin, buttonClass } from '@/components/ui';
import { textForms } from '@/lib/format';
import { downloadName } from './media/our-file';
import { PictureLinks } from './media/picture-links';
import type { ResultPanelProps } from './result-panel';
import type { RunView } from './types';
import { useCopy } from './use-copy';

/** Four of them share a line, two on a phone. */
const TIGHT = 'px-3! gap-1.5! text-sm!';

function CopyButton({ text }: { text: string }) {
  const t = useTranslations('tool.result');
  const { said, copy } = useCopy(text);
  const Icon = said === 'copied' ? Check : Copy;
  return (
    <span className="grid gap-1">
      <Button variant="secondary" className={TIGHT} onClick={copy}>
        <Icon aria-hidden className="size-4" />
        {said === 'copied' ? t('copied') : t('copy')}
      </Button>
      <span role="status" className={said === 'copyFailed' ? 'text-sm text-bad' : 'sr-only'}>
        {said ? t(said) : ''}
      </span>
    </span>
  );
}

/** The forms an answer's text comes in as a file, the fitting one first. The hub names the file. */
function TextLinks({ run }: { run: RunView }) {
  const t = useTranslations('ui.forms');
  return textForms(run).map((form) => (
    <a
      key={form}
      href={`/api/runs/${run.id}/download?as=${form}`}
      download
      aria-label={t('download', { form: t(form) })}
      className={buttonClass({ variant: 'secondary' }, TIGHT)}
    >
      <Download aria-hidden className="size-4" />
      {t(form)}
    </a>
  ));
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
      <TextLinks run={run} />
      {file && (
        <a
          href={`${file.url}?download=1`}
          download={downloadName(tool.id, file)}
          className={buttonClass({ variant: 'secondary' }, TIGHT)}
        >
          <Download aria-hidden className="size-4" />
          {t('download')}
        </a>
      )}
      {/* Of several, each has its own way out; their other forms are on the run's page. */}
      {run.output.files?.length === 1 && <PictureLinks run={run} className={TIGHT} />}
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
