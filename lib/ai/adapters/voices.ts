/** The voices that tools offer, by how they sound; each provider has some of its own that come near. */
type OfferedVoice = 'warm' | 'bright' | 'deep' | 'calm';

interface VoiceRules {
  offered: Readonly<Record<OfferedVoice, string>>;
  usual: string;
  /** What the model knows itself. A wish for another model's voice is none for this one. */
  knows(voice: string): boolean;
}

const OPENAI_VOICES = new Set([
  ...['alloy', 'ash', 'ballad', 'coral', 'echo', 'fable', 'onyx'],
  ...['nova', 'sage', 'shimmer', 'verse', 'marin', 'cedar'],
]);

export const OPENAI_SPEECH: VoiceRules = {
  offered: { warm: 'coral', bright: 'nova', deep: 'onyx', calm: 'sage' },
  usual: 'alloy',
  knows: (voice) => OPENAI_VOICES.has(voice),
};

/**
 * Language, name, mood ("en_paul_neutral"), a number ("voice_478"), or the id of one that the account has saved.
 */
const MISTRAL_VOICE = /^([a-z]{2}_[a-z]+_[a-z]+|voice_\d+|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/;

export const MISTRAL_SPEECH: VoiceRules = {
  offered: {
    warm: 'voice_478',
    bright: 'en_paul_cheerful',
    deep: 'gb_oliver_neutral',
    calm: 'gb_jane_neutral',
  },
  usual: 'en_paul_neutral',
  knows: (voice) => MISTRAL_VOICE.test(voice),
};

/** Language, sex, name: "af_heart" is an American woman's. */
const KOKORO_VOICE = /^[abefhijpz][fm]_[a-z]+$/;

const KOKORO_SPEECH: VoiceRules = {
  offered: { warm: 'af_heart', bright: 'af_bella', deep: 'am_michael', calm: 'bf_emma' },
  usual: 'af_heart',
  knows: (voice) => KOKORO_VOICE.test(voice),
};

const isOffered = (voice: string, { offered }: VoiceRules): voice is OfferedVoice => Object.hasOwn(offered, voice);

/** The voice to ask for: the model's own for an offered one, a wished one that it knows, else its usual one. */
export function voiceOf(rules: VoiceRules, wish: string | undefined): string {
  if (wish === undefined) return rules.usual;
  if (isOffered(wish, rules)) return rules.offered[wish];
  return rules.knows(wish) ? wish : rules.usual;
}

/**
 * The same by a model's name, where one provider has models of many makers. Of models we know nothing about, the usual
 * voice is asked for by asking for none; a wish that is no offered one may be theirs.
 */
export function voiceFor(model: string, wish: string | undefined): string | undefined {
  if (/kokoro/i.test(model)) return voiceOf(KOKORO_SPEECH, wish);
  if (/^openai\//.test(model)) return voiceOf(OPENAI_SPEECH, wish);
  if (/voxtral/i.test(model)) return voiceOf(MISTRAL_SPEECH, wish);
  return wish !== undefined && isOffered(wish, KOKORO_SPEECH) ? undefined : wish;
}
