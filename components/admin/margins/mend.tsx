import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Coin } from '@/components/ui/coin';
import type { ToolMargin } from '@/lib/tools/types';

/** Where one price or model is put right. */
export const OVERRIDES = '/admin/settings#prices.overrides';
export const modelHref = (id: string) => `/admin/models?${new URLSearchParams({ q: id }).toString()}`;

const LINK = 'flex items-center font-semibold wrap-anywhere text-accent-strong underline underline-offset-4 tap';

/** As the settings' form reads it. */
export function remedyLine({ name, price }: NonNullable<ToolMargin['remedy']>): string {
  return `${name} = ${JSON.stringify(price)}`;
}

/** What ends one loss, folded: the price it takes, the settings' line, and the way to the model. */
export function Mend({ row: { toolName, modelId, modelLabel, neededPrice, remedy } }: { row: ToolMargin }) {
  const t = useTranslations('adminMargins.row');
  if (!remedy) return null;
  return (
    <details className="group sm:col-span-2">
      <summary
        aria-label={t('mendName', { tool: toolName, model: modelLabel })}
        className="flex w-fit items-center gap-2 text-sm font-medium tap"
      >
        {t('mend')}
        <ChevronDown aria-hidden className="size-4 text-muted transition-transform group-open:rotate-180" />
      </summary>
      <div className="grid gap-2 pb-1 text-sm">
        {neededPrice !== null && <p>{t.rich('needed', { price: () => <Coin amount={neededPrice} /> })}</p>}
        <p className="text-muted">{t('line')}</p>
        <code className="block rounded-control bg-sunken p-3 font-mono text-sm wrap-anywhere select-all">
          {remedyLine(remedy)}
        </code>
        <p className="flex flex-wrap gap-x-6">
          <Link href={OVERRIDES} className={LINK}>
            {t('overrides')}
          </Link>
          <Link href={modelHref(modelId)} className={LINK}>
            {t('model', { model: modelLabel })}
          </Link>
        </p>
      </div>
    </details>
  );
}
