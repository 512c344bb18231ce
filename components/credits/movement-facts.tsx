import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { When } from '@/components/ui/when';
import type { Movement } from '@/lib/credits/types';
import type { Subject } from './types';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-b border-dashed border-line py-2 last:border-0">
      <dt className="shrink-0 text-muted">{label}</dt>
      <dd className="min-w-0 text-end font-medium wrap-anywhere">{children}</dd>
    </div>
  );
}

function RunFacts({ run }: { run: Extract<Subject, { type: 'run' }> }) {
  const t = useTranslations('credits.movement');
  return (
    <>
      <Fact label={t('facts.tool')}>{run.toolName}</Fact>
      {run.title && <Fact label={t('facts.asked')}>{run.title}</Fact>}
      <Fact label={t('facts.ran')}>
        <When at={run.createdAt} />
      </Fact>
      <Fact label={t('facts.status')}>{t(`status.${run.status}`)}</Fact>
      {run.model && <Fact label={t('facts.model')}>{run.model}</Fact>}
      <Fact label={t('facts.quoted')}>
        <Coin amount={run.quoted} />
      </Fact>
      <Fact label={t('facts.charged')}>
        <Coin amount={run.charged} />
      </Fact>
      <Fact label={t('facts.refunded')}>
        <Coin amount={run.refunded} />
      </Fact>
    </>
  );
}

function AdFacts({ ad }: { ad: Extract<Subject, { type: 'ad' }> }) {
  const t = useTranslations('credits');
  const network = `subject.network.${ad.network}` as Parameters<typeof t>[0];
  return (
    <>
      <Fact label={t('movement.facts.adKind')}>{t(`reasons.${ad.kind}`)}</Fact>
      <Fact label={t('movement.facts.network')}>
        {ad.network === 'house' ? t('subject.site') : t.has(network) ? t(network) : ad.network}
      </Fact>
      <Fact label={t('movement.facts.required')}>{t('movement.facts.seconds', { count: ad.watchSeconds })}</Fact>
      {ad.watchedSeconds > 0 && (
        <Fact label={t('movement.facts.watched')}>{t('movement.facts.seconds', { count: ad.watchedSeconds })}</Fact>
      )}
      {ad.claimedAt && (
        <Fact label={t('movement.facts.claimed')}>
          <When at={ad.claimedAt} />
        </Fact>
      )}
    </>
  );
}

/** What the run or the ad itself says, and the numbers an operator asks for. */
export function MovementFacts({ movement, subject }: { movement: Movement; subject: Subject | undefined }) {
  const t = useTranslations('credits.movement.facts');
  const format = useFormatter();
  const { uses, ref, id } = movement;
  return (
    <Card>
      <CardHeader title={t('title')} />
      <dl className="-my-2 text-[0.9375rem]">
        {subject?.type === 'run' && <RunFacts run={subject} />}
        {subject?.type === 'ad' && <AdFacts ad={subject} />}
        {ref.type === 'prompt' && <Fact label={t('prompt')}>{ref.id}</Fact>}
        {uses && (
          <>
            <Fact label={t('uses')}>{uses.count}</Fact>
            <Fact label={t('rate')}>{format.number(uses.rate, { style: 'percent', maximumFractionDigits: 2 })}</Fact>
          </>
        )}
        {(ref.type === 'payment' || ref.type === 'offer') && <Fact label={t('reference')}>{ref.id}</Fact>}
        <Fact label={t('number')}>
          <span className="tabular-nums">{id}</span>
        </Fact>
      </dl>
    </Card>
  );
}
