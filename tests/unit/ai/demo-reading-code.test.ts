import { code as codeInSteps, type CodeOptions } from '@/lib/ai/demo/text/code/code';
import { languageInWords, languageOf, LANGUAGES } from '@/lib/ai/demo/text/code/languages';
import { review as reviewInSteps } from '@/lib/ai/demo/text/code/review';
import { closersOf, scan as scanInSteps } from '@/lib/ai/demo/text/code/scan';
import { nameOf, skeleton, testSkeleton } from '@/lib/ai/demo/text/code/skeleton';
import { createRandom } from '@/lib/ai/demo/image/random';
import { finished } from '@/tests/support/finished';

const language = (id: string) => languageOf(id, '')!;
const scan = (given: string, id = 'javascript') => finished(scanInSteps(given, language(id)));
const review = (given: string, id: string) => finished(reviewInSteps(given, language(id), scan(given, id)));
const code = (task: string, options: CodeOptions) => finished(codeInSteps(task, options));

describe('brackets', () => {
  const OPEN = ['(', '[', '{'];
  const CLOSED: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

  /** Brackets that fit, with what may stand between them. */
  function fitting(next: () => number, depth: number): string {
    if (depth === 0) return ['a', '"([{"', '/* ]) */', '\n', '1 + 2'][Math.floor(next() * 5)]!;
    const sign = OPEN[Math.floor(next() * 3)]!;
    return `${fitting(next, depth - 1)} ${sign}${fitting(next, depth - 1)}${CLOSED[sign]}`;
  }

  test('that fit are never blamed', () => {
    const { next } = createRandom(1);
    for (let round = 0; round < 150; round += 1) {
      const given = fitting(next, 1 + (round % 5));
      expect([given, scan(given).faults, scan(given).open]).toEqual([given, [], []]);
    }
  });

  test('one taken away is always noticed', () => {
    const { next } = createRandom(2);
    for (let round = 0; round < 150; round += 1) {
      const given = fitting(next, 3).replaceAll('"([{"', 'b').replaceAll('/* ]) */', 'c');
      const places = [...given.matchAll(/[()[\]{}]/g)].map(({ index }) => index);
      const at = places[Math.floor(next() * places.length)]!;
      expect(scan(given.slice(0, at) + given.slice(at + 1)).faults.length).toBeGreaterThan(0);
    }
  });

  test('what is left open is closed by what closes it, the innermost first', () => {
    for (const given of ['f(a, [1, {b: 2', '((([[[{{{', 'x = (']) {
      const { open } = scan(given);
      expect(scan(given + closersOf(open)).faults).toEqual([]);
    }
    expect(closersOf(['(', '[', '{'])).toBe('}])');
  });

  test('as many lines come out as went in, each with its texts and comments blanked', () => {
    const given = 'a("x\\"y") // one\n/* two\nthree */ b(\'z\')\n`four\nfive` c';
    const { bare, commentLines } = scan(given);
    expect(bare).toHaveLength(given.split('\n').length);
    expect(bare.join(' ')).not.toMatch(/[xyz]|one|two|three|four|five/);
    expect(bare.join('')).toContain('a(');
    expect(commentLines).toBe(3);
  });

  test('no more than twenty faults are told', () => {
    expect(scan(')\n'.repeat(300)).faults).toHaveLength(20);
  });
});

describe('languages', () => {
  test.each([
    ['write a Python script', 'python'],
    ['TypeScript please', 'typescript'],
    ['in C++ or so', 'c++'],
    ['a C# class', 'c#'],
    ['do it in Go', 'go'],
    ['where do I go', ''],
    ['javanese food', ''],
  ])('"%s" names %j', (words, named) => {
    expect(languageInWords(words).toLowerCase()).toBe(named);
  });

  test.each(LANGUAGES.map(({ id, label }) => [id, label]))('%s is known by its name and its label', (id, label) => {
    expect(languageOf(id, '')?.id).toBe(id);
    expect(languageOf(` ${label.toUpperCase()} `, '')?.id).toBe(id);
  });

  test.each([
    ['python', 'class Boat:', 'Boat'],
    ['python', '    async def sail(self):', 'sail'],
    ['javascript', 'export default async function sail() {', 'sail'],
    ['typescript', 'export const sail = async (to: string): Promise<void> => {', 'sail'],
    ['typescript', 'export interface Boat {', 'Boat'],
    ['java', '    public static int sail(String to) {', 'sail'],
    ['java', 'public final class Boat {', 'Boat'],
    ['go', 'func (b *Boat) Sail(to string) error {', 'Sail'],
    ['rust', 'pub(crate) async fn sail(to: &str) {', 'sail'],
    ['ruby', '  def sail?(to)', 'sail?'],
    ['php', 'public function sail($to) {', 'sail'],
    ['sql', 'CREATE TABLE IF NOT EXISTS boats (', 'boats'],
    ['bash', 'sail() {', 'sail'],
    ['css', '.boat > .sail {', '.boat > .sail'],
  ])('%s: %s defines %s', (id, line, name) => {
    const found = language(id).definitions.map(([pattern]) => pattern.exec(line)?.[1]);
    expect(found).toContain(name);
  });
});

describe('reviews', () => {
  test.each([
    ['javascript', 'x = eval(y)', 'if (a === 2) {}'],
    ['javascript', 'el.innerHTML = text;', 'el.textContent = text;'],
    ['javascript', 'console.log(1);', 'log.info(1);'],
    ['typescript', 'if (a != b) {}', 'if (a !== b) {}'],
    ['python', 'try:\n    a()\nexcept:\n    pass', 'try:\n    a()\nexcept ValueError:\n    pass'],
    ['python', 'while True\n    pass', 'while True:\n    pass'],
    ['python', 'x == None', 'x is None'],
    ['sql', 'select * from a', 'select b from a'],
    ['sql', 'update a set b = 1;', 'update a set b = 1 where c = 2;'],
    ['cpp', 'gets(line);', 'fgets(line, 9, in);'],
    ['rust', 'let a = b.unwrap();', 'let a = b?;'],
    ['java', '// FIXME', '// well'],
    ['java', `int a = ${'1 + '.repeat(40)}1;`, 'int a = 1;'],
  ])('%s: %j has a fault, %j has none', (id, faulty, clean) => {
    expect(review(faulty, id).length).toBeGreaterThan(0);
    expect(review(clean, id)).toEqual([]);
  });

  test('what stands in texts and comments is nobody’s fault, and lines are told in order', () => {
    expect(review('a = "eval(x)"; // eval(y) == 1', 'javascript')).toEqual([]);
    const lines = review('var a;\n\nvar b;\nif (a == b) {}\n', 'javascript').map(({ line }) => line);
    expect(lines).toEqual([1, 3, 4]);
    expect(review('var a;\n'.repeat(200), 'javascript')).toHaveLength(24);
  });
});

describe('mending', () => {
  const fix = (given: string, id = 'javascript') =>
    /```\w*\n([\s\S]*?)\n```/.exec(code('x', { mode: 'fix', language: id, code: given }))![1]!;

  test('changes white space and what is open, and no other sign', () => {
    const given = 'function f( a ) {  \n\tif (a) {\n\t\treturn "x  y" ;   \n\t}\n\n\n\n}\n';
    expect(fix(given).replace(/\s/g, '')).toBe(given.replace(/\s/g, ''));
    expect(fix(given)).not.toMatch(/[ \t]$|\n\n\n|\t/m);
    expect(scan(fix('function f(a) { return [a')).faults).toEqual([]);
  });

  test('what is mended is mended: a second time nothing changes', () => {
    for (const given of ['a(\n  b [', '\ta\n\n\n\nb', 'ok();']) expect(fix(fix(given))).toBe(fix(given));
  });

  test('Go keeps its tabs', () => {
    expect(fix('func f() {\n\treturn\n}', 'go')).toContain('\n\treturn');
  });
});

describe('frames', () => {
  test('every language has one of its own that fails loudly until it is filled in', () => {
    const made = LANGUAGES.map(({ id }) => skeleton('sort boats by length', language(id)));
    expect(new Set(made).size).toBe(LANGUAGES.length);
    for (const [index, { id }] of LANGUAGES.entries())
      if (!['sql', 'html', 'css', 'json'].includes(id)) expect(made[index]).toMatch(/not written yet|NotImplemented/);
  });

  test('a name is made of letters, whatever the wish', () => {
    for (const wish of ['', '123', 'Ünïcödé straße', 'a; drop table', '🦊', 'x'.repeat(500)])
      for (const word of nameOf(wish)) expect(word).toMatch(/^[a-z0-9]+$/);
  });

  test('tests are laid out for each function, four cases each', () => {
    for (const id of ['javascript', 'python', 'go']) {
      const made = testSkeleton(['one', 'two'], language(id));
      expect(made.match(/\bone\b|_one_/g)!.length).toBeGreaterThan(0);
      expect(made.match(/empty.input/g)).toHaveLength(2);
      expect(made.match(/largest.input/g)).toHaveLength(2);
    }
    expect(testSkeleton([], undefined)).toContain('theFunction');
  });
});
