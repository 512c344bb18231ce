import fc from 'fast-check';
import { settingsSchema } from '@/lib/settings';
import { growingText } from '@/lib/tools/safety/growing-text';
import { compileTerms } from '@/lib/tools/safety/term-list';

const find = (terms: string[], text: string) => compileTerms(terms).find(text);

describe('a word of the list', () => {
  it.each([
    ['as it is', 'grenade', 'a grenade.'],
    ['in other case', 'Grenade', 'GRENADE'],
    ['between signs', 'grenade', '“grenade”—boom'],
    ['in full-width letters', 'grenade', 'ｇｒｅｎａｄｅ'],
    ['in circled letters', 'bad', 'so Ⓑⓐⓓ'],
    ['in mathematical letters', 'bad', '𝐛𝐚𝐝'],
    ['with a mark put behind its letter', 'café', 'cafe\u0301'],
    ['with joiners between its letters', 'bad', 'b\u200ba\u200dd'],
    ['with a soft hyphen', 'badly', 'bad\u00adly'],
    ['with a double s', 'straße', 'STRASSE'],
    ['in Greek at a word’s end', 'οδοσ', 'ΟΔΟΣ'],
    ['in Cyrillic', 'граната', 'Вот граната!'],
    ['in a script without spaces', '手榴弾', 'これは手榴弾です'],
  ])('is found %s', (_how, term, text) => {
    expect(find([term], text)).toBe(term);
  });

  it.each([
    ['another word', 'ass', 'a class of passengers'],
    ['the beginning of one', 'gren', 'a grenade'],
    ['the end of one', 'nade', 'a grenade'],
    ['one with a figure behind', 'bad', 'bad2'],
    ['a letter with another mark', 'resume', 'résumé'],
  ])('is not found in %s', (_where, term, text) => {
    expect(find([term], text)).toBeNull();
  });
});

describe('a star', () => {
  it.each([
    ['gren*', 'grenades', true],
    ['gren*', 'a gren', true],
    ['gren*', 'magren', false],
    ['*nade', 'a grenade', true],
    ['*nade', 'nadex', false],
    ['*ena*', 'grenades', true],
    ['*ena*', 'gr ena des', true],
    ['*ena*', 'en a', false],
  ])('%s in %s: %s', (term, text, expected) => {
    expect(find([term], text) !== null).toBe(expected);
  });
});

describe('a phrase', () => {
  it.each([
    ['make a bomb', 'How to MAKE   a\tbomb?', true],
    ['make a bomb', 'make-a-bomb', true],
    ['make a bomb', 'make bomb', false],
    ['make a bomb', 'make a bomber', false],
    ['make a bomb*', 'make a bomber', true],
    ['self-harm', 'self harm', true],
    ['*harm now', 'selfharm now', true],
  ])('%s in %s: %s', (term, text, expected) => {
    expect(find([term], text) !== null).toBe(expected);
  });
});

it('finds what stands alone whatever surrounds it, and nothing in an empty list', () => {
  const between = fc.constantFrom(' ', '\n', '. ', ' — ', '\t', '!');
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-m]{1,9}$/), { maxLength: 8 }), between, (words, gap) => {
      expect(find(['zyx'], [...words, 'zyx', ...words].join(gap))).toBe('zyx');
      expect(find(['zyx'], words.join(gap))).toBeNull();
      expect(find([], words.join(gap))).toBeNull();
    }),
  );
});

it('is not slowed down by a long list and a text made to be slow', () => {
  const terms = Array.from({ length: 2_000 }, (_, n) => `${'a'.repeat(30)}${n}${n % 3 ? '' : '*'}`);
  const list = compileTerms([...terms, '*aab*', `${'a '.repeat(40).trim()} b`]);
  const began = performance.now();
  expect(list.find('a'.repeat(100_000))).toBeNull();
  expect(list.find('a '.repeat(50_000))).toBeNull();
  expect(performance.now() - began).toBeLessThan(10_000);
});

describe('a text that grows', () => {
  const grow = (terms: string[], pieces: string[]) => {
    const text = growingText(compileTerms(terms));
    let so = '';
    for (const piece of pieces) {
      so += piece;
      const found = text.find(so, true);
      if (found !== null) return { found, at: so.length };
    }
    return { found: text.find(so, false), at: so.length };
  };

  it('waits for the end of a word that may become another', () => {
    expect(grow(['class'], ['a cla', 'ss', 'ic']).found).toBeNull();
    expect(grow(['class'], ['a cla', 'ss', ' of']).found).toBe('class');
    expect(grow(['class'], ['a cla', 'ss']).found).toBe('class');
  });

  it('finds a phrase that two looks have in halves', () => {
    const words = 'word '.repeat(500);
    expect(grow(['make a bomb'], [`${words}make`, ' a', ' bomb', ' now']).found).toBe('make a bomb');
  });

  it('finds what the whole text holds, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('ab ', 'abc', ' ', 'x y ', 'bomb ', 'z'), { maxLength: 60 }), (pieces) => {
        const terms = ['abc', 'x y', 'bomb z'];
        const whole = compileTerms(terms).find(pieces.join(''));
        expect(grow(terms, pieces).found !== null).toBe(whole !== null);
      }),
    );
  });

  it('looks at the new part alone, also without any space', () => {
    const text = growingText(compileTerms(['needle', '*針*']));
    let so = '';
    const began = performance.now();
    for (let n = 0; n < 200; n++) expect(text.find((so += '字'.repeat(500)), true)).toBeNull();
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(text.find(`${so}針`, true)).toBe('*針*');
  });
});

describe('the setting', () => {
  const terms = (list: string[]) => settingsSchema.safeParse({ moderation: { terms: list } }).success;

  it.each([['bomb'], ['make a bomb*'], ['*nade'], ['*ena*'], ['手榴弾'], ['b1']])('takes %s', (term) => {
    expect(terms([term])).toBe(true);
  });

  it.each([['*'], ['a*'], ['bo*mb'], ['**bomb'], ['  '], ['!!'], ['bomb *'], ['x'.repeat(101)]])(
    'refuses %s',
    (term) => {
      expect(terms([term])).toBe(false);
    },
  );

  it('does nothing by default', () => {
    expect(settingsSchema.parse({}).moderation).toEqual({ before: 'list', after: 'off', terms: [], failOpen: true });
  });
});
