import { Star } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { FormAction } from '@/components/layout/types';
import { cx } from '@/components/ui/cx';

/** A star that is pressed or not; a form, so it works before any script. */
export function FavouriteButton({ id, isOn, action }: { id: string; isOn: boolean; action: FormAction }) {
  const t = useTranslations('runs');
  return (
    <form action={action}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="favourite" value={isOn ? 'false' : 'true'} />
      <button
        type="submit"
        aria-pressed={isOn}
        aria-label={t('favourite')}
        title={t(isOn ? 'removeFavourite' : 'addFavourite')}
        className="grid size-11 place-items-center rounded-control text-muted transition-colors hover:bg-sunken hover:text-ink"
      >
        <Star aria-hidden className={cx('size-5', isOn && 'fill-coin text-coin')} />
      </button>
    </form>
  );
}
