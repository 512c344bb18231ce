'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Badge, Card } from '@/components/ui';
import { HeldClaim } from './held-claim';
import { PartsBar } from './parts-bar';
import { PlayerControls } from './player-controls';
import { PlayerFailure } from './player-failure';
import { PlayerNotice } from './player-notice';
import { PlayerStage } from './player-stage';
import { takeFocus } from './take-focus';
import { useTimeText } from './time-text';
import type { AdClient, AdKind, DrawCreative, PlayerClaim, PlayerPhase, PlayerState } from './types';
import { useAdEngine, type AdControls } from './use-ad-engine';
import { useAnnouncement } from './use-announcement';

// Most ads ask nothing, and hardly any claim is asked for proof.
const PlayerQuestion = dynamic(() => import('./player-question').then((module) => module.PlayerQuestion), {
  ssr: false,
});
const PlayerChallenge = dynamic(() => import('./player-challenge').then((module) => module.PlayerChallenge), {
  ssr: false,
});

export interface AdPlayerProps {
  client: AdClient;
  kind: AdKind;
  /** Shown until the session says its own. */
  reward: number;
  watchSeconds: number;
  /** True right after the user's click on "watch": that click opens the first view. */
  autoplay: boolean;
  /** Adds to the ad that was just claimed. */
  bonus?: boolean;
  /** Which ad of how many. */
  number?: number;
  total?: number;
  /** A run starts when the ads are over. */
  thenRun: boolean;
  draw: DrawCreative;
  /** Not of a claim that is held: nothing was paid yet. */
  onClaimed(claim: PlayerClaim): void;
  onCancel?(): void;
  className?: string;
}

function Heading({
  number = 1,
  total = 1,
  thenRun,
  state,
  reward,
  watchSeconds,
}: AdPlayerProps & { state: PlayerState }) {
  const t = useTranslations('player');
  const time = useTimeText();
  const { session } = state;
  const about = { reward: session?.reward ?? reward, time: time(session?.watchSeconds ?? watchSeconds) };
  const parts = session?.views.length ?? 1;
  return (
    <>
      <h2 className="text-lg">{thenRun ? t('titleThenRun', about) : t('title', about)}</h2>
      <span className="flex flex-wrap gap-1.5">
        {session?.bonus && <Badge tone="coin">{t('bonus')}</Badge>}
        {total > 1 && <Badge tone="coin">{t('adsLeft', { number, total })}</Badge>}
        {parts > 1 && <Badge>{t('part', { number: state.viewIndex + 1, total: parts })}</Badge>}
      </span>
    </>
  );
}

/** The view on screen, its question and its buttons. */
function Watching(props: AdPlayerProps & { ad: AdControls }) {
  const { state, play, pause, answer, skipNetwork, solveChallenge } = props.ad;
  const view = state.session?.views[state.viewIndex];
  const seconds = view?.seconds ?? props.watchSeconds;
  // The server takes an answer once the view has begun.
  const begun = state.phase !== 'ready' || state.watchedSeconds > 0;
  const [answers, setAnswers] = useState(0);
  // One question at a time.
  const asked = state.phase === 'challenge' && state.challenge !== null;
  return (
    <>
      <PlayerStage state={state} seconds={seconds} draw={props.draw} onPlay={play} />
      <PartsBar state={state} seconds={seconds} />
      <PlayerNotice state={state} />
      {asked && state.challenge ? (
        <PlayerChallenge
          challenge={state.challenge}
          again={answers > 0}
          onSolve={(given) => {
            setAnswers(answers + 1);
            solveChallenge(given);
          }}
        />
      ) : (
        <PlayerControls
          state={state}
          reward={state.session?.reward ?? props.reward}
          onPlay={play}
          onPause={pause}
          onSkip={skipNetwork}
          onCancel={props.onCancel}
        />
      )}
      {view?.question && begun && !asked && <PlayerQuestion question={view.question} onAnswer={answer} />}
    </>
  );
}

function Body(props: AdPlayerProps & { ad: AdControls }) {
  const { state, retry } = props.ad;
  const { claim, problem } = state;
  if (claim?.heldUntil) {
    return <HeldClaim reward={claim.reward} heldUntil={claim.heldUntil} onMore={retry} onCancel={props.onCancel} />;
  }
  if (state.phase !== 'failed' || !problem) return <Watching {...props} />;
  return (
    <PlayerFailure
      problem={problem}
      kind={state.session?.kind ?? props.kind}
      claimed={state.session !== null}
      onRetry={retry}
      onCancel={props.onCancel}
    />
  );
}

/** The focus goes to the player when it comes, and when what it shows takes the place of the button that had it. */
function useOwnFocus(phase: PlayerPhase) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => takeFocus(box.current), []);
  const replaced = phase === 'failed' || phase === 'challenge';
  useEffect(() => {
    if (replaced) box.current?.focus({ preventScroll: true });
  }, [replaced]);
  const covered = phase === 'network';
  useEffect(() => {
    const own = box.current;
    // From the ad that lay over the page.
    return covered ? () => own?.focus({ preventScroll: true }) : undefined;
  }, [covered]);
  return box;
}

/**
 * Plays one rewarded ad, from the session to the claim. Its time runs only while the page is in front; what is shown as
 * watched is what the server has counted.
 */
export function AdPlayer(props: AdPlayerProps) {
  const t = useTranslations('player');
  const ad = useAdEngine(props.client, props.kind, props.autoplay, props.bonus);
  const { state } = ad;
  const announcement = useAnnouncement(state);
  const box = useOwnFocus(state.phase);
  const claimed = useRef(props.onClaimed);
  useEffect(() => {
    claimed.current = props.onClaimed;
  });
  useEffect(() => {
    if (state.claim && state.claim.heldUntil === null) claimed.current(state.claim);
  }, [state.claim]);

  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-label={t('label')}
      className={`scroll-mt-24 outline-none ${props.className ?? ''}`}
    >
      <Card className="grid grid-cols-1 gap-4 p-4! sm:p-5!">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Heading {...props} state={state} />
        </div>
        <Body {...props} ad={ad} />
        <p role="status" className="sr-only">
          {announcement}
        </p>
      </Card>
    </section>
  );
}
