import fc from 'fast-check';
import { fold, wordsOf } from '@/lib/runs/search/fold';
import { holdsWords } from '@/lib/runs/search/searched-text';
import { hashesOf, signatureOf, testsOf, TESTED_BITS } from '@/lib/runs/search/signature';

const hasBit = (bits: Uint8Array, hash: number) => {
  const bit = hash & (bits.length * 8 - 1);
  return ((bits[bit >>> 3]! >>> (bit & 7)) & 1) === 1;
};
const mayHold = (bits: Uint8Array, words: string[]) => testsOf(words).every((hash) => hasBit(bits, hash));

describe('the signature of a run', () => {
  it('never leaves out a text that holds the words', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        (texts, a, b) => {
          const run = {
            input: Object.fromEntries(texts.map((text, index) => [`f${index}`, text])),
            output: {},
            note: null,
          };
          const folded = fold(texts[a % Math.max(texts.length, 1)] ?? '');
          const from = folded.length === 0 ? 0 : b % folded.length;
          const words = wordsOf(folded.slice(from, from + 1 + (a % 9)));
          if (words.length === 0 || !holdsWords(run, words)) return true;
          return mayHold(signatureOf(texts.map(fold)), words);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('leaves out nearly everything else, and is as short as its text allows', () => {
    const prose =
      'the quick brown fox jumps over a lazy dog while seventeen sailors polish brass in the harbour at dawn';
    const text = (index: number) =>
      fold(`${prose} ${Array.from({ length: 60 }, (_, at) => (at * 7919 + index * 104_729).toString(36)).join(' ')}`);
    const passed = Array.from({ length: 500 }, (_, index) => mayHold(signatureOf([text(index)]), ['lighthouse']));
    expect(passed.filter(Boolean).length).toBeLessThan(25);
    expect(signatureOf([''])).toHaveLength(32);
    expect(signatureOf(['a few words'])).toHaveLength(32);
    expect(signatureOf([text(1)]).length).toBeGreaterThan(128);
    expect(
      signatureOf(['lorem'.repeat(3), ...Array.from({ length: 3_000 }, (_, at) => (at * 7919).toString(36))]),
    ).toHaveLength(1_024);
  });

  it('compares a fixed number of places, first of every word one', () => {
    expect(new Set(testsOf(['a']))).toEqual(new Set(hashesOf('a', 1)));
    const tests = testsOf(['lighthouse', 'fog']);
    expect(tests).toHaveLength(TESTED_BITS);
    expect(tests.slice(0, 2)).toEqual([hashesOf('lighthouse', 8)[0], hashesOf('fog', 8)[0]]);
    expect(testsOf([])).toEqual(Array.from({ length: TESTED_BITS }, () => 0));
  });
});

it('folds case, accents and forms of a letter, and splits words at any space', () => {
  expect(wordsOf('  ÜBER\u00a0Café  cafe ﬁn ')).toEqual(['uber', 'cafe', 'fin']);
  expect(fold('İstanbul Straße')).toBe('istanbul straße');
});
