'use client';

import { useTranslations } from 'next-intl';
import { Alert, Button, Coin, LinkButton, When } from '@/components/ui';

/** The ad is over and its credits wait: until when, why, and that nothing more has to be done for them. */
export function HeldClaim({
  reward,
  heldUntil,
  onMore,
  onCancel,
}: {
  reward: number;
  heldUntil: string;
  onMore(): void;
  onCancel?(): void;
}) {
  const t = useTranslations('player.held');
  return (
    <Alert
      tone="warn"
      role="status"
      title={t.rich('title', { reward: () => <Coin amount={reward} className="text-ink" /> })}
    >
      <p>{t.rich('body', { when: () => <When at={heldUntil} /> })}</p>
      <p className="mt-3 flex flex-wrap gap-2">
        <Button variant="secondary" onClick={onMore}>
          {t('more')}
        </Button>
        {onCancel ? (
          <Button variant="quiet" onClick={onCancel}>
            {t('back')}
          </Button>
        ) : (
          <LinkButton href="/earn" variant="quiet">
            {t('see')}
          </LinkButton>
        )}
      </p>
    </Alert>
  );
}
