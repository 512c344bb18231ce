import { RotateCcw, Star, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, LinkButton } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import type { FormAction } from '@/components/layout/types';
import { PopoverButton, PopoverDialog } from '@/components/ui/popover';
import type { RunView } from '@/lib/runs/types';

interface RunActionsProps {
  run: Pick<RunView, 'id' | 'toolId' | 'favourite' | 'status'>;
  setFavourite: FormAction;
  remove: FormAction;
}

function DeleteRun({ id, remove }: { id: string; remove: FormAction }) {
  const t = useTranslations('runs');
  const words = useTranslations('common');
  return (
    <>
      <PopoverButton target="delete-run" variant="danger">
        <Trash2 aria-hidden className="size-4.5" />
        <span className="max-sm:sr-only">{words('delete')}</span>
      </PopoverButton>
      <PopoverDialog id="delete-run" title={t('remove.title')}>
        <p className="mb-5 text-muted">{t('remove.body')}</p>
        <form action={remove} className="flex flex-wrap justify-end gap-3">
          <input type="hidden" name="id" value={id} />
          <PopoverButton target="delete-run" action="hide">
            {words('cancel')}
          </PopoverButton>
          <Button type="submit" variant="danger">
            {t('remove.confirm')}
          </Button>
        </form>
      </PopoverDialog>
    </>
  );
}

/** What can be done with a run that has ended; all of it works before any script. */
export function RunActions({ run, setFavourite, remove }: RunActionsProps) {
  const t = useTranslations('runs');
  return (
    <div className="flex flex-wrap items-center gap-2">
      <LinkButton href={`/tool/${run.toolId}?from=${run.id}`}>
        <RotateCcw aria-hidden className="size-4.5" />
        {t('again')}
      </LinkButton>
      <form action={setFavourite}>
        <input type="hidden" name="id" value={run.id} />
        <input type="hidden" name="favourite" value={run.favourite ? 'false' : 'true'} />
        <Button type="submit" variant="secondary" aria-pressed={run.favourite}>
          <Star aria-hidden className={cx('size-4.5', run.favourite && 'fill-coin text-coin')} />
          {t('favourite')}
        </Button>
      </form>
      {run.status !== 'running' && <DeleteRun id={run.id} remove={remove} />}
    </div>
  );
}
