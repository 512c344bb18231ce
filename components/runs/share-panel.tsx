import { ExternalLink, Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { FormAction } from '@/components/layout/types';
import { Button, buttonClass } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Checkbox, Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { CopyText } from './copy-text';

interface SharePanelProps {
  runId: string;
  /** The live link as a whole address; null where the result is not shared. */
  share: { url: string; showInput: boolean } | null;
  /** Whether there are words of the owner's that could be shown. */
  hasInput: boolean;
  shareResult: FormAction;
  unshareResult: FormAction;
}

function Live({
  runId,
  share,
  hasInput,
  shareResult,
  unshareResult,
}: SharePanelProps & { share: { url: string; showInput: boolean } }) {
  const t = useTranslations('runs.share');
  return (
    <div className="grid gap-3">
      <label htmlFor="share-link" className="sr-only">
        {t('link')}
      </label>
      <Input id="share-link" readOnly value={share.url} dir="ltr" className="text-sm" />
      <div className="flex flex-wrap items-center gap-2">
        <CopyText text={share.url} words={{ copy: t('copy'), copied: t('copied'), copyFailed: t('copyFailed') }} />
        <a href={share.url} target="_blank" rel="noopener" className={buttonClass({ variant: 'quiet' })}>
          <ExternalLink aria-hidden className="size-4.5" />
          {t('open')}
        </a>
      </div>
      {hasInput && (
        <form action={shareResult} className="flex flex-wrap items-center justify-between gap-x-3">
          <input type="hidden" name="id" value={runId} />
          <input type="hidden" name="showInput" value={share.showInput ? 'false' : 'true'} />
          <p className="text-sm text-muted">{t(share.showInput ? 'withInput' : 'withoutInput')}</p>
          <Button type="submit" variant="quiet" className="-ms-4 text-sm">
            {t(share.showInput ? 'hideInput' : 'revealInput')}
          </Button>
        </form>
      )}
      <form action={unshareResult} className="grid gap-2 border-t border-line pt-3">
        <input type="hidden" name="id" value={runId} />
        <SubmitButton variant="danger" className="justify-self-start">
          {t('stop')}
        </SubmitButton>
        <p className="text-sm text-muted">{t('stopped')}</p>
      </form>
    </div>
  );
}

/** Whether others see a result, and what of it. All of it works before any script. */
export function SharePanel(props: SharePanelProps) {
  const { runId, share, hasInput, shareResult } = props;
  const t = useTranslations('runs.share');
  return (
    <Card>
      <h2 className="mb-1 flex items-center gap-2 text-lg">
        <Link2 aria-hidden className="size-5" />
        {t('title')}
      </h2>
      <p className="mb-3 text-sm text-muted">{t('lead')}</p>
      {share ? (
        <Live {...props} share={share} />
      ) : (
        <form action={shareResult} className="grid gap-2">
          <input type="hidden" name="id" value={runId} />
          {hasInput && <Checkbox name="showInput" value="true" label={t('showInput')} />}
          <SubmitButton variant="secondary" className="justify-self-start">
            {t('create')}
          </SubmitButton>
        </form>
      )}
    </Card>
  );
}
