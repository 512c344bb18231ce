'use client';

import { useTranslations } from 'next-intl';
import { wayToAd } from '@/components/earn/way-to-ad';
import { Alert, Button, buttonClass, LinkButton } from '@/components/ui';
import type { Problem } from '@/components/tool/problem';
import { NothingToWatch } from './nothing-to-watch';
import type { AdKind } from './types';

const KNOWN = [
  'offline',
  'ad_expired',
  'ad_elsewhere',
  'ad_unconfirmed',
  'unauthenticated',
  'conflict',
  'not_found',
] as const;

type Known = (typeof KNOWN)[number] | 'refused';

/** Which sentence it gets; null where the server's own is all there is. A refusal after watching is one of the claim. */
function sentenceOf({ code }: Problem, claimed: boolean): Known | null {
  if (code === 'forbidden' && claimed) return 'refused';
  return KNOWN.find((known) => known === code) ?? null;
}

function Action({ why, kind, onRetry }: { why: Known | null; kind: AdKind; onRetry(): void }) {
  const t = useTranslations('player');
  switch (why) {
    case 'ad_elsewhere':
      // A page with another policy comes by a full load.
      return (
        <a href={wayToAd(kind)} className={buttonClass()}>
          {t('failed.toPage')}
        </a>
      );
    case 'unauthenticated':
      return (
        <a href={`/sign-in?next=${encodeURIComponent(wayToAd(kind))}`} className={buttonClass()}>
          {t('failed.signIn')}
        </a>
      );
    case 'refused':
      return (
        <LinkButton href="/earn" variant="secondary">
          {t('failed.see')}
        </LinkButton>
      );
    default:
      return <Button onClick={onRetry}>{t(why === 'conflict' ? 'failed.another' : 'retry')}</Button>;
  }
}

/** Why the ad cannot go on, what becomes of the time that was watched, and what to do about it. */
export function PlayerFailure({
  problem,
  kind,
  claimed,
  onRetry,
  onCancel,
}: {
  problem: Problem;
  kind: AdKind;
  /** A session was watched; it was its claim that failed. */
  claimed: boolean;
  onRetry(): void;
  onCancel?(): void;
}) {
  const t = useTranslations('player');
  if (problem.code === 'cap_reached' || problem.code === 'rate_limited' || (problem.code === 'forbidden' && !claimed))
    return <NothingToWatch problem={problem} onOpen={onRetry} onCancel={onCancel} />;
  const why = sentenceOf(problem, claimed);
  const kindly = why === 'conflict' || why === 'ad_elsewhere';
  return (
    <Alert tone={kindly ? 'info' : 'bad'} role="alert" title={t(`failed.title.${why ?? 'other'}`)}>
      <p>{why ? t(`failed.${why}`) : problem.detail || t('failed.other')}</p>
      <p className="mt-3 flex flex-wrap gap-2">
        <Action why={why} kind={kind} onRetry={onRetry} />
        {onCancel && (
          <Button variant="quiet" onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
      </p>
    </Alert>
  );
}
