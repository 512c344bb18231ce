'use client';

import { UserRoundCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Challenge } from '@/lib/risk/types';
import { LocalChallenge } from './local-challenge';
import { TurnstileChallenge } from './turnstile-challenge';

/** A claim that is asked for a sign of a person. The watched time stays counted meanwhile. */
export function PlayerChallenge({
  challenge,
  again,
  onSolve,
}: {
  challenge: Challenge;
  /** One was answered before, and that was not enough. */
  again: boolean;
  onSolve(answer: string): void;
}) {
  const t = useTranslations('challenge');
  return (
    <div className="grid grid-cols-1 gap-4 rounded-control border border-line bg-sunken p-4">
      <div className="flex items-start gap-3">
        <span aria-hidden className="grid size-10 shrink-0 place-items-center rounded-full bg-surface text-muted">
          <UserRoundCheck className="size-5" />
        </span>
        <div role="status" className="grid gap-0.5">
          <p className="font-semibold">{t('title')}</p>
          <p className="text-[0.9375rem] text-muted">{again ? t('again') : t('why')}</p>
        </div>
      </div>
      {challenge.kind === 'local' ? (
        <LocalChallenge key={challenge.id} challenge={challenge} onSolve={onSolve} />
      ) : (
        <TurnstileChallenge key={challenge.id} challenge={challenge} onSolve={onSolve} />
      )}
    </div>
  );
}
