import type { Steps } from '../../run-steps';
import { languageInWords, languageOf, type Language } from './languages';
import { review } from './review';
import { closersOf, scan, type Fault, type Scan } from './scan';
import { skeleton, testSkeleton } from './skeleton';

export interface CodeOptions {
  /** "write", "explain", "fix", "review" or "test". */
  mode: string;
  language: string;
  /** What is worked on; empty where there is only a task. */
  code: string;
}

const MOST_LISTED = 30;
/** More is not put out again, only spoken of. */
const MOST_SHOWN = 12_000;

interface Found {
  kind: string;
  name: string;
  line: number;
}

function definitionIn(text: string, { definitions }: Language): Omit<Found, 'line'> | undefined {
  for (const [pattern, kind] of definitions) {
    const name = pattern.exec(text)?.[1];
    if (name && !/^(?:if|for|while|switch|catch|return|else|new)$/.test(name)) return { kind, name };
  }
  return undefined;
}

function* definitionsOf(code: string, language: Language | undefined): Steps<Found[]> {
  const found: Found[] = [];
  if (!language) return found;
  for (const [index, text] of code.split('\n').entries()) {
    const definition = definitionIn(text.slice(0, 400), language);
    if (definition) found.push({ ...definition, line: index + 1 });
    yield;
  }
  return found;
}

/** Code between fences that no fence in it can end. */
function fenced(code: string, language: Language | undefined): string {
  const longest = Math.max(2, ...(code.match(/`{3,}/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language?.id ?? ''}\n${code.replace(/\n+$/, '')}\n${fence}`;
}

const listed = (faults: readonly Fault[]) => faults.map(({ line, text }) => `- Line ${line}: ${text}`).join('\n');

function facts(code: string, language: Language | undefined, scanned: Scan): string {
  const lines = code.split('\n');
  const blank = lines.filter((line) => !line.trim()).length;
  const depth = lines.reduce((most, line) => Math.max(most, /^\s*/.exec(line)![0].replaceAll('\t', '    ').length), 0);
  const imports = language ? lines.filter((line) => language.imports.test(line.slice(0, 400))).length : 0;
  return [
    `- ${language ? language.label : 'A language that I do not know'}, ${lines.length} lines (${blank} blank, ${scanned.commentLines} with comments)`,
    imports > 0 ? `- ${imports} ${imports === 1 ? 'line takes' : 'lines take'} something in from elsewhere` : '',
    `- Indented up to ${depth} columns`,
  ]
    .filter(Boolean)
    .join('\n');
}

function* explain(code: string, language: Language | undefined, scanned: Scan): Steps<string> {
  const found = yield* definitionsOf(code, language);
  const parts = found.slice(0, MOST_LISTED).map(({ kind, name, line }) => `- Line ${line}: ${kind} \`${name}\``);
  const words = name(found);
  return [
    `**What is there**\n\n${facts(code, language, scanned)}`,
    parts.length > 0
      ? `**Its parts, in order**\n\n${parts.join('\n')}${found.length > MOST_LISTED ? `\n- … ${found.length - MOST_LISTED} more` : ''}`
      : '**Its parts:** no definition that I could find; it runs from the first line to the last.',
    words ? `**What the names speak of:** ${words}.` : '',
    'I read its form, not its meaning: what it is for, a model of a provider could say.',
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The words that names are made of, the most frequent first. */
function name(found: readonly Found[]): string {
  const count = new Map<string, number>();
  for (const { name: each } of found)
    for (const word of each.split(/_|(?<=[a-z\d])(?=[A-Z])/))
      if (word.length > 2) count.set(word.toLowerCase(), (count.get(word.toLowerCase()) ?? 0) + 1);
  return [...count.entries()]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 6)
    .map(([word]) => word)
    .join(', ');
}

function* fix(code: string, language: Language | undefined, scanned: Scan): Steps<string> {
  const usesTabs = language?.id === 'go';
  const tidy = code
    .split('\n')
    .map((line) => (usesTabs ? line : line.replace(/^[ \t]+/, (lead) => lead.replaceAll('\t', '    '))).trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd();
  // Only where all that is wrong is that the end is missing is it clear where it belongs.
  const canClose = scanned.open.length > 0 && scanned.faults.length === scanned.open.length;
  const made = canClose ? `${tidy}\n${closersOf(scanned.open)}` : tidy;
  const changes = [
    made === code.trimEnd() ? '' : 'white space tidied',
    canClose ? `\`${closersOf(scanned.open)}\` added at the end: look whether it belongs there` : '',
  ].filter(Boolean);
  const found = yield* review(code, language, scanned);
  const rest = found.filter(({ text }) => !canClose || !text.endsWith('is never closed'));
  return [
    code.length > MOST_SHOWN ? '' : fenced(made, language),
    changes.length > 0
      ? `**Changed:** ${changes.join('; ')}.`
      : '**Changed:** nothing; I found nothing that rules can mend.',
    rest.length > 0 ? `**To look at yourself**\n\n${listed(rest)}` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Code in the task itself: between fences, else all of it where it looks like code. */
function codeIn(task: string): string {
  const inFence = /(?:```|~~~)[^\n]{0,80}\n(.*?)(?:```|~~~|$)/su.exec(task)?.[1];
  if (inFence) return inFence;
  return /[;{}]\s*$|^\s*(?:def|class|import|function|const|let|#include|select|<\w)/im.test(task) && task.includes('\n')
    ? task
    : '';
}

/** Reads, checks and tidies code by rules, or makes a frame with what is left to do. It never claims to have run anything. */
export function* code(task: string, options: CodeOptions): Steps<string> {
  const { mode } = options;
  const given = (options.code.trim() ? options.code : codeIn(task)).replace(/\r\n?/g, '\n');
  const wish =
    options.language && options.language !== 'auto' ? options.language : languageInWords(task.slice(0, 2_000));
  const language = languageOf(wish, given);
  if (!given.trim() || mode === 'write') {
    const target = language ?? languageOf('javascript', '');
    const frame = mode === 'test' ? testSkeleton([], target) : skeleton(task, target);
    return `A frame to fill in, not a working program:\n\n${fenced(frame, target)}`;
  }
  const scanned = yield* scan(given, language ?? languageOf('javascript', '')!);
  if (mode === 'fix') return yield* fix(given, language, scanned);
  if (mode === 'review') {
    const faults = yield* review(given, language, scanned);
    return `**What is there**\n\n${facts(given, language, scanned)}\n\n${faults.length > 0 ? `**What rules find**\n\n${listed(faults)}` : '**What rules find:** nothing. They see form alone; a person or a model should look at the meaning.'}`;
  }
  if (mode === 'test') {
    const names = (yield* definitionsOf(given, language))
      .filter(({ kind }) => kind === 'function')
      .map((found) => found.name);
    return `Cases to fill in, one set for each function I found (${names.length}):\n\n${fenced(testSkeleton(names.slice(0, 8), language), language)}`;
  }
  return yield* explain(given, language, scanned);
}
