import { useTranslations } from 'next-intl';

/** The first thing the keyboard meets: past the header, straight to the page. */
export function SkipLink() {
  const t = useTranslations('common');
  return (
    <a
      href="#main"
      className="sr-only z-50 rounded-control bg-ink px-4 py-3 font-semibold text-page focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
    >
      {t('skip')}
    </a>
  );
}
