'use client';

import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Coin, cx } from '@/components/ui';
import type { AdQuestion } from '@/lib/ads/types';

/** One tap while the ad runs. It stops nothing, any answer counts, and the first one stays. */
export function PlayerQuestion({ question, onAnswer }: { question: AdQuestion; onAnswer(choice: number): void }) {
  const t = useTranslations('player.question');
  const { text, choices, reward, answer } = question;
  const answered = answer !== null;
  return (
    <fieldset className="grid min-w-0 gap-3 rounded-control border border-coin/40 bg-coin-soft p-4">
      <legend className="sr-only">{t('label', { question: text })}</legend>
      <p aria-hidden className="flex items-start justify-between gap-3">
        <span className="font-semibold">{text}</span>
        <Coin amount={reward} signed className="shrink-0 text-coin-ink" />
      </p>
      <div className="grid gap-2 xs:grid-cols-2">
        {choices.map((choice, index) => (
          <button
            key={choice}
            type="button"
            aria-pressed={answer === index}
            // Not `disabled`: whoever tapped it with a keyboard stays where they are.
            aria-disabled={answered}
            onClick={() => {
              if (!answered) onAnswer(index);
            }}
            className={cx(
              'flex items-center justify-center gap-2 rounded-control border px-3 py-2 text-center font-semibold wrap-anywhere tap',
              answer === index
                ? 'border-ink bg-ink text-page forced-colors:border-4'
                : 'border-edge/60 bg-surface hover:border-ink',
              answered && answer !== index && 'opacity-60',
            )}
          >
            {answer === index && <CircleCheck aria-hidden className="size-4.5 shrink-0" />}
            {choice}
          </button>
        ))}
      </div>
      <p role="status" className="text-sm text-coin-ink">
        {answered ? t('thanks', { reward }) : t('hint')}
      </p>
    </fieldset>
  );
}
