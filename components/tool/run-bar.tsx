'use client';

import { Clapperboard, LoaderCircle, LogIn, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFormStatus } from 'react-dom';
import { Button, Coin, cx } from '@/components/ui';
import { watchTimeParts } from '@/lib/format';
import { NoAd } from './no-ad';
import { atMost, type Plan } from './plan';
import type { ToolModel, Viewer } from './types';

interface RunBarProps {
  plan: Plan;
  /** Before signing in there is no plan to pay, yet the price is shown. */
  price: number;
  /** The price is the most the run can cost. */
  upTo: boolean;
  available: number;
  signedIn: boolean;
  adRule: Viewer['adRule'];
  busy: boolean;
  watching: boolean;
  onCheaper(model: ToolModel): void;
}

/** A repeat has a fixed price of its own. */
const isRepeat = ({ plan, price }: Pick<RunBarProps, 'plan' | 'price'>): boolean =>
  plan.action === 'run' && plan.price < price;

/** "Run · 5 credits", "Watch a 1 minute ad, get 5 credits, then run", ... */
export function useRunLabel(plan: Plan, upTo: boolean): string {
  const t = useTranslations('tool.bar');
  switch (plan.action) {
    case 'signIn':
      return t('signIn');
    case 'blocked':
      return t('noAd');
    case 'run':
      return plan.free
        ? t('runFree')
        : upTo
          ? t('runUpTo', { price: atMost(plan.price) })
          : t('run', { price: plan.price });
    case 'watch': {
      const { count: ads, reward, watchSeconds } = plan.offer;
      if (ads > 1) return t('watchMany', { ads, reward: ads * reward });
      const { unit, count } = watchTimeParts(watchSeconds);
      if (unit === 'second') return t('watchSeconds', { count, reward });
      return count === 1 ? t('watchOneMinute', { reward }) : t('watchMinutes', { count, reward });
    }
  }
}

const ICONS = { signIn: LogIn, run: Play, watch: Clapperboard, blocked: Play } as const;

function PriceLine({
  plan,
  price,
  upTo,
  available,
  signedIn,
  busy,
}: Pick<RunBarProps, 'plan' | 'price' | 'upTo' | 'available' | 'signedIn' | 'busy'>) {
  const t = useTranslations('tool.bar');
  const free = plan.action === 'run' && plan.free;
  const asked = plan.action === 'signIn' ? price : plan.price;
  return (
    <div className="flex items-baseline justify-between gap-3 text-sm">
      <span className="flex items-baseline gap-1.5" aria-live="polite">
        {free ? (
          <span className="font-semibold text-good">{t('repeatFree')}</span>
        ) : (
          <>
            <span className="text-muted">{asked < price ? t('repeatPaid') : t(upTo ? 'priceUpTo' : 'price')}</span>
            <Coin amount={upTo && asked === price ? atMost(asked) : asked} className="text-base" />
          </>
        )}
      </span>
      {signedIn && !free && !busy && (
        <span className="flex items-baseline gap-1.5 text-muted">
          {t('balance')} <Coin amount={available} className="text-ink" />
        </span>
      )}
    </div>
  );
}

/** The days that so many ads take at least: a day has room for whole ads only. */
function daysOf(ads: number, { reward, dailyCap }: Viewer['adRule']): number {
  const perDay = Math.floor(dailyCap / reward + 1e-9);
  return perDay > 0 ? Math.ceil(ads / perDay) : 1;
}

/** How many ads it takes: what is missing where one is not enough, else what a dear run would take altogether. */
export function AdCount({ plan, price, adRule }: { plan: Plan; price: number; adRule: Viewer['adRule'] }) {
  const t = useTranslations('tool.bar');
  const units = useTranslations('player');
  const time = (seconds: number) => {
    const { unit, count } = watchTimeParts(seconds);
    return unit === 'minute' ? units('minutes', { count }) : units('seconds', { count });
  };
  if (plan.action === 'watch' && plan.offer.count > 1)
    return (
      <p className="text-sm text-muted">
        {t('watchManyHint', {
          missing: atMost(plan.missing),
          ads: plan.offer.count,
          time: time(plan.offer.watchSeconds),
          days: daysOf(plan.offer.count, adRule),
        })}
      </p>
    );
  const count = adRule.reward > 0 ? Math.ceil(price / adRule.reward - 1e-9) : 0;
  if (plan.action === 'watch' || (plan.action === 'run' && plan.free) || count < 1) return null;
  if (plan.action === 'run' && count < 2) return null;
  return (
    <p className="text-sm text-muted">
      {t('worth', { ads: count, time: time(adRule.watchSeconds), days: daysOf(count, adRule) })}
    </p>
  );
}

/** Price and button; on a phone it stays above the bottom bar while the form is on screen. */
export function RunBar(props: RunBarProps) {
  const { plan, busy, watching, signedIn, onCheaper } = props;
  const t = useTranslations('tool.bar');
  const label = useRunLabel(plan, props.upTo && !isRepeat(props));
  const { pending } = useFormStatus();
  const Icon = busy || pending ? LoaderCircle : ICONS[plan.action];
  return (
    <div
      role="group"
      aria-label={t('label')}
      className={cx(
        'sticky z-20 -mx-5 grid gap-2 rounded-b-card border-t border-line bg-surface px-5 py-3 sm:-mx-6 sm:px-6 sm:pt-4 sm:pb-5',
        signedIn ? 'bottom-[calc(3.5rem+env(safe-area-inset-bottom))] md:bottom-0' : 'bottom-0',
      )}
    >
      {/* Without script the server compares: nobody pays more than what this page said. */}
      <input type="hidden" name="seenPrice" value={props.price} />
      <PriceLine {...props} />
      {plan.action === 'blocked' && <NoAd plan={plan} onCheaper={onCheaper} />}
      <Button
        type="submit"
        size="lg"
        variant={plan.action === 'watch' && (watching || !busy) ? 'coin' : 'primary'}
        aria-disabled={busy || plan.action === 'blocked' || undefined}
        className="w-full min-w-0 text-balance whitespace-normal! max-sm:px-3!"
      >
        <Icon aria-hidden className={cx('size-5 shrink-0', (busy || pending) && 'animate-spin')} />
        <span>{watching ? t('watching') : busy ? t('running') : label}</span>
      </Button>
      <AdCount plan={plan} price={props.price} adRule={props.adRule} />
      {plan.action === 'signIn' && <p className="hidden text-center text-sm text-muted sm:block">{t('signInHint')}</p>}
    </div>
  );
}
