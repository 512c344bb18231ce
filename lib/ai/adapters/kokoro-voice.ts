/** Language, sex, name: "af_heart" is an American woman's. */
const VOICE = /^[abefhijpz][fm]_[a-z]+$/;
const DEFAULT_VOICE = 'af_heart';

/**
 * The voice to ask a model for. Kokoro gets one of its own even when another model's was wished for: in a chain the wish
 * may be about the candidate before it. Other models get the wish as it is.
 */
export function voiceFor(model: string, voice: string | undefined): string | undefined {
  if (!/kokoro/i.test(model)) return voice;
  return voice !== undefined && VOICE.test(voice) ? voice : DEFAULT_VOICE;
}
