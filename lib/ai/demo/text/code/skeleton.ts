import { keyPhrases } from '../key-phrases';
import { subjectOf } from '../subject';
import type { Language } from './languages';

const ascii = (word: string) =>
  word
    .normalize('NFD')
    .replace(/[^a-z0-9]/gi, '')
    .toLowerCase();

/** A name out of a wish's words: "sort invoices by date" is sort_invoices_date. */
export function nameOf(task: string): string[] {
  const { topic } = subjectOf(task);
  const words = topic.split(/[\s,.;:!?()/"'-]+/).map(ascii);
  const weighty = words.filter(
    (word) =>
      word.length > 1 &&
      !/^(?:the|an?|of|in|on|to|for|with|that|which|and|or|by|from|takes|returns?|gets|list|write|function|method|class|script|program|code|python|javascript|typescript|java|rust|ruby|php|sql)$/.test(
        word,
      ),
  );
  const name = weighty.slice(0, 4).filter((word, index) => index > 0 || /^[a-z]/.test(word));
  return name.length > 0 ? name : ['do', 'task'];
}

const camel = (words: readonly string[]) =>
  words.map((word, index) => (index === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('');
const pascal = (words: readonly string[]) => words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
const snake = (words: readonly string[]) => words.join('_');

interface Parts {
  words: string[];
  summary: string;
  todos: string[];
}

const SKELETONS: Record<string, (parts: Parts) => string> = {
  javascript: ({ words, summary, todos }) =>
    `/** ${summary} */\nexport function ${camel(words)}(input) {\n${todos.map((todo) => `  // TODO ${todo}`).join('\n')}\n  throw new Error('not written yet');\n}\n`,
  typescript: ({ words, summary, todos }) =>
    `/** ${summary} */\nexport function ${camel(words)}(input: unknown): unknown {\n${todos.map((todo) => `  // TODO ${todo}`).join('\n')}\n  throw new Error('not written yet');\n}\n`,
  python: ({ words, summary, todos }) =>
    `def ${snake(words)}(value):\n    """${summary}"""\n${todos.map((todo) => `    # TODO ${todo}`).join('\n')}\n    raise NotImplementedError\n\n\nif __name__ == "__main__":\n    print(${snake(words)}(None))\n`,
  java: ({ words, summary, todos }) =>
    `/** ${summary} */\npublic final class ${pascal(words)} {\n    public static Object run(Object input) {\n${todos.map((todo) => `        // TODO ${todo}`).join('\n')}\n        throw new UnsupportedOperationException("not written yet");\n    }\n}\n`,
  csharp: ({ words, summary, todos }) =>
    `/// <summary>${summary}</summary>\npublic static class ${pascal(words)}\n{\n    public static object Run(object input)\n    {\n${todos.map((todo) => `        // TODO ${todo}`).join('\n')}\n        throw new System.NotImplementedException();\n    }\n}\n`,
  cpp: ({ words, summary, todos }) =>
    `#include <stdexcept>\n\n// ${summary}\nint ${snake(words)}(int input) {\n${todos.map((todo) => `    // TODO ${todo}`).join('\n')}\n    throw std::logic_error("not written yet");\n}\n`,
  go: ({ words, summary, todos }) =>
    `package main\n\nimport "errors"\n\n// ${pascal(words)}: ${summary}\nfunc ${pascal(words)}(input string) (string, error) {\n${todos.map((todo) => `\t// TODO ${todo}`).join('\n')}\n\treturn "", errors.New("not written yet")\n}\n`,
  rust: ({ words, summary, todos }) =>
    `/// ${summary}\npub fn ${snake(words)}(input: &str) -> Result<String, String> {\n${todos.map((todo) => `    // TODO ${todo}`).join('\n')}\n    Err(format!("not written yet: {input}"))\n}\n`,
  php: ({ words, summary, todos }) =>
    `<?php\n\n/** ${summary} */\nfunction ${camel(words)}(mixed $input): mixed\n{\n${todos.map((todo) => `    // TODO ${todo}`).join('\n')}\n    throw new LogicException('not written yet');\n}\n`,
  ruby: ({ words, summary, todos }) =>
    `# ${summary}\ndef ${snake(words)}(input)\n${todos.map((todo) => `  # TODO ${todo}`).join('\n')}\n  raise NotImplementedError\nend\n`,
  bash: ({ words, summary, todos }) =>
    `#!/usr/bin/env bash\n# ${summary}\nset -euo pipefail\n\n${snake(words)}() {\n${todos.map((todo) => `  # TODO ${todo}`).join('\n')}\n  echo "not written yet" >&2\n  return 1\n}\n\n${snake(words)} "$@"\n`,
  sql: ({ words, summary, todos }) =>
    `-- ${summary}\n${todos.map((todo) => `-- TODO ${todo}`).join('\n')}\nSELECT [columns]\nFROM [${snake(words)}]\nWHERE [condition]\nORDER BY [column];\n`,
  html: ({ words, summary, todos }) =>
    `<!doctype html>\n<html lang="en">\n  <head>\n    <meta charset="utf-8" />\n    <title>${pascal(words)}</title>\n  </head>\n  <body>\n    <!-- ${summary} -->\n${todos.map((todo) => `    <!-- TODO ${todo} -->`).join('\n')}\n    <main></main>\n  </body>\n</html>\n`,
  css: ({ words, summary, todos }) =>
    `/* ${summary} */\n.${words.join('-')} {\n${todos.map((todo) => `  /* TODO ${todo} */`).join('\n')}\n}\n`,
  json: ({ words }) => `{\n  "${camel(words)}": null\n}\n`,
};

const oneLine = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\*\/|-->|"""/g, '')
    .trim();

/** A frame in the language asked for, with what is left to do; nothing in it pretends to work. */
export function skeleton(task: string, language: Language | undefined): string {
  const make = SKELETONS[language?.id ?? 'javascript'] ?? SKELETONS.javascript!;
  const phrases = keyPhrases(task, 3).map(oneLine);
  const todos = [
    `check the input: what is allowed, what happens otherwise?`,
    ...phrases.map((phrase) => `${phrase}: [how]`),
    'give back the result, and say what it is when there is none',
  ];
  return make({ words: nameOf(task), summary: [...oneLine(subjectOf(task).topic)].slice(0, 90).join(''), todos });
}

/** A test file for functions that are there: what to try with each, to be filled in. */
export function testSkeleton(names: readonly string[], language: Language | undefined): string {
  const cases = ['an ordinary input', 'an empty input', 'the largest input', 'a wrong input'];
  const listed = names.length > 0 ? names : ['theFunction'];
  if (language?.id === 'python')
    return [
      'import pytest',
      ...listed.flatMap((name) =>
        cases.map(
          (each) =>
            `\ndef test_${name}_${each.replace(/^an? |^the /, '').replaceAll(' ', '_')}():\n    pytest.skip("fill in: ${name}([input]) == [expected]")`,
        ),
      ),
    ].join('\n');
  if (language && !/script$/.test(language.id))
    return listed
      .flatMap((name) => cases.map((each) => `${language.line || '//'} ${name}: ${each} gives [expected]`))
      .join('\n');
  return listed
    .map(
      (name) =>
        `describe('${name}', () => {\n${cases.map((each) => `  test.todo('${each}: [what is expected]');`).join('\n')}\n});`,
    )
    .join('\n\n');
}
