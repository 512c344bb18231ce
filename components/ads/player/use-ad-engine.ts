import { useEffect, useRef, useState } from 'react';
import { AdEngine, PLAYER_START } from './engine';
import type { AdClient, AdKind, PlayerState } from './types';

export interface AdControls {
  state: PlayerState;
  play(): void;
  pause(): void;
  retry(): void;
}

/** One ad session for as long as the component is on screen. */
export function useAdEngine(client: AdClient, kind: AdKind, autoplay: boolean): AdControls {
  const [state, setState] = useState<PlayerState>(PLAYER_START);
  const engine = useRef<AdEngine | null>(null);

  useEffect(() => {
    const own = new AdEngine({
      client,
      kind,
      now: () => performance.now(),
      isVisible: () => document.visibilityState === 'visible',
      onChange: setState,
    });
    engine.current = own;
    const onVisibility = () => own.visibilityChanged();
    const onLeave = () => own.stop();
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('pagehide', onLeave);
    void own.load(autoplay);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('pagehide', onLeave);
      own.stop();
    };
  }, [client, kind, autoplay]);

  return {
    state,
    play: () => void engine.current?.play(),
    pause: () => engine.current?.pause(),
    retry: () => void engine.current?.retry(),
  };
}
