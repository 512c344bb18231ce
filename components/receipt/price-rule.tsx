import { useTranslations } from 'next-intl';
import { formatCredits } from '@/lib/format';
import type { RunPricing, RunView } from '@/lib/runs/types';

const RATES = [
  'perThousandInputTokens',
  'perThousandOutputTokens',
  'perThousandCharacters',
  'perImage',
  'perSource',
  'perSecond',
] as const;

/** The rule of a price in words, one line for each rate. */
export function PriceRule({ pricing }: { pricing: RunPricing }) {
  const t = useTranslations('receipt');
  switch (pricing.rule) {
    case 'repeat':
      return t('repeat', { price: pricing.price });
    case 'flat':
      return (
        <>
          <span className="block">{t('flat', { price: pricing.price })}</span>
          {pricing.pieces !== undefined && (
            <span className="block text-sm text-muted">{t('pieces', { count: pricing.pieces })}</span>
          )}
          {pricing.input && <span className="block text-sm text-muted">{t('long', pricing.input)}</span>}
        </>
      );
    case 'metered':
    case 'cost-plus':
      return (
        <>
          <span className="block">
            {t('metered', { floor: formatCredits(pricing.floor), ceiling: pricing.ceiling })}
          </span>
          {RATES.map((rate) => {
            const price = pricing[rate];
            if (price === undefined) return null;
            return (
              <span key={rate} className="block text-sm text-muted">
                {t(rate, { price: formatCredits(price) })}
              </span>
            );
          })}
        </>
      );
  }
}

/** What was measured of a run, in words; null where nothing was. */
export function useMeasured(): (run: Pick<RunView, 'usage' | 'output' | 'kind'>) => string | null {
  const t = useTranslations('receipt');
  return ({ usage, output, kind }) => {
    if (usage?.outputTokens !== undefined) {
      return t('tokens', { input: usage.inputTokens ?? 0, output: usage.outputTokens });
    }
    const count = output.files?.length ?? 0;
    return kind === 'image' && count > 0 ? t('images', { count }) : null;
  };
}
