import { useEffect, useRef, useState } from 'react';
import type { Microphone, MicrophoneRefusal, Take } from './microphone';

export type RecorderState =
  | { phase: 'asking' }
  | { phase: 'refused'; why: MicrophoneRefusal }
  | { phase: 'recording' | 'paused' }
  | { phase: 'done'; sound: Blob; url: string };

export interface UseRecorder {
  state: RecorderState;
  /** Recorded so far, pauses left out. */
  seconds: number;
  level(): number;
  pause(): void;
  resume(): void;
  stop(): void;
  again(): void;
}

/** Nobody dictates for longer on purpose. */
export const MOST_SECONDS = 60 * 60;

/** Seconds while `runs`, kept over pauses. */
function useSeconds(runs: boolean) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!runs) return;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      setSeconds((before) => before + (now - last) / 1_000);
      last = now;
    }, 250);
    return () => clearInterval(timer);
  }, [runs]);
  return { seconds, reset: () => setSeconds(0) };
}

/** Asks for the microphone at once, records, and lets it go whatever happens. */
export function useRecorder(microphone: Microphone): UseRecorder {
  const [state, setState] = useState<RecorderState>({ phase: 'asking' });
  const [round, setRound] = useState(0);
  const take = useRef<Take | null>(null);
  const { seconds, reset } = useSeconds(state.phase === 'recording');

  useEffect(() => {
    let left = false;
    void microphone.open().then((opened) => {
      if (!opened.ok) return left ? undefined : setState({ phase: 'refused', why: opened.why });
      if (left) return opened.take.drop();
      take.current = opened.take;
      setState({ phase: 'recording' });
    });
    return () => {
      left = true;
      take.current?.drop();
      take.current = null;
    };
  }, [microphone, round]);

  const soundUrl = state.phase === 'done' ? state.url : null;
  useEffect(() => () => (soundUrl ? URL.revokeObjectURL(soundUrl) : undefined), [soundUrl]);

  const stop = () => {
    const own = take.current;
    take.current = null;
    void own?.stop().then((sound) => setState({ phase: 'done', sound, url: URL.createObjectURL(sound) }));
  };
  const tooLong = state.phase === 'recording' && seconds >= MOST_SECONDS;
  useEffect(() => {
    if (!tooLong) return;
    const own = take.current;
    take.current = null;
    void own?.stop().then((sound) => setState({ phase: 'done', sound, url: URL.createObjectURL(sound) }));
  }, [tooLong]);
  return {
    ...{ state, seconds, stop },
    level: () => take.current?.level() ?? 0,
    pause() {
      take.current?.pause();
      setState({ phase: 'paused' });
    },
    resume() {
      take.current?.resume();
      setState({ phase: 'recording' });
    },
    again() {
      reset();
      setState({ phase: 'asking' });
      setRound((now) => now + 1);
    },
  };
}
