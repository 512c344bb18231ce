import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import type { ConsentAction, ConsentChoice } from './types';

const PRESSED = 'aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-strong';

/** Two answers of one size, and one for those who are too young to be asked. Each is a button of a plain form. */
export function ConsentForm({ action, chosen }: { action: ConsentAction; chosen?: ConsentChoice | null }) {
  const t = useTranslations('adChoices');
  const choice = (value: ConsentChoice) => ({
    name: 'choice',
    value,
    'aria-pressed': chosen === undefined ? undefined : chosen === value,
  });
  return (
    <form action={action} className="grid gap-1 sm:w-auto">
      <div className="grid grid-cols-2 gap-2.5">
        <Button {...choice('accept')} type="submit" variant="secondary" className={PRESSED}>
          {t('accept')}
        </Button>
        <Button {...choice('house')} type="submit" variant="secondary" className={PRESSED}>
          {t('house')}
        </Button>
      </div>
      <button
        {...choice('under_age')}
        type="submit"
        className="px-2 text-sm font-medium text-muted underline underline-offset-4 tap hover:text-ink aria-pressed:font-semibold aria-pressed:text-accent-strong"
      >
        {t('underAge')}
      </button>
    </form>
  );
}
