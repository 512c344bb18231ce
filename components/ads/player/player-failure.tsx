'use client';

import { useTranslations } from 'next-intl';
import { Alert, Button, LinkButton } from '@/components/ui';
import type { Problem } from '@/components/tool/problem';

function useSentence(problem: Problem): string {
  const t = useTranslations('player.failed');
  switch (problem.code) {
    case 'rate_limited':
      return t('rate_limited', { seconds: problem.retryAfterSeconds ?? 10 });
    case 'cap_reached':
      return problem.detail || t('cap_reached');
    case 'offline':
    case 'ad_expired':
    case 'premium_required':
    case 'unauthenticated':
      return t(problem.code);
    default:
      return problem.detail || t('other');
  }
}

/** Why the ad cannot go on, and what to do about it. */
export function PlayerFailure({
  problem,
  onRetry,
  onCancel,
}: {
  problem: Problem;
  onRetry(): void;
  onCancel?(): void;
}) {
  const t = useTranslations('player');
  const final = problem.code === 'cap_reached' || problem.code === 'premium_required';
  return (
    <Alert tone="bad" role="alert" title={t('failed.title')}>
      <p>{useSentence(problem)}</p>
      <p className="mt-3 flex flex-wrap gap-2">
        {final ? (
          <LinkButton href="/earn" variant="secondary">
            {t('watch.backToEarn')}
          </LinkButton>
        ) : (
          <Button onClick={onRetry}>{t('retry')}</Button>
        )}
        {onCancel && (
          <Button variant="quiet" onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
      </p>
    </Alert>
  );
}
