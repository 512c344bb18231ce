'use client';

import { useTranslations } from 'next-intl';
import { Alert, Button, LinkButton } from '@/components/ui';
import { atMost, type Plan } from './plan';
import type { ToolModel } from './types';

/** Says why no ad can be watched, when there will be one, and what else would do. */
export function NoAd({
  plan,
  onCheaper,
}: {
  plan: Extract<Plan, { action: 'blocked' }>;
  onCheaper(model: ToolModel): void;
}) {
  const t = useTranslations('tool.bar');
  const { cheaper } = plan;
  return (
    <Alert tone="warn" title={t('noAdTitle', { missing: atMost(plan.missing) })}>
      <p>{plan.why === 'cap' ? t('noAdCap') : t('noAdOther')}</p>
      <p className="mt-2 flex flex-wrap gap-2">
        {cheaper && (
          <Button variant="secondary" onClick={() => onCheaper(cheaper)}>
            {t('cheaper', {
              label: cheaper.label,
              price: cheaper.pricing.rule === 'flat' ? cheaper.price : atMost(cheaper.price),
            })}
          </Button>
        )}
        <LinkButton href="/earn" variant="secondary">
          {t('noAdEarn')}
        </LinkButton>
      </p>
    </Alert>
  );
}
