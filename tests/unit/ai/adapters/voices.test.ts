import { MISTRAL_SPEECH, OPENAI_SPEECH, voiceFor, voiceOf } from '@/lib/ai/adapters/voices';
import { waveOf } from '@/lib/ai/adapters/wave-of';
import { soundSeconds } from '@/lib/ai/adapters/sound-seconds';
import { textToSpeech } from '@/lib/tools/definitions/text-to-speech';
import { VOICES } from '../../../support/wire/openrouter-fields';

const offered = textToSpeech.options.find(({ id }) => id === 'voice')?.choices.map(({ value }) => value) ?? [];

test('every voice that the tool offers is another voice of each provider', () => {
  expect(offered.length).toBeGreaterThan(2);
  for (const [rules, isTheirs] of [
    [OPENAI_SPEECH, OPENAI_SPEECH.knows],
    [MISTRAL_SPEECH, MISTRAL_SPEECH.knows],
  ] as const) {
    const own = offered.map((voice) => voiceOf(rules, voice));
    expect(new Set(own).size).toBe(offered.length);
    expect(own.every((voice) => isTheirs(voice))).toBe(true);
  }
  const kokoro = offered.map((voice) => voiceFor('hexgrad/Kokoro-82M', voice));
  expect(new Set(kokoro).size).toBe(offered.length);
  expect(kokoro.every((voice) => VOICES['hexgrad/kokoro-82m']?.(voice))).toBe(true);
});

test('a voice of the provider’s own is asked for by its name, a stranger’s is none', () => {
  expect(voiceOf(OPENAI_SPEECH, 'marin')).toBe('marin');
  expect(voiceOf(OPENAI_SPEECH, 'af_heart')).toBe('alloy');
  expect(voiceOf(MISTRAL_SPEECH, undefined)).toBe('en_paul_neutral');
  expect(voiceFor('openai/gpt-4o-mini-tts', 'deep')).toBe('onyx');
  expect(voiceFor('mistralai/voxtral-mini-tts-3-0', 'alloy')).toBe('en_paul_neutral');
});

test('a model nobody knows gets a wish of its own kind, but no name that only we know', () => {
  expect([voiceFor('some/voice', 'robot'), voiceFor('some/voice', 'warm')]).toEqual(['robot', undefined]);
  expect(voiceOf(OPENAI_SPEECH, 'constructor')).toBe('alloy');
});

test.each([
  ['audio/pcm;rate=24000;channels=1', 24_000, 1],
  ['audio/pcm; rate=16000; channels=2', 16_000, 2],
  ['audio/pcm', 24_000, 1],
  ['audio/pcm;rate=0;channels=900', 24_000, 1],
])('raw samples told as %s become a WAV that says how long it is', (told, rate, channels) => {
  const wave = waveOf(new Uint8Array(rate * channels * 2), told);
  expect(soundSeconds(wave, 'audio/wav')).toBe(1);
  const head = Buffer.from(wave.buffer, wave.byteOffset, wave.byteLength);
  expect([head.toString('latin1', 0, 4), head.readUInt32LE(24), head.readUInt16LE(22)]).toEqual([
    'RIFF',
    rate,
    channels,
  ]);
});
