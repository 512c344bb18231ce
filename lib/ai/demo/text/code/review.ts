import type { Steps } from '../../run-steps';
import type { Language } from './languages';
import type { Fault, Scan } from './scan';

type Rule = readonly [pattern: RegExp, text: string, languages?: RegExp];

/** Looked for in code without its texts and comments. */
const BARE_RULES: readonly Rule[] = [
  [/[^=!<>]==[^=]/, '`==` converts before it compares; `===` does not', /script/],
  [/!=[^=]/, '`!=` converts before it compares; `!==` does not', /script/],
  [/^\s*var\s/, '`var` reaches beyond its block; `const` or `let` do not', /script/],
  [
    /\bif\s*\([^()=!<>]*[^=!<>]=[^=>][^()]*\)/,
    'an assignment stands in a condition: was a comparison meant?',
    /script|java|cpp|csharp|php/,
  ],
  [/\beval\s*\(/, '`eval` runs whatever text it is given', /script|python|php|ruby/],
  [/\bconsole\.log\(|\bdebugger\b/, 'left over from looking for a fault', /script/],
  [/catch\s*(?:\([^)]*\))?\s*\{\s*\}/, 'a failure is caught and forgotten', /script|java|csharp|php|cpp/],
  [/^\s*except\s*:/, 'a bare `except` also catches a stop by the user', /python/],
  [/^\s*(?:if|elif|else|for|while|def|class|try|except|finally|with)\b[^:]*$/, 'the line lacks its `:`', /python/],
  [/def \w+\([^)]*=\s*(?:\[\]|\{\})/, 'a list or dict as a default is shared by all calls', /python/],
  [/==\s*None|!=\s*None/, '`is None` says what is meant', /python/],
  [/\bprint\(/, 'prints to the console: meant to stay?', /python/],
  [/\bselect\s+\*/i, '`SELECT *` breaks when a column is added', /sql/],
  [
    /^\s*(?:delete from|update)\s+\w+(?:\s+set\b(?:(?!\bwhere\b).)*)?;?\s*$/i,
    'no `WHERE`: it changes every row',
    /sql/,
  ],
  [/\bgets\s*\(|\bstrcpy\s*\(/, 'writes without knowing how much room there is', /cpp/],
  [/\.unwrap\(\)/, '`unwrap` ends the program on a failure', /rust/],
  [/\.innerHTML\s*=/, '`innerHTML` runs what is in the text; `textContent` shows it', /script|html/],
];
/** Looked for in whole lines. */
const LINE_RULES: readonly Rule[] = [
  [/\b(?:TODO|FIXME|XXX|HACK)\b/, 'marked as unfinished'],
  [/(?:password|passwd|secret|api_?key|token)\w*\s*[:=]\s*["'][^"']{4,}["']/i, 'looks like a secret in the code'],
  [
    /(?:select|insert|update|delete)\b.{0,200}["']\s*(?:\+|\.|%|\$\{)|f["'](?:select|insert|update|delete)\b[^"']*\{/i,
    'SQL put together from pieces: use parameters',
  ],
  [/^ *\t| {2,}\t/, 'spaces and tabs are mixed'],
  [/^.{141,}$/, 'longer than 140 characters'],
];
const MOST = 24;

/** What rules find in code: each with its line. */
export function* review(code: string, language: Language | undefined, scanned: Scan): Steps<Fault[]> {
  const found: Fault[] = [...scanned.faults];
  const lines = code.split('\n');
  const look = (rules: readonly Rule[], text: string, line: number) => {
    for (const [pattern, remark, only] of rules) {
      if (only && (!language || !only.test(language.id))) continue;
      if (pattern.test(text.slice(0, 400))) found.push({ line, text: remark });
    }
  };
  for (let index = 0; index < lines.length && found.length < MOST; index += 1) {
    yield;
    look(LINE_RULES, lines[index]!, index + 1);
    if (scanned.bare[index]) look(BARE_RULES, scanned.bare[index]!, index + 1);
  }
  return found.sort((a, b) => a.line - b.line).slice(0, MOST);
}
