import fc from 'fast-check';
import { choosePassages } from '@/lib/tools/definitions/passages/choose';
import { scores, termsOf } from '@/lib/tools/definitions/passages/rank';
import { splitPassages } from '@/lib/tools/definitions/passages/split';

const passagesOf = (...texts: string[]) => texts.map((text, index) => ({ index, text }));
const best = (question: string, ...texts: string[]) => {
  const worth = scores(question, passagesOf(...texts));
  return texts[worth.indexOf(Math.max(...worth))];
};

describe('a document', () => {
  it('is divided where it pauses, and short parts are joined', () => {
    expect(splitPassages('One.\n\nTwo.\n\n\n  \nThree.')).toEqual([{ index: 0, text: 'One.\n\nTwo.\n\n\n  \nThree.' }]);
    const paragraph = 'A sentence of some length stands here. '.repeat(20).trim();
    const passages = splitPassages([paragraph, paragraph, paragraph].join('\n\n'));
    expect(passages.map(({ text }) => text)).toEqual([paragraph, paragraph, paragraph]);
  });

  it('is divided in sentences, words and at last anywhere, so that no passage is too long', () => {
    for (const text of [
      'A sentence here. '.repeat(300),
      'word '.repeat(900),
      'x'.repeat(5_000),
      '漢字'.repeat(2_000),
      '😀'.repeat(2_000),
    ]) {
      const passages = splitPassages(text);
      expect(passages.length).toBeGreaterThan(1);
      expect(Math.max(...passages.map((passage) => passage.text.length))).toBeLessThanOrEqual(1_200 * 2);
      expect(
        passages
          .map((passage) => passage.text)
          .join('')
          .replace(/\s/g, ''),
      ).toBe(text.replace(/\s/g, ''));
      expect(passages.every((passage) => passage.text.isWellFormed())).toBe(true);
    }
    expect(splitPassages(' \n\n ')).toEqual([]);
  });
});

describe('a passage', () => {
  it('is worth more the rarer the words it shares with the question', () => {
    expect(
      best(
        'When is the deposit returned?',
        'The flat is let for two years.',
        'The deposit is returned within six weeks.',
        'The flat has a cellar.',
      ),
    ).toContain('deposit');
  });

  it('is found by other forms of a word, in other scripts, and in languages without spaces', () => {
    expect(
      best('Which cancellation periods apply?', 'Rent is due monthly.', 'Cancelling takes a period of one month.'),
    ).toContain('Cancelling');
    expect(best('Какой срок уведомления?', 'Плата вносится ежемесячно.', 'Сроки уведомлений — один месяц.')).toContain(
      'Сроки',
    );
    expect(best('解約の通知期間は？', '家賃は毎月支払います。', '通知期間は一か月です。')).toContain('通知期間');
  });

  it('is worth nothing without a common word, and never by its length alone', () => {
    expect(scores('deposit', passagesOf('Nothing here.', 'Nor here.'))).toEqual([0, 0]);
    const [short, long] = scores('deposit', passagesOf('The deposit.', `The deposit. ${'Other words. '.repeat(50)}`));
    expect(short).toBeGreaterThan(long!);
    expect(scores('', passagesOf('x'))).toEqual([0]);
    expect(termsOf('Ｆｕｌｌ width, ÉTÉ 42')).toEqual(['full', 'width', 'été', '42']);
  });
});

describe('what a question is asked about', () => {
  const filler = (n: number) => `Section ${n}. ${`Matters of the annex, number ${n}. `.repeat(8)}`;
  const document = Array.from({ length: 200 }, (_, n) =>
    n === 150 ? 'The warranty lasts nine years.' : filler(n),
  ).join('\n\n');

  it('is the whole text where it fits', () => {
    expect(choosePassages('x', 'short', 100)).toEqual({ text: 'short', isWhole: true });
    expect(choosePassages('x', 'y'.repeat(100), 100).isWhole).toBe(true);
  });

  it('is its beginning and the fitting passages otherwise, in their order, with the gaps shown', () => {
    const { text, isWhole } = choosePassages('How long does the warranty last?', document, 6_000);
    expect(isWhole).toBe(false);
    expect(text).toMatch(/^Section 0\./);
    expect(text).toContain('The warranty lasts nine years.');
    expect(text).toContain('[…]');
    const sections = [...text.matchAll(/Section (\d+)\./g)].map(([, n]) => Number(n));
    expect(sections).toEqual(sections.toSorted((a, b) => a - b));
  });

  it('never is longer than it may be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000 }), fc.string(), (most, question) => {
        const { text } = choosePassages(question, document, most);
        return text.length <= most;
      }),
      { numRuns: 15 },
    );
  });

  it('is found soon in a book', () => {
    const book = document.repeat(40);
    expect(book.length).toBeGreaterThan(2_000_000);
    const started = performance.now();
    choosePassages('How long does the warranty last?', book, 16_000);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
