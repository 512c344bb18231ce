import { Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cx } from '@/components/ui/cx';
import type { FormAction } from './types';

const ICON_BUTTON = 'tap place-items-center rounded-full text-muted hover:bg-sunken hover:text-ink';

/** One button that offers the other theme. Which one that is only the styles know, since the system may decide. */
export function ThemeToggle({ action, className }: { action: FormAction; className?: string }) {
  const t = useTranslations('common.theme');
  return (
    <form action={action} className={className}>
      <button name="theme" value="dark" className={cx(ICON_BUTTON, 'grid dark:hidden')} aria-label={t('toDark')}>
        <Moon aria-hidden className="size-5" />
      </button>
      <button name="theme" value="light" className={cx(ICON_BUTTON, 'hidden dark:grid')} aria-label={t('toLight')}>
        <Sun aria-hidden className="size-5" />
      </button>
    </form>
  );
}

/** The full choice, with "follow the system". */
export function ThemeChoice({ action, current }: { action: FormAction; current: 'light' | 'dark' | undefined }) {
  const t = useTranslations('common.theme');
  return (
    <form action={action}>
      <fieldset className="inline-flex rounded-full border border-line p-1">
        <legend className="sr-only">{t('legend')}</legend>
        {(['system', 'light', 'dark'] as const).map((theme) => (
          <button
            key={theme}
            name="theme"
            value={theme}
            aria-pressed={(current ?? 'system') === theme}
            className="rounded-full px-4 text-sm font-semibold text-muted tap hover:text-ink aria-pressed:bg-ink aria-pressed:text-page"
          >
            {t(theme)}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
