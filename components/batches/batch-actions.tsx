import { CircleStop, Download, Play, RotateCcw, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { FormAction } from '@/components/layout/types';
import { Button, buttonClass } from '@/components/ui/button';
import { PopoverButton, PopoverDialog } from '@/components/ui/popover';
import type { BatchView } from './types';

export interface BatchActionsProps {
  batch: BatchView;
  stop: FormAction;
  goOn: FormAction;
  remove: FormAction;
}

interface AskedProps {
  id: string;
  batchId: string;
  words: { title: string; body: string; keep: string; confirm: string };
  action: FormAction;
}

/** A question before something that cannot be taken back; the browser shows it without script. */
function Asked({ id, batchId, words, action }: AskedProps) {
  return (
    <PopoverDialog id={id} title={words.title}>
      <p className="mb-5 text-muted">{words.body}</p>
      <form action={action} className="flex flex-wrap justify-end gap-3">
        <input type="hidden" name="id" value={batchId} />
        <PopoverButton target={id} action="hide">
          {words.keep}
        </PopoverButton>
        <Button type="submit" variant="danger">
          {words.confirm}
        </Button>
      </form>
    </PopoverDialog>
  );
}

/** What can be done with a batch as it stands; all of it works before any script. */
export function BatchActions({ batch, stop, goOn, remove }: BatchActionsProps) {
  const t = useTranslations('batches.one');
  const { id, status, rows } = batch;
  const canGoOn = status === 'paused' || (status === 'done' && rows.failed > 0);
  const open = status === 'running' || status === 'paused';
  return (
    <div className="flex flex-wrap items-center gap-2">
      {canGoOn && (
        <form action={goOn}>
          <input type="hidden" name="id" value={id} />
          <Button type="submit" variant={status === 'paused' ? 'primary' : 'secondary'}>
            {status === 'paused' ? (
              <Play aria-hidden className="size-4 fill-current" />
            ) : (
              <RotateCcw aria-hidden className="size-4.5" />
            )}
            {t(status === 'paused' ? 'resume' : 'retry')}
          </Button>
        </form>
      )}
      {/* A file, not a page: no prefetching. */}
      <a
        href={`/api/batches/${id}/results.csv`}
        download
        className={buttonClass({ variant: status === 'done' ? 'primary' : 'secondary' })}
      >
        <Download aria-hidden className="size-4.5" />
        {t('csv')}
      </a>
      {open ? (
        <>
          <PopoverButton target="cancel-batch" variant="danger">
            <CircleStop aria-hidden className="size-4.5" />
            {t('cancel')}
          </PopoverButton>
          <Asked
            id="cancel-batch"
            batchId={id}
            action={stop}
            words={{
              title: t('cancelTitle'),
              body: t('cancelBody'),
              keep: t('cancelKeep'),
              confirm: t('cancelConfirm'),
            }}
          />
        </>
      ) : (
        <>
          <PopoverButton target="delete-batch" variant="danger" aria-label={t('remove')}>
            <Trash2 aria-hidden className="size-4.5" />
          </PopoverButton>
          <Asked
            id="delete-batch"
            batchId={id}
            action={remove}
            words={{
              title: t('removeTitle'),
              body: t('removeBody'),
              keep: t('back'),
              confirm: t('removeConfirm'),
            }}
          />
        </>
      )}
    </div>
  );
}
