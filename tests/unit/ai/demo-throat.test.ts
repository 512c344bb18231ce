import { LETTER_RULES, OWN_WAYS } from '@/lib/ai/demo/speech/letter-rules';
import { FRAME_MS, scoreOf, type Frame } from '@/lib/ai/demo/speech/score';
import { PAIRS, SOUNDS } from '@/lib/ai/demo/speech/sounds';
import { speak } from '@/lib/ai/demo/speech/speak';
import { numberWords, spokenWords } from '@/lib/ai/demo/speech/spoken-words';
import { RATE, Throat } from '@/lib/ai/demo/speech/throat';
import { voiceOf } from '@/lib/ai/demo/speech/voices';
import { fillWav, wavOf } from '@/lib/ai/demo/speech/wav';
import { soundsOf } from '@/lib/ai/demo/speech/word-sounds';
import { finished } from '@/tests/support/finished';

const signal = new AbortController().signal;
const warm = voiceOf('warm');
const score = (clause: string, mark = '.', speed = 1) => finished(scoreOf(clause, mark, warm, speed));
const pitchAtEnd = (frames: readonly Frame[]) => frames.at(-1)!.pitch;
const known = (name: string) => name in SOUNDS || name in PAIRS;

describe('rules of letters', () => {
  test('every letter has rules, the last of them fits anywhere, and all name sounds that there are', () => {
    expect(Object.keys(LETTER_RULES).join('')).toBe('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    for (const [letter, list] of Object.entries(LETTER_RULES)) {
      const rules = list.split(';');
      expect(rules.at(-1)).toMatch(new RegExp(`^\\[${letter}\\]=`));
      for (const rule of rules) {
        const [, letters, sounds] = /^[^[]*\[(.+)\][^=]*=(.*)$/.exec(rule)!;
        expect(letters!.startsWith(letter)).toBe(true);
        for (const name of sounds!.split(' ').filter(Boolean)) expect([rule, known(name)]).toEqual([rule, true]);
      }
    }
  });

  test('words with ways of their own name sounds that there are, and are taken before the rules', () => {
    for (const [word, sounds] of Object.entries(OWN_WAYS)) {
      for (const name of sounds.split(' ')) expect([word, known(name)]).toEqual([word, true]);
      expect(soundsOf(word).join(' ')).toBe(sounds);
      expect(soundsOf(word.toUpperCase()).join(' ')).toBe(sounds);
    }
  });

  test.each([
    ['phone', 'F OW N'],
    ['right', 'R AY T'],
    ['write', 'R AY T'],
    ['quick', 'K W IH K'],
    ['ship', 'SH IH P'],
    ['think', 'TH IH NG K'],
    ['boy', 'B OY'],
    ['house', 'HH AW S'],
    ['cake', 'K EY K'],
    ['see', 'S IY'],
  ])('%s', (word, sounds) => {
    expect(soundsOf(word).join(' ')).toBe(sounds);
  });

  test('no word is without an end', () => {
    expect(soundsOf('a'.repeat(5_000)).length).toBeLessThanOrEqual(40);
    expect(soundsOf('bcd'.repeat(2_000)).length).toBeLessThanOrEqual(60);
  });
});

describe('sounds', () => {
  test.each(Object.entries(SOUNDS))('%s can be made by a mouth', (_name, sound) => {
    for (const [low, middle, high] of [sound.formants, sound.glide ?? sound.formants]) {
      expect(low).toBeGreaterThan(150);
      expect(middle).toBeGreaterThan(low);
      expect(high).toBeGreaterThan(middle);
      expect(high).toBeLessThan(RATE * 0.45);
    }
    expect(sound.milliseconds).toBeGreaterThan(20);
    expect(sound.milliseconds).toBeLessThan(260);
    expect(sound.voice).toBeGreaterThanOrEqual(0);
    expect(sound.voice).toBeLessThanOrEqual(1);
    // Something is heard of it.
    expect(sound.voice + (sound.hiss?.[0] ?? 0) + (sound.breath ?? 0)).toBeGreaterThan(0);
  });

  test('a pair is two sounds that there are', () => {
    for (const parts of Object.values(PAIRS)) for (const part of parts) expect(part in SOUNDS).toBe(true);
  });
});

describe('what is read', () => {
  test.each([
    ['0', 'zero'],
    ['13', 'thirteen'],
    ['100', 'one hundred'],
    ['1,001', 'one thousand one'],
    ['2,000,000', 'two million'],
    ['3.14', 'three point one four'],
    ['1st 2nd 3rd 20th', 'first second third twentieth'],
    ['in 1905', 'in nineteen oh five'],
    ['in 1900', 'in nineteen hundred'],
    ['in 2004', 'in two thousand four'],
    ['in 2026', 'in twenty twenty six'],
    ['007', 'zero zero seven'],
    ['12:30', 'twelve thirty'],
    ['€20', 'twenty euros'],
    ['20 km', 'twenty kilometers'],
    ['a@b', 'a at b'],
    ['USB', 'you ess bee'],
    ['NATO', 'nato'],
    ['Ωmega', 'omega'],
    ['naïve café', 'naive cafe'],
    ['smørrebrød', 'smorrebrod'],
  ])('%s: %s', (text, words) => {
    expect(spokenWords(text).join(' ')).toBe(words);
  });

  test('whatever is read is letters and apostrophes alone', () => {
    const odd = ['日本 123 ½ ③', 'ﷺ مرحبا', 'Ñandú & Čapek #5', '👍🏽 ok', 'x'.repeat(300), '1e9 0x1F −5'];
    for (const text of odd) for (const word of spokenWords(text)) expect(word).toMatch(/^[a-z']+$/);
  });

  test('number words grow with the number and never repeat', () => {
    const seen = new Set<string>();
    for (let value = 0; value < 3_000; value += 1) seen.add(numberWords(value));
    expect(seen.size).toBe(3_000);
    expect(numberWords(999_999_999_999)).toContain('billion');
  });
});

describe('a score', () => {
  test('is as long as its sounds, and shorter where the speed is higher', () => {
    const frames = score('the boat sails home');
    expect(frames.length * FRAME_MS).toBeGreaterThan(600);
    expect(score('the boat sails home', '.', 2).length).toBeLessThan(frames.length * 0.6);
    expect(score('the boat sails home', '.', 0.5).length).toBeGreaterThan(frames.length * 1.8);
  });

  test('a question rises at its end, a statement falls, a comma hangs between', () => {
    const [asks, hangs, tells] = ['?', ',', '.'].map((mark) => pitchAtEnd(score('you are here', mark)));
    expect(asks).toBeGreaterThan(hangs!);
    expect(hangs).toBeGreaterThan(tells!);
    expect(tells).toBeLessThan(warm.pitch);
  });

  test('every frame is something a throat can do', () => {
    for (const frame of score('Peter washes seven judges, then thinks about measures')) {
      for (const value of Object.values(frame)) expect(Number.isFinite(value)).toBe(true);
      expect(frame.f1).toBeLessThan(frame.f2);
      expect(frame.f2).toBeLessThan(frame.f3 + 200);
      expect(frame.voice).toBeLessThanOrEqual(1.01);
      expect(frame.pitch).toBeGreaterThan(60);
      expect(frame.pitch).toBeLessThan(260);
    }
  });

  test('words that sound alike have the same score; nothing has none', () => {
    expect(score('right')).toEqual(score('write'));
    expect(score('')).toEqual([]);
    expect(score('…')).toEqual([]);
  });
});

describe('samples', () => {
  test('a throat makes as many as a frame lasts, never louder than full, the same for the same seed', () => {
    const frames = score('hello there');
    const sing = (seed: number) => {
      const throat = new Throat(seed, 1);
      const out = new Float32Array(frames.length * 120);
      let length = 0;
      for (const frame of frames) length += throat.render(frame, out, length);
      return out.subarray(0, length);
    };
    const sung = sing(1);
    expect(Math.abs(sung.length - (frames.length * FRAME_MS * RATE) / 1_000)).toBeLessThanOrEqual(1);
    expect(sung.every((value) => Math.abs(value) <= 1)).toBe(true);
    expect(sing(1)).toEqual(sung);
    expect(sing(2)).not.toEqual(sung);
  });

  test('a WAV holds them as they are, and cuts what is too loud', () => {
    const file = wavOf(5, 8_000);
    finished(fillWav(file, Float32Array.of(0, 0.5, -0.5, 7, -7)));
    const view = new DataView(file.buffer);
    expect([0, 1, 2, 3, 4].map((at) => view.getInt16(44 + at * 2, true))).toEqual([
      0, 16_384, -16_383, 32_767, -32_767,
    ]);
    expect(view.getUint32(24, true)).toBe(8_000);
    expect(view.getUint32(40, true)).toBe(10);
    expect(file.byteLength).toBe(54);
  });

  test.each(['warm', 'bright', 'deep', 'calm'])(
    'the voice %s says the same words within a tenth of its own tempo',
    async (voice) => {
      const text = 'The old boat sails home in the evening.';
      const [usual, own] = [await speak({ text, signal }), await speak({ text, voice, signal })];
      const wanted = usual.seconds! / voiceOf(voice).tempo;
      expect(Math.abs(own.seconds! - wanted)).toBeLessThan(wanted * 0.1);
      expect((own.bytes.byteLength - 44) / 2 / RATE).toBeCloseTo(own.seconds!, 2);
    },
  );

  test('twice the words take about twice the time', async () => {
    const once = await speak({ text: 'We sail home today.', signal });
    const twice = await speak({ text: 'We sail home today. We sail home today.', signal });
    expect(twice.seconds! / once.seconds!).toBeGreaterThan(1.85);
    expect(twice.seconds! / once.seconds!).toBeLessThan(2.05);
  });
});
