import { code as codeInSteps, type CodeOptions } from '@/lib/ai/demo/text/code/code';
import { languageOf, LANGUAGES, type Language } from '@/lib/ai/demo/text/code/languages';
import { scan as scanInSteps } from '@/lib/ai/demo/text/code/scan';
import { nameOf } from '@/lib/ai/demo/text/code/skeleton';
import { finished } from '@/tests/support/finished';

const code = (task: string, options: CodeOptions) => finished(codeInSteps(task, options));
const scan = (given: string, language: Language) => finished(scanInSteps(given, language));
const work = (mode: string, given: string, language = '') => code('look at it', { mode, language, code: given });
const faults = (given: string, language = 'javascript') =>
  scan(given, languageOf(language, '')!).faults.map(({ line, text }) => `${line}: ${text}`);

test.each([
  ['const a = 1;\nconsole.log(a)', 'javascript'],
  ['interface A { b: string }\ntype C = A;', 'typescript'],
  ['def f(x):\n    return x', 'python'],
  ['package main\nfunc main() {}', 'go'],
  ['fn main() { let mut a = 1; }', 'rust'],
  ['SELECT a FROM b WHERE c = 1', 'sql'],
  ['<!doctype html>\n<p>x</p>', 'html'],
  ['.a { color: red; }', 'css'],
  ['{"a": [1, 2]}', 'json'],
  ['#include <stdio.h>\nint main() {}', 'cpp'],
  ['public class A { public static void main(String[] a) {} }', 'java'],
  ['#!/bin/bash\necho hi', 'bash'],
  ['just some words', undefined],
])('%j is seen as %s', (given, id) => {
  expect(languageOf('', given)?.id).toBe(id);
});

test('a language that is named counts more than what it looks like', () => {
  expect(languageOf('py', 'const a = 1;')?.id).toBe('python');
  expect(languageOf('C#', '')?.id).toBe('csharp');
});

describe('brackets, texts and comments', () => {
  test('what fits is not blamed, also with brackets in texts, comments and patterns of text', () => {
    expect(faults('f("a)", \'[\', `{${x}\n}`); // ) ]\n/* ( */ [1, {a: 2}]')).toEqual([]);
    expect(faults('"""\n( [\n"""\nx = "a\\"b)"  # (', 'python')).toEqual([]);
  });

  test.each([
    ['f(a', '1: `(` is never closed'],
    ['a)\n', '1: `)` closes nothing'],
    ['(\n[)\n', '2: `)` stands where `]` should close the `[` of line 2'],
    ['x = "abc\ny', '1: the text that begins with " is not closed'],
    ['\n/* abc', '2: the comment that begins here never ends (`*/` is missing)'],
  ])('%j', (given, fault) => {
    expect(faults(given)).toContain(fault);
  });
});

describe('reviews', () => {
  test.each([
    ['javascript', 'if (a = 2) {}', 'an assignment stands in a condition'],
    ['javascript', 'if (a == 2) {}', '`===` does not'],
    ['javascript', 'var a = 1;', '`var` reaches beyond its block'],
    ['javascript', 'try { a(); } catch (e) {}', 'caught and forgotten'],
    ['python', 'def f(a=[]):\n    pass', 'shared by all calls'],
    ['python', 'if a == None\n    pass', 'lacks its `:`'],
    ['sql', 'DELETE FROM users;', 'changes every row'],
    ['java', 'String password = "hunter22";', 'looks like a secret'],
    ['php', '$q = "SELECT * FROM a WHERE b = " . $b;', 'use parameters'],
    ['go', '// TODO later', 'unfinished'],
  ])('%s: %s', (language, given, remark) => {
    expect(work('review', given, language)).toContain(remark);
  });

  test('what is clean is called so, without a promise', () => {
    const made = work('review', 'const a = 1;\nexport const b = a === 1 ? "x == y" : "z";', 'typescript');
    expect(made).toContain('nothing');
    expect(made).toContain('form alone');
    expect(work('review', 'delete from a where b = 1', 'sql')).not.toContain('every row');
  });
});

test('an explanation names the parts with their lines, and says that it does not know what they mean', () => {
  const made = work(
    'explain',
    'import os\n\nclass OrderBook:\n    def total(self):\n        return 1\n\ndef print_order():\n    pass\n',
  );
  expect(made).toContain('Python, 9 lines');
  expect(made).toContain('Line 3: class `OrderBook`');
  expect(made).toContain('Line 4: function `total`');
  expect(made).toContain('order');
  expect(made).toContain('not its meaning');
});

test('mending tidies white space and closes what is open; the rest is told', () => {
  const made = work('fix', 'function f(a) {\n\treturn [a, (a + 1  \n\n\n\n', 'javascript');
  expect(made).toContain('    return [a, (a + 1\n)]}');
  expect(made).toContain('white space tidied');
  const python = work('fix', 'def f(a, b=[]):\n    if a\n        return b\n', 'python');
  expect(python).toContain('lacks its `:`');
  expect(python).toContain('**Changed:** nothing');
});

test('code with fences in it stays in one fence', () => {
  const made = work('fix', 'const a = `\n```js\nx\n```\n`;\n', 'javascript');
  expect(made).toContain('````javascript');
});

describe('frames', () => {
  test.each(LANGUAGES.map(({ id }) => id))('%s: it says what is left to do, and its own brackets fit', (language) => {
    const made = code('sort invoices by date */ --> """', { mode: 'write', language, code: '' });
    const [, body] = /```\w*\n([\s\S]*)\n```/.exec(made)!;
    expect(made).toContain('not a working program');
    expect(scan(body!, languageOf(language, '')!).faults).toEqual([]);
    if (language !== 'json') expect(body).toContain('TODO');
  });

  test('names come from the task', () => {
    expect(nameOf('Write a function that sorts invoices by due date')).toEqual(['sorts', 'invoices', 'due', 'date']);
    expect(nameOf('日本語だけ')).toEqual(['do', 'task']);
    expect(code('a Python function to count words', { mode: 'write', language: 'auto', code: '' })).toContain(
      '```python',
    );
  });

  test('tests are proposed for every function that was found', () => {
    const made = work(
      'test',
      'export function addUp(a: number) { return a; }\nconst half = (x: number) => x / 2;',
      'typescript',
    );
    expect(made).toContain("describe('addUp'");
    expect(made).toContain("describe('half'");
    expect(work('test', 'def total(x):\n    return x', 'python')).toContain('def test_total_empty_input');
  });
});

test('code in the task itself is found between fences', () => {
  const made = code('What is wrong here?\n```js\nf(a\n```', { mode: 'review', language: '', code: '' });
  expect(made).toContain('`(` is never closed');
});
