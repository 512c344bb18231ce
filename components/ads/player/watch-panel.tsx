'use client';

import { FastForward } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Alert, Button, Card, Coin, LinkButton } from '@/components/ui';
import { AdPlayer } from './ad-player';
import { takeFocus } from './take-focus';
import type { AdClient, AdKind, DrawCreative, PlayerClaim } from './types';

export interface WatchPanelProps {
  client: AdClient;
  draw: DrawCreative;
  kind: AdKind;
  reward: number;
  watchSeconds: number;
  /** The page was opened to watch on after a claim. */
  bonus?: boolean;
  /** Ads that the waiting run needs; 1 where none waits. */
  count: number;
  thenRun: boolean;
  /** Goes on to the waiting run; null where none waits. */
  onReady: (() => void) | null;
  onBalanceChanged(): void;
}

/** What came in, and what to do next: going on to what waits is never in the way of anything, a bonus only lies beside it. */
function Claimed({
  claim,
  adsLeft,
  onNext,
  onBonus,
}: {
  claim: PlayerClaim;
  /** Ads that the waiting run still needs. */
  adsLeft: number;
  onNext(): void;
  onBonus(): void;
}) {
  const t = useTranslations('player');
  const box = useRef<HTMLDivElement>(null);
  const { bonus, reward, available, dayOver } = claim;
  useEffect(() => takeFocus(box.current), []);
  return (
    <div ref={box} tabIndex={-1} className="scroll-mt-24 outline-none">
      <Card className="grid gap-5 *:min-w-0">
        <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
          <Coin amount={reward} signed className="font-display text-5xl font-extrabold" />
          <div role="status" className="grid min-w-0 flex-1 basis-40 gap-1">
            <h2 className="text-xl">{t('watch.doneTitle', { available })}</h2>
            {adsLeft > 0 && !dayOver && <p className="text-muted">{t('claimedNext', { reward, ads: adsLeft })}</p>}
            {dayOver && <p className="text-muted">{t('watch.doneDay')}</p>}
          </div>
        </div>
        <p className="flex flex-wrap gap-2">
          {!dayOver && (
            <Button variant={bonus && adsLeft === 0 ? 'secondary' : 'coin'} onClick={onNext}>
              {adsLeft > 0 ? t('next') : t('watch.doneMore')}
            </Button>
          )}
          <LinkButton href="/" variant="secondary">
            {t('watch.doneTools')}
          </LinkButton>
        </p>
        {bonus && (
          <div className="flex flex-wrap items-center justify-between gap-3 rounded-control border border-coin/40 bg-coin-soft p-4">
            <p className="text-[0.9375rem] text-coin-ink">{t('watch.doneBonusHint')}</p>
            <Button variant="coin" onClick={onBonus} className="max-w-full text-balance whitespace-normal!">
              <FastForward aria-hidden className="size-4.5 fill-current rtl:-scale-x-100" />
              {t('watch.doneBonus', { seconds: bonus.watchSeconds, reward: bonus.reward })}
            </Button>
          </div>
        )}
      </Card>
    </div>
  );
}

/** The player on a page of its own: one ad after the other, each by its own click, until the waiting run is paid. */
export function WatchPanel(props: WatchPanelProps) {
  const { count, onReady } = props;
  const t = useTranslations('player');
  const [watched, setWatched] = useState(0);
  // How many the run needed when the page came; the page counts down as the balance grows.
  const [total] = useState(count);
  const [claim, setClaim] = useState<PlayerClaim | null>(null);
  // What the click on the way to the next ad was for.
  const [bonus, setBonus] = useState({ wanted: props.bonus === true, clicked: false });
  const left = total - watched;

  if (claim) {
    const goOn = (wanted: boolean) => {
      setBonus({ wanted, clicked: wanted });
      setClaim(null);
    };
    return (
      <Claimed
        claim={claim}
        adsLeft={onReady ? Math.max(0, left) : 0}
        onNext={() => goOn(false)}
        onBonus={() => goOn(true)}
      />
    );
  }
  return (
    <div className="grid gap-4">
      {total > 1 && watched === 0 && <Alert>{t('watch.count', { ads: total })}</Alert>}
      <AdPlayer
        client={props.client}
        kind={props.kind}
        reward={props.reward}
        watchSeconds={props.watchSeconds}
        bonus={bonus.wanted}
        // Without a click on this page the ad waits for one.
        autoplay={bonus.clicked}
        number={Math.min(watched + 1, total)}
        total={total}
        thenRun={props.thenRun && left <= 1}
        draw={props.draw}
        onClaimed={(paid) => {
          // A bonus is not one of the ads that the run needs.
          if (!bonus.wanted) setWatched(watched + 1);
          props.onBalanceChanged();
          if (onReady && left <= 1 && !bonus.wanted) onReady();
          else setClaim(paid);
        }}
      />
    </div>
  );
}
