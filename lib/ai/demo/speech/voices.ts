export interface Voice {
  /** Vibrations of the vocal cords a second, in the middle of a sentence. */
  pitch: number;
  /** How much smaller the mouth is than a large man's: all resonances are higher by it. */
  size: number;
  /** Melody: how far the pitch moves around its middle. */
  liveliness: number;
  /** Breath in the voice, from 0 to 1. */
  breath: number;
  tempo: number;
}

const VOICES: Readonly<Record<string, Voice>> = {
  warm: { pitch: 122, size: 1.02, liveliness: 1, breath: 0.025, tempo: 1 },
  bright: { pitch: 208, size: 1.17, liveliness: 1.3, breath: 0.02, tempo: 1.05 },
  deep: { pitch: 88, size: 0.94, liveliness: 0.8, breath: 0.02, tempo: 0.95 },
  calm: { pitch: 172, size: 1.12, liveliness: 0.7, breath: 0.06, tempo: 0.9 },
};

/** A voice by its name; the first one where nobody knows the name. */
export function voiceOf(name: string | undefined): Voice {
  return (name !== undefined && Object.hasOwn(VOICES, name) ? VOICES[name] : undefined) ?? VOICES.warm!;
}
