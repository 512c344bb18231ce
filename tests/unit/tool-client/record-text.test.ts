import { recordText } from '@/components/tool/record-text';

const TEXT = '[{"name":"Anna | Lind","amount":42},{"name":"Jonas","amount":null}]';
const run = (toolId: string, format: string) => ({ toolId, options: { format } });

describe('an extraction', () => {
  it('is read as a table where one was asked for', () => {
    expect(recordText(TEXT, run('extract', 'table')).split('\n')).toEqual([
      '| name | amount |',
      '| --- | --- |',
      '| Anna \\| Lind | 42 |',
      '| Jonas |  |',
    ]);
  });

  it.each([
    ['asked for as JSON', TEXT, 'json'],
    ['stopped in the middle', '[{"name":', 'table'],
  ])('stands as code where it was %s', (_what, text, format) => {
    expect(recordText(text, run('extract', format))).toBe(`\`\`\`json\n${text}\n\`\`\``);
  });
});

it('leaves every other answer alone, also while it is on its way', () => {
  expect(recordText(TEXT, run('chat', 'table'))).toBe(TEXT);
  expect(recordText(TEXT, null)).toBe(TEXT);
});
