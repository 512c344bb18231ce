'use client';

import { Hourglass, Repeat2, ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, LinkButton } from '@/components/ui';
import { Countdown } from '@/components/ui/countdown';
import type { Problem } from '@/components/tool/problem';

const ELSE = [
  { id: 'repeat', Icon: Repeat2 },
  { id: 'refund', Icon: ShieldCheck },
] as const;

/** What costs nothing while there is no ad: only what there is. */
function Instead() {
  const t = useTranslations('player.nothing');
  return (
    <ul className="grid gap-2 text-[0.9375rem] text-muted">
      {ELSE.map(({ id, Icon }) => (
        <li key={id} className="flex items-start gap-2.5">
          <Icon aria-hidden className="mt-0.5 size-4.5 shrink-0" />
          {t(`instead.${id}`)}
        </li>
      ))}
    </ul>
  );
}

/** No ad can be watched now: why, when there will be one again, and what else there is. */
export function NothingToWatch({
  problem,
  heading: Heading = 'p',
  onOpen,
  onCancel,
}: {
  problem: Pick<Problem, 'code' | 'detail' | 'retryAfterSeconds' | 'pause'>;
  /** On a page that has no other heading. */
  heading?: 'h1' | 'p';
  /** The wait is over. */
  onOpen?(): void;
  onCancel?(): void;
}) {
  const t = useTranslations('player');
  const { code, detail, retryAfterSeconds: seconds, pause } = problem;
  const why = pause ? 'pause' : code === 'cap_reached' ? 'cap' : code === 'rate_limited' ? 'soon' : 'account';
  return (
    <div className="grid gap-4">
      <div role="alert" className="flex items-start gap-3.5">
        <span aria-hidden className="grid size-11 shrink-0 place-items-center rounded-full bg-coin-soft text-coin-ink">
          <Hourglass className="size-5" />
        </span>
        <div className="grid gap-1">
          <Heading className="font-display text-xl leading-tight font-bold">{t(`nothing.${why}`)}</Heading>
          <p className="text-muted">{detail || t(`nothing.${why}Body`)}</p>
        </div>
      </div>
      {seconds !== undefined && (
        <p className="flex flex-wrap items-baseline gap-x-3 rounded-control bg-sunken px-4 py-3">
          <span className="text-muted">{t('nothing.again')}</span>
          <Countdown
            key={seconds}
            seconds={seconds}
            onEnd={onOpen}
            className="font-display text-2xl leading-tight font-extrabold"
          />
        </p>
      )}
      <Instead />
      <p className="flex flex-wrap gap-2">
        <LinkButton href="/earn" variant="secondary">
          {t('watch.backToEarn')}
        </LinkButton>
        {onCancel && (
          <Button variant="quiet" onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
      </p>
    </div>
  );
}
