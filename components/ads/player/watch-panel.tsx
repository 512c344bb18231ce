'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Alert, Button, Card, Coin, LinkButton } from '@/components/ui';
import { AdPlayer, type DrawCreative } from './ad-player';
import type { AdClient, AdKind } from './types';

export interface WatchPanelProps {
  client: AdClient;
  draw: DrawCreative;
  kind: AdKind;
  reward: number;
  watchSeconds: number;
  /** Ads that the waiting run needs; 1 where none waits. */
  count: number;
  thenRun: boolean;
  /** Goes on to the waiting run; null where none waits. */
  onReady: (() => void) | null;
  onBalanceChanged(): void;
}

/** The player on a page of its own: one ad after the other, each by its own click, until the waiting run is paid. */
export function WatchPanel(props: WatchPanelProps) {
  const { count, onReady } = props;
  const t = useTranslations('player');
  const [watched, setWatched] = useState(0);
  // How many the run needed when the page came; the page counts down as the balance grows.
  const [total] = useState(count);
  const [claim, setClaim] = useState<{ reward: number; available: number } | null>(null);
  const left = total - watched;

  if (claim) {
    return (
      <Card className="grid justify-items-start gap-4">
        <p className="text-3xl">
          <Coin amount={claim.reward} signed className="font-display" />
        </p>
        <div role="status" className="grid gap-1">
          <h2 className="text-xl">{t('watch.doneTitle', { available: claim.available })}</h2>
          {left > 0 && onReady && <p className="text-muted">{t('claimedNext', { reward: claim.reward, ads: left })}</p>}
        </div>
        <p className="flex flex-wrap gap-2">
          <Button variant="coin" onClick={() => setClaim(null)}>
            {left > 0 && onReady ? t('next') : t('watch.doneMore')}
          </Button>
          <LinkButton href="/" variant="secondary">
            {t('watch.doneTools')}
          </LinkButton>
        </p>
      </Card>
    );
  }
  return (
    <div className="grid gap-4">
      {total > 1 && watched === 0 && <Alert>{t('watch.count', { ads: total })}</Alert>}
      <AdPlayer
        key={watched}
        client={props.client}
        kind={props.kind}
        reward={props.reward}
        watchSeconds={props.watchSeconds}
        // Nobody has clicked on this page yet: the ad waits for it.
        autoplay={false}
        number={Math.min(watched + 1, total)}
        total={total}
        thenRun={props.thenRun && left <= 1}
        draw={props.draw}
        onClaimed={(paid) => {
          setWatched(watched + 1);
          props.onBalanceChanged();
          if (onReady && left <= 1) onReady();
          else setClaim(paid);
        }}
      />
    </div>
  );
}
