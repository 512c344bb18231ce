import { composeText, type ComposeInput } from '@/lib/ai/demo/text/compose-text';
import { finished } from '@/tests/support/finished';

const LONG = 100_000;
/** Of the processor, so a busy machine says nothing; prose of that length takes a tenth of it. */
const MOST_MS = 900;

const filled = (piece: string, length = LONG) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

function millisecondsOf(input: Partial<ComposeInput> & Pick<ComposeInput, 'task' | 'text'>): number {
  const before = process.cpuUsage();
  finished(composeText({ options: {}, isEconomy: false, maxCharacters: 16_000, ...input }));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const CASES: [string, Partial<ComposeInput> & Pick<ComposeInput, 'task' | 'text'>][] = [
  ['figures without an end', { task: 'chat', text: filled('1') }],
  ['figures and commas', { task: 'chat', text: filled('1,') }],
  ['marks that open and never close', { task: 'chat', text: `count „${filled('„')}` }],
  ['a question of question marks', { task: 'chat', text: `how many a in ${filled('?')}x` }],
  ['marks of code on one line', { task: 'code', text: filled('`') }],
  [
    'brackets that are closed by others',
    { task: 'code', text: 'why', options: { mode: 'review', code: filled('(', LONG / 2) + filled(']', LONG / 2) } },
  ],
  ['a mail of empty lines', { task: 'email', text: 'no', options: { original: filled(' \n') } }],
  ['a letter on each line', { task: 'rewrite', text: filled('a\n') }],
  ['a sign in each sentence', { task: 'rewrite', text: filled('漢。'), options: { tone: 'simple' } }],
  ['a line of marks', { task: 'extract', text: filled('a|') }],
  ['an amount without an end', { task: 'extract', text: `€${filled('1')}` }],
  [
    'a question as long as its document',
    { task: 'answer', text: filled('ab cd. '), options: { question: filled('ab ef ') } },
  ],
];

describe('the demo engine and texts that want to stop it', () => {
  it.each(CASES)('is soon done with %s', (_name, input) => {
    expect(millisecondsOf(input)).toBeLessThan(MOST_MS);
  });

  it('still finds what people ask among them', () => {
    const ask = (text: string) =>
      finished(composeText({ task: 'chat', text, options: {}, isEconomy: false, maxCharacters: 4_000 }));
    expect(ask('how many r in strawberry?')).toContain('**3** times');
    expect(ask('sort: b, c, a')).toContain('- a\n- b\n- c');
    expect(ask('count the words in "one two three"')).toContain('**3** words');
    expect(ask('5 km in miles')).toContain('miles');
  });
});
