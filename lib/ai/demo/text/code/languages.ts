export interface Language {
  id: string;
  label: string;
  /** What begins a comment to the end of the line. */
  line: string;
  /** What encloses a longer one. */
  block?: readonly [string, string];
  /** What encloses a text. */
  quotes: string;
  /** Texts that may go over several lines. */
  longQuotes?: readonly string[];
  /** A definition: its kind and its name. */
  definitions: readonly [RegExp, string][];
  imports: RegExp;
}

const SCRIPT: readonly [RegExp, string][] = [
  [/^\s*(?:export\s+)?(?:default\s+)?(?:abstract\s+)?class\s+([A-Za-z_$][\w$]*)/, 'class'],
  [/^\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?function\*?\s+([A-Za-z_$][\w$]*)/, 'function'],
  [
    /^\s*(?:export\s+)?(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*(?::[^=]{1,80})?=\s*(?:async\s*)?(?:\([^()]{0,200}\)|[\w$]+)\s*(?::[^=]{1,80})?=>/,
    'function',
  ],
  [/^\s*(?:export\s+)?(?:interface|type)\s+([A-Za-z_$][\w$]*)/, 'type'],
];
const BRACED: readonly [RegExp, string][] = [
  [/^\s*(?:[a-z]+\s+){0,4}(?:class|struct|interface|enum|trait|record)\s+([A-Za-z_]\w*)/, 'type'],
  [
    /^\s*(?:[\w<>[\],*&:?]+\s+){1,5}\*?([A-Za-z_]\w*)\s*\([^;{}]{0,300}\)\s*(?:const\s*)?(?:throws [\w, ]+)?\{?\s*$/,
    'function',
  ],
];

const BASE = {
  line: '//',
  block: ['/*', '*/'] as const,
  quotes: '"\'',
  imports: /^\s*(?:import|#include|using|use|require)\b/,
};

export const LANGUAGES: readonly Language[] = [
  {
    ...BASE,
    id: 'javascript',
    label: 'JavaScript',
    quotes: '"\'',
    longQuotes: ['`'],
    definitions: SCRIPT,
    imports: /^\s*import\b|\brequire\(/,
  },
  {
    ...BASE,
    id: 'typescript',
    label: 'TypeScript',
    quotes: '"\'',
    longQuotes: ['`'],
    definitions: SCRIPT,
    imports: /^\s*import\b/,
  },
  {
    id: 'python',
    label: 'Python',
    line: '#',
    quotes: '"\'',
    longQuotes: ['"""', "'''"],
    definitions: [
      [/^\s*class\s+([A-Za-z_]\w*)/, 'class'],
      [/^\s*(?:async\s+)?def\s+([A-Za-z_]\w*)/, 'function'],
    ],
    imports: /^\s*(?:import|from)\s+\w/,
  },
  { ...BASE, id: 'java', label: 'Java', definitions: BRACED },
  { ...BASE, id: 'csharp', label: 'C#', definitions: BRACED },
  { ...BASE, id: 'cpp', label: 'C++', definitions: BRACED },
  {
    ...BASE,
    id: 'php',
    label: 'PHP',
    definitions: [
      [/^\s*(?:[a-z]+\s+){0,3}(?:class|interface|trait)\s+(\w+)/, 'class'],
      [/\bfunction\s+(\w+)/, 'function'],
    ],
  },
  {
    ...BASE,
    id: 'go',
    label: 'Go',
    quotes: '"',
    longQuotes: ['`'],
    definitions: [
      [/^\s*type\s+(\w+)/, 'type'],
      [/^\s*func\s+(?:\([^)]{0,80}\)\s*)?(\w+)/, 'function'],
    ],
  },
  {
    ...BASE,
    id: 'rust',
    label: 'Rust',
    quotes: '"',
    definitions: [
      [/^\s*(?:pub\s+)?(?:struct|enum|trait)\s+(\w+)/, 'type'],
      [/^\s*(?:pub(?:\([a-z]+\))?\s+)?(?:async\s+)?fn\s+(\w+)/, 'function'],
    ],
    imports: /^\s*use\b/,
  },
  {
    id: 'ruby',
    label: 'Ruby',
    line: '#',
    quotes: '"\'',
    definitions: [
      [/^\s*(?:class|module)\s+(\w+)/, 'class'],
      [/^\s*def\s+([\w.?!]+)/, 'function'],
    ],
    imports: /^\s*require\b/,
  },
  {
    id: 'sql',
    label: 'SQL',
    line: '--',
    block: ['/*', '*/'],
    quotes: '\'"',
    definitions: [
      [
        /^\s*create\s+(?:or replace\s+)?(?:table|view|function|index|procedure)\s+(?:if not exists\s+)?["`]?([\w.]+)/i,
        'object',
      ],
    ],
    imports: /(?!)/,
  },
  {
    id: 'bash',
    label: 'Shell',
    line: '#',
    quotes: '"\'',
    longQuotes: ['"', "'"],
    definitions: [[/^\s*(?:function\s+)?(\w+)\s*\(\)\s*\{?/, 'function']],
    imports: /^\s*(?:source|\.)\s/,
  },
  {
    id: 'html',
    label: 'HTML',
    line: '',
    block: ['<!--', '-->'],
    quotes: '',
    definitions: [],
    imports: /<(?:script|link)\b/i,
  },
  {
    id: 'css',
    label: 'CSS',
    line: '',
    block: ['/*', '*/'],
    quotes: '"\'',
    definitions: [[/^\s*([.#@]?[\w-][^{};]{0,80}?)\s*\{/, 'rule']],
    imports: /^\s*@import\b/,
  },
  { id: 'json', label: 'JSON', line: '', quotes: '"', definitions: [], imports: /(?!)/ },
];

const ALIASES: Record<string, string> = {
  js: 'javascript',
  ts: 'typescript',
  py: 'python',
  'c#': 'csharp',
  cs: 'csharp',
  c: 'cpp',
  'c++': 'cpp',
  golang: 'go',
  rb: 'ruby',
  shell: 'bash',
  sh: 'bash',
  node: 'javascript',
  tsx: 'typescript',
  jsx: 'javascript',
};

/** Each with what gives it away, the particular before the general. */
const SIGNS: readonly [RegExp, string][] = [
  [/^\s*[[{]\s*(?:"[^"]*"\s*:|[[{"\d]|\]|\})[^;]*$/u, 'json'],
  [/<\?php/, 'php'],
  [/^\s*<(?:!doctype|html|div|body|head|p|ul|section)\b/im, 'html'],
  [/^#!.*\b(?:ba)?sh\b|^\s*(?:fi|done|esac)\s*$/m, 'bash'],
  [/^\s*(?:select\b[\s\S]{1,400}?\bfrom\b|insert into|update \w+ set|create table|delete from)/im, 'sql'],
  [
    /^\s*(?:def \w+\(.{0,200}\).{0,80}:|class \w+.*:|from \w[\w.]* import|import \w[\w.]*\s*$|elif\b|print\()/m,
    'python',
  ],
  [/^\s*package \w+\s*$|\bfunc \w*\(.*\{|:=/m, 'go'],
  [/\bfn \w+\s*(?:<.*>)?\(|\blet mut\b|\bimpl\b/, 'rust'],
  [/^\s*def \w+[^:]*$|^\s*end\s*$/m, 'ruby'],
  [/\busing System\b|\bnamespace \w|Console\.Write/, 'csharp'],
  [/\bpublic static void main|System\.out\.print|^import java/m, 'java'],
  [/^\s*#include\b|std::|\bint main\(/m, 'cpp'],
  [/^\s*(?:interface|type) \w+.*[={]|:\s*(?:string|number|boolean|void)\b/m, 'typescript'],
  [/\b(?:const|let|var|function)\b|=>|console\.log/, 'javascript'],
  [/^[^{}\n]+\{[^{}:]*:[^{};]*;[^{}]*\}/m, 'css'],
];

/** The language that is asked for by name, else the one that the code looks like, else none. */
export function languageOf(asked: string, code: string): Language | undefined {
  const name = asked.trim().toLowerCase();
  const id = ALIASES[name] ?? name;
  const named = LANGUAGES.find((language) => language.id === id || language.label.toLowerCase() === name);
  if (named) return named;
  const sample = code.slice(0, 4_000);
  const seen = SIGNS.find(([pattern]) => pattern.test(sample))?.[1];
  return LANGUAGES.find((language) => language.id === seen);
}

/** The language a wish names in its words: "a Python function that …". */
export function languageInWords(words: string): string {
  const found =
    /\b(javascript|typescript|python|java|c#|c\+\+|php|golang|rust|ruby|sql|bash|shell|html|css|json)(?![\w#+])/i.exec(
      words,
    );
  return found?.[1] ?? (/\bin go\b/i.test(words) ? 'go' : '');
}
