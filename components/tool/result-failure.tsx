'use client';

import { RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Alert, Button, LinkButton } from '@/components/ui';
import type { Problem } from './problem';
import type { RunState } from './run-state';
import type { RunView } from './types';

interface FailureProps {
  state: RunState;
  signInHref: string;
  onRetry(): void;
}

/** A plain sentence for a refusal; the server's own words where it has better ones than the catalog. */
function useProblemSentence(): (problem: Problem) => string {
  const t = useTranslations('tool.problem');
  return (problem) => {
    switch (problem.code) {
      case 'rate_limited':
        return t('rate_limited', { seconds: problem.retryAfterSeconds ?? 10 });
      case 'offline':
      case 'unauthenticated':
      case 'insufficient_credits':
      case 'internal':
      case 'price_changed':
        return t(problem.code);
      case 'invalid_input':
        return problem.detail || t('invalid_input');
      default:
        return problem.detail || t('internal');
    }
  };
}

/** What the run did to one's credits, in words. */
function useChargeSentence(): (run: RunView) => string {
  const t = useTranslations('tool.failure');
  return ({ credits }) => {
    if (credits.charged > 0) return t('charged', { charged: credits.charged, quoted: credits.quoted });
    return credits.refunded > 0 ? t('refunded', { count: credits.refunded }) : t('notCharged');
  };
}

/** Why there is no (whole) answer, what it cost, and the way on. */
export function ResultFailure({ state, signInHref, onRetry }: FailureProps) {
  const t = useTranslations('tool');
  const sentence = useProblemSentence();
  const charge = useChargeSentence();
  const retry = (
    <Button variant="secondary" onClick={onRetry}>
      <RotateCw aria-hidden className="size-4" />
      {t('failure.retry')}
    </Button>
  );
  if (state.phase === 'refused' && state.problem) {
    const { problem } = state;
    return (
      <Alert tone="bad" role="alert" title={t('failure.title')}>
        <p>{sentence(problem)}</p>
        {problem.requestId && problem.code === 'internal' && (
          <p className="text-sm">{t('problem.reference', { id: problem.requestId })}</p>
        )}
        <p className="mt-3">
          {problem.code === 'unauthenticated' ? (
            <LinkButton href={signInHref}>{t('problem.signIn')}</LinkButton>
          ) : (
            retry
          )}
        </p>
      </Alert>
    );
  }
  if (state.phase === 'needsCredits' && state.problem)
    return (
      <Alert tone="info" role="status">
        {sentence(state.problem)}
      </Alert>
    );
  const { run } = state;
  if (!run || (state.phase !== 'failed' && state.phase !== 'cancelled')) return null;
  const cancelled = state.phase === 'cancelled';
  return (
    <Alert
      tone={cancelled ? 'info' : 'bad'}
      role={cancelled ? 'status' : 'alert'}
      title={cancelled ? t('failure.cancelledTitle') : t('failure.title')}
    >
      <p>{run.message ?? t('failure.unknown')}</p>
      <p className="font-semibold text-ink">{charge(run)}</p>
      <p className="mt-3">{retry}</p>
    </Alert>
  );
}
