import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { BackLink } from '@/components/ui/back-link';
import { LinkButton } from '@/components/ui/button';
import { Coin, CoinIcon } from '@/components/ui/coin';
import { cx } from '@/components/ui/cx';
import { When } from '@/components/ui/when';
import { formatCredits } from '@/lib/format';
import type { Movement } from '@/lib/credits/types';
import { MovementFacts } from './movement-facts';
import { MovementIcon } from './movement-icon';
import { MovementLots } from './movement-lots';
import { MovementStory } from './movement-story';
import { MovementWhy } from './movement-why';
import type { Subject } from './types';
import { movementWords, useSubjectWords } from './words';

/** The balance before and after it, as a bank would print it. */
function BalanceStrip({ movement }: { movement: Movement }) {
  const t = useTranslations('credits.movement');
  const { balanceBefore, balanceAfter, owedAfter } = movement;
  return (
    <dl className="flex flex-wrap items-center gap-x-5 gap-y-2 border-t-2 border-dashed border-page pt-4">
      <div>
        <dt className="text-sm text-coin-ink">{t('before')}</dt>
        <dd className="text-lg">
          <Coin amount={balanceBefore} />
        </dd>
      </div>
      <ArrowRight aria-hidden className="size-5 text-coin-ink rtl:-scale-x-100" />
      <div>
        <dt className="text-sm text-coin-ink">{t('after')}</dt>
        <dd className="text-lg">
          <Coin amount={balanceAfter} />
        </dd>
      </div>
      {owedAfter !== null && (
        <div className="ms-auto text-end">
          <dt className="text-sm text-coin-ink">{t('owed')}</dt>
          <dd className="text-lg">
            <Coin amount={owedAfter} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function Amount({ movement }: { movement: Movement }) {
  const t = useTranslations('ui');
  const { amount } = movement;
  const sign = amount < 0 ? '−' : amount > 0 ? '+' : '';
  const number = `${sign}${formatCredits(Math.abs(amount))}`;
  return (
    <p
      className={cx(
        'flex items-center gap-3 font-display text-5xl font-extrabold tracking-tight tabular-nums sm:text-6xl',
        amount > 0 && 'text-good',
      )}
    >
      <CoinIcon className="size-10 sm:size-12" />
      <span aria-hidden>{number}</span>
      <span className="sr-only">{t('credits', { amount: Math.abs(amount), number })}</span>
    </p>
  );
}

interface MovementPageProps {
  movement: Movement;
  subject: Subject | undefined;
}

/** One movement, explained: what, when, how much, why, from or into which credits, and what else belongs to it. */
export function MovementPage({ movement, subject }: MovementPageProps) {
  const t = useTranslations('credits');
  const about = useSubjectWords()(movement.ref, subject);
  const run = subject?.type === 'run' && !subject.deleted ? movement.ref.id : null;
  return (
    <article className="mx-auto max-w-5xl">
      <BackLink href="/credits">{t('movement.back')}</BackLink>
      <header className="mt-2 mb-6 flex items-start gap-3.5">
        <MovementIcon entry={movement} subject={subject} />
        <div className="min-w-0">
          <h1 className="text-2xl sm:text-3xl">{movementWords(t, movement)}</h1>
          {about && <p className="mt-1 line-clamp-2 wrap-anywhere">{about}</p>}
          <p className="mt-1 text-sm text-muted">
            <When at={movement.createdAt} />
          </p>
        </div>
      </header>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[1.4fr_1fr]">
        <div className="grid grid-cols-1 gap-6">
          <section aria-label={t('movement.balance')} className="torn grid gap-4 rounded-t-card bg-coin-soft p-6">
            <Amount movement={movement} />
            <BalanceStrip movement={movement} />
          </section>
          <MovementWhy movement={movement} />
          {run && (
            <LinkButton href={`/runs/${run}`} variant="secondary" className="justify-self-start">
              {t('movement.facts.openRun')}
            </LinkButton>
          )}
          <MovementStory movement={movement} />
        </div>
        <div className="grid grid-cols-1 gap-6">
          <MovementLots movement={movement} />
          <MovementFacts movement={movement} subject={subject} />
        </div>
      </div>
    </article>
  );
}
