import { useSyncExternalStore } from 'react';

/** The part of Web Speech that reading aloud needs; absent where the device cannot speak. */
export function deviceSpeech(): SpeechSynthesis | null {
  return typeof window !== 'undefined' && 'speechSynthesis' in window && 'SpeechSynthesisUtterance' in window
    ? window.speechSynthesis
    : null;
}

const NONE: SpeechSynthesisVoice[] = [];
let known: SpeechSynthesisVoice[] = NONE;

/** The device gives a new array each time it is asked. */
function voicesNow(): SpeechSynthesisVoice[] {
  const voices = deviceSpeech()?.getVoices() ?? NONE;
  const same = voices.length === known.length && voices.every(({ voiceURI }, at) => voiceURI === known[at]?.voiceURI);
  if (!same) known = voices;
  return known;
}

function onVoices(told: () => void): () => void {
  const speech = deviceSpeech();
  // Many devices look for their voices only when they are first asked.
  speech?.addEventListener?.('voiceschanged', told);
  return () => speech?.removeEventListener?.('voiceschanged', told);
}

/** The voices this device has; none on the server and where there is no speech. */
export function useVoices(): readonly SpeechSynthesisVoice[] {
  return useSyncExternalStore(onVoices, voicesNow, () => NONE);
}

/** From the begin of the word at `index` to its end. */
export function wordAt(text: string, index: number): { from: number; to: number } {
  const rest = text.slice(index).search(/\s/);
  return { from: index, to: rest < 0 ? text.length : index + rest };
}
