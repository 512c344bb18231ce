import { useEffect, useRef, useState } from 'react';
import { AdEngine } from './engine';
import { PLAYER_START, type AdClient, type AdKind, type PlayerState } from './types';

export interface AdControls {
  state: PlayerState;
  play(): void;
  pause(): void;
  retry(): void;
  /** Answers the question of the view on screen: the index of a choice. */
  answer(choice: number): void;
  /** Claims again with the answer to `state.challenge`. */
  solveChallenge(answer: string): void;
  /** Goes on without the network's ad. */
  skipNetwork(): void;
}

/** Some web views of apps never say that they have the focus: there, being visible is all that is known. */
let hadFocus = false;

/** In front: visible, and the page or an ad inside it has the focus. A window beside this one counts as away. */
function isInFront(): boolean {
  const focused = document.hasFocus();
  hadFocus ||= focused;
  return document.visibilityState === 'visible' && (focused || !hadFocus);
}

/** One ad session for as long as the component is on screen; `bonus` adds to the one that was just claimed. */
export function useAdEngine(client: AdClient, kind: AdKind, autoplay: boolean, bonus = false): AdControls {
  const [state, setState] = useState<PlayerState>(PLAYER_START);
  const engine = useRef<AdEngine | null>(null);

  useEffect(() => {
    const own = new AdEngine({
      ...{ client, kind, bonus },
      now: () => performance.now(),
      isVisible: isInFront,
      takeFocus: () => window.focus(),
      onChange: setState,
    });
    engine.current = own;
    const onFront = () => own.visibilityChanged();
    // A page that the browser keeps for the way back is hidden meanwhile, and goes on when it is shown again.
    const onLeave = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) own.stop();
    };
    document.addEventListener('visibilitychange', onFront);
    for (const name of ['focus', 'blur'] as const) window.addEventListener(name, onFront);
    window.addEventListener('pagehide', onLeave);
    void own.load(autoplay);
    return () => {
      document.removeEventListener('visibilitychange', onFront);
      for (const name of ['focus', 'blur'] as const) window.removeEventListener(name, onFront);
      window.removeEventListener('pagehide', onLeave);
      own.stop();
    };
  }, [client, kind, autoplay, bonus]);

  return {
    state,
    play: () => void engine.current?.play(),
    pause: () => engine.current?.pause(),
    retry: () => void engine.current?.retry(),
    answer: (choice) => void engine.current?.answer(choice),
    solveChallenge: (answer) => void engine.current?.solveChallenge(answer),
    skipNetwork: () => void engine.current?.skipNetwork(),
  };
}
