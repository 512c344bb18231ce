import { speak } from '@/lib/ai/demo/speech/speak';
import { numberWords, spokenWords } from '@/lib/ai/demo/speech/spoken-words';
import { soundsOf } from '@/lib/ai/demo/speech/word-sounds';
import type { MadeFile } from '@/lib/ai/types';
import { soundSeconds } from '@/lib/ai/adapters/sound-seconds';

/** Jest's own comparison looks at each byte by itself. */
const sameBytes = (one: MadeFile, other: MadeFile) => Buffer.from(one.bytes).equals(other.bytes);

const signal = new AbortController().signal;
const say = (
  text: string,
  change: { voice?: string; speed?: number; signal?: AbortSignal; mostSeconds?: number } = {},
) => speak({ text, signal, ...change });

/** Reads a RIFF file as a player would. */
function readWav(bytes: Uint8Array) {
  const file = Buffer.from(bytes);
  expect(file.toString('latin1', 0, 4)).toBe('RIFF');
  expect(file.readUInt32LE(4)).toBe(file.length - 8);
  expect(file.toString('latin1', 8, 16)).toBe('WAVEfmt ');
  expect(file.toString('latin1', 36, 40)).toBe('data');
  expect(file.readUInt32LE(40)).toBe(file.length - 44);
  const samples = Array.from(
    { length: (file.length - 44) / 2 },
    (_, index) => file.readInt16LE(44 + index * 2) / 32_768,
  );
  return {
    format: file.readUInt16LE(20),
    channels: file.readUInt16LE(22),
    rate: file.readUInt32LE(24),
    bytesPerSecond: file.readUInt32LE(28),
    bits: file.readUInt16LE(34),
    samples,
  };
}

const loudness = (samples: readonly number[]) =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

/** The vibration a voice makes most often, by how well a stretch of sound is like itself a moment later. */
function pitchOf(samples: readonly number[], rate: number): number {
  let best = { lag: 0, likeness: 0 };
  const start = samples.findIndex((value) => Math.abs(value) > 0.3);
  const stretch = samples.slice(start, start + 2_000);
  for (let lag = Math.floor(rate / 320); lag < rate / 60; lag += 1) {
    let likeness = 0;
    for (let index = 0; index + lag < stretch.length; index += 1) likeness += stretch[index]! * stretch[index + lag]!;
    if (likeness > best.likeness) best = { lag, likeness };
  }
  return rate / best.lag;
}

test('the file is a WAV of one channel that can be heard, as long as it says', async () => {
  const made = await say('Hello, this is the demo engine.');
  const { samples, ...facts } = readWav(made.bytes);
  expect(facts).toEqual({ format: 1, channels: 1, rate: 22_050, bytesPerSecond: 44_100, bits: 16 });
  expect(made.mediaType).toBe('audio/wav');
  expect(made.seconds).toBeCloseTo(samples.length / 22_050, 2);
  expect(soundSeconds(made.bytes, 'audio/wav')).toBeCloseTo(made.seconds!, 2);
  expect(made.seconds).toBeGreaterThan(1.2);
  expect(made.seconds).toBeLessThan(4);
  expect(loudness(samples)).toBeGreaterThan(0.04);
  expect(Math.max(...samples.map(Math.abs))).toBeLessThanOrEqual(1);
  expect(loudness(samples.slice(0, 1_500))).toBeLessThan(0.001);
});

test('the same words give the same bytes; other words and voices give others', async () => {
  const [one, same, other, deep] = await Promise.all([
    say('Good day'),
    say('Good day'),
    say('Good night'),
    say('Good day', { voice: 'deep' }),
  ]);
  expect(sameBytes(same, one)).toBe(true);
  expect(sameBytes(other, one)).toBe(false);
  expect(sameBytes(deep, one)).toBe(false);
});

test('voices differ in pitch as their names promise, and an unknown name gets the first one', async () => {
  const pitch = async (voice: string) => {
    const { samples, rate } = readWav((await say('Ah', { voice })).bytes);
    return pitchOf(samples, rate);
  };
  const [deep, warm, bright] = [await pitch('deep'), await pitch('warm'), await pitch('bright')];
  expect(deep).toBeLessThan(warm - 10);
  expect(bright).toBeGreaterThan(warm + 30);
  expect(sameBytes(await say('Ah', { voice: 'constructor' }), await say('Ah', { voice: 'warm' }))).toBe(true);
});

test('speed changes the length, within bounds', async () => {
  const text = 'The quick brown fox jumps over the lazy dog, again and again.';
  const lengths = await Promise.all([0.75, 1, 1.5].map(async (speed) => (await say(text, { speed })).seconds!));
  expect(lengths[0]).toBeGreaterThan(lengths[1]! * 1.2);
  expect(lengths[2]).toBeLessThan(lengths[1]! * 0.8);
  expect((await say(text, { speed: 900 })).seconds).toBeGreaterThan(1);
  expect((await say(text, { speed: Number.NaN })).seconds).toBe(lengths[1]);
});

test('pauses stand at the ends of sentences', async () => {
  const [joined, apart] = await Promise.all([say('one two three four'), say('One. Two. Three. Four.')]);
  expect(apart.seconds!).toBeGreaterThan(joined.seconds! + 0.7);
});

test.each([
  ['through', 'TH R UW'],
  ['thought', 'TH AO T'],
  ['knee', 'N IY'],
  ['nation', 'N EY SH AX N'],
  ['fish', 'F IH SH'],
  ['running', 'R AH N IH NG'],
  ['watched', 'W AA CH T'],
  ['people', 'P IY P AX L'],
  ['toString', soundsOf('tostring').join(' ')],
  ['', ''],
])('"%s" sounds as %s', (word, sounds) => {
  expect(soundsOf(word).join(' ')).toBe(sounds);
});

test.each([
  ['42', 'forty two'],
  ['1,250.5', 'one thousand two hundred fifty point five'],
  ['in 1998', 'in nineteen ninety eight'],
  ['22nd', 'twenty second'],
  ['$5 & 7%', 'five dollars and seven percent'],
  ['Dr. Müller', 'doctor muller'],
  ['the BBC', 'the bee bee see'],
  ['Привет', 'preevyet'],
  ['it’s', "it's"],
  ['日本', 'uh uh'],
  ['…', ''],
])('%s is read "%s"', (text, spoken) => {
  expect(spokenWords(text).join(' ')).toBe(spoken);
});

test('numbers have words up to a quadrillion, then figures', () => {
  expect(numberWords(0)).toBe('zero');
  expect(numberWords(1_000_001)).toBe('one million one');
  expect(numberWords(2e15)).toMatch(/^two zero zero/);
  expect(spokenWords('9'.repeat(30))).toHaveLength(30);
});

test('any text gives a sound: other scripts, signs, nothing, one endless word', async () => {
  for (const text of [
    '',
    '   ',
    '🦊🦊',
    '日本語のテキストです。',
    'مرحبا بالعالم',
    'x'.repeat(400),
    '?!?!',
    'a, b; c: d',
  ])
    expect(loudness(readWav((await say(text)).bytes).samples)).toBeGreaterThan(0);
});

test('a text that is too long ends at a clause, and says so', async () => {
  const made = await say('This sentence goes on for quite a while, as sentences do. '.repeat(20), {
    mostSeconds: 20,
  });
  expect(made.seconds).toBeLessThanOrEqual(20.5);
  expect(made.seconds).toBeGreaterThan(12);
}, 180_000);

test('the process stays free for others meanwhile, and a stop is obeyed at once', async () => {
  const stop = new AbortController();
  let ticks = 0;
  const ticking = setInterval(() => (ticks += 1), 10);
  await say('A longer text to read. '.repeat(8));
  clearInterval(ticking);
  expect(ticks).toBeGreaterThan(3);
  setTimeout(() => stop.abort(), 20);
  const startedAt = performance.now();
  await expect(say('A very long text. '.repeat(200), { signal: stop.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
}, 180_000);
