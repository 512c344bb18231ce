import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { cx } from '@/components/ui/cx';
import { When } from '@/components/ui/when';
import { formatCredits } from '@/lib/format';
import type { Movement, RelatedMovement } from '@/lib/credits/types';
import { movementWords } from './words';

function Step({ step, movement, last }: { step: RelatedMovement; movement: Movement; last: boolean }) {
  const t = useTranslations('credits');
  const here = step.id === movement.id;
  const words = movementWords(t, { ...step, source: movement.source, ref: movement.ref });
  return (
    <li
      className="relative grid grid-cols-[auto_1fr_auto] gap-x-3 pb-5 last:pb-0"
      aria-current={here ? 'true' : undefined}
    >
      {!last && <span aria-hidden className="absolute inset-y-2 start-[0.4375rem] w-px bg-line" />}
      <span
        aria-hidden
        className={cx(
          'relative mt-1.5 size-3.5 rounded-full border-2',
          here ? 'border-coin bg-coin' : 'border-edge bg-surface',
        )}
      />
      <div className="min-w-0">
        {here ? (
          <p className="font-semibold">{words}</p>
        ) : (
          <Link
            href={`/credits/movements/${step.id}`}
            className="inline-flex min-h-6 items-center font-medium underline decoration-line decoration-2 underline-offset-4 hover:decoration-current"
          >
            {words}
          </Link>
        )}
        <p className="text-sm text-muted">
          <When at={step.createdAt} />
        </p>
        {step.charged > 0 && (
          <p className="text-sm text-muted">
            {t('movement.related.captured', { amount: formatCredits(step.charged) })}
          </p>
        )}
        {here && <p className="text-sm font-medium text-coin-ink">{t('movement.related.here')}</p>}
      </div>
      <Coin amount={step.amount} signed className={cx('self-start', step.amount > 0 && 'text-good')} />
    </li>
  );
}

/** The other movements of the same thing, in their order: set aside, what came back, what was refunded later. */
export function MovementStory({ movement }: { movement: Movement }) {
  const t = useTranslations('credits.movement.related');
  const { related, ref } = movement;
  if (related.length === 0) return null;
  return (
    <Card>
      <CardHeader title={t(ref.type === 'run' || ref.type === 'ad' ? ref.type : 'other')} />
      <ol>
        {related.map((step, index) => (
          <Step key={step.id} step={step} movement={movement} last={index === related.length - 1} />
        ))}
      </ol>
    </Card>
  );
}
