import { describe, expect, it } from '@jest/globals';
import { atListField } from '@/app/_shell/list-errors';
import { lineErrors, listLines, sameList, textLines } from '@/components/admin/text-lines';
import { AppError } from '@/lib/errors';

describe('lines of a field', () => {
  it('are counted as a reader counts them, without empty ones', () => {
    expect(textLines('a\r\n\n  \n b = 1')).toEqual([
      { line: 1, text: 'a' },
      { line: 4, text: ' b = 1' },
    ]);
  });

  it('that make a list are read once each, with single blanks', () => {
    expect(listLines(' bomb \r\n\nmake  a\tbomb\nbomb\n')).toEqual([
      { line: 1, text: 'bomb' },
      { line: 3, text: 'make a bomb' },
    ]);
    expect(listLines('')).toEqual([]);
  });

  it('are the same as a list that differs by blanks alone', () => {
    expect(sameList(listLines('a,  1\nb'), ['a,  1', 'b'])).toBe(true);
    expect(sameList(listLines('b\na'), ['a', 'b'])).toBe(false);
    expect(sameList(listLines(''), ['a'])).toBe(false);
  });

  it('that are wrong are named by their line, five at most', () => {
    const lines = listLines('bomb\n\nbo*mb\na\nb\nc\nd\ne');
    const errors = ['moderation.terms.1', 'moderation.before', 'moderation.terms.99', 'moderation.termsOther.1'].map(
      (path) => ({ path, message: 'must be words' }),
    );
    expect(lineErrors(errors, 'moderation.terms', lines)).toEqual([{ line: 3, message: 'must be words' }]);
    const all = lines.map((_, index) => ({ path: `moderation.terms.${index}`, message: 'no' }));
    expect(lineErrors(all, 'moderation.terms', lines)).toHaveLength(5);
  });
});

describe('errors of a list in the settings', () => {
  const list = { path: 'moderation.terms', field: 'terms', lines: listLines('\nbo*mb') };
  const say = ({ line, message }: { line: number; message: string }) => `Line ${line}: ${message}`;

  it('are told at its field, beside those of other members', () => {
    const fields = [
      { path: 'moderation.terms.0', message: 'must be words' },
      { path: 'moderation.before', message: 'is odd' },
    ];
    expect(atListField(new AppError('invalid_input', 'no', { fields }), list, say)).toMatchObject({
      code: 'invalid_input',
      fields: [
        { path: 'moderation.before', message: 'is odd' },
        { path: 'terms', message: 'Line 2: must be words' },
      ],
    });
  });

  it('leave every other failure as it was', () => {
    for (const error of [new Error('broken'), new AppError('forbidden', 'This is for operators.')])
      expect(atListField(error, list, say)).toBe(error);
  });
});
