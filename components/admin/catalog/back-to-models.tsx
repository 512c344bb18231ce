import { ArrowLeft } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';

export function BackToModels() {
  const t = useTranslations('adminCatalog.form');
  return (
    <Link
      href="/admin/models"
      className="mb-2 inline-flex items-center gap-1.5 font-semibold text-accent-strong underline-offset-4 tap hover:underline"
    >
      <ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />
      {t('back')}
    </Link>
  );
}
