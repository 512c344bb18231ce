import type { Steps } from '../../run-steps';
import type { Language } from './languages';

export interface Fault {
  /** From 1. */
  line: number;
  text: string;
}

export interface Scan {
  faults: Fault[];
  /** The code with its texts and comments blanked, line by line: what rules may look at. */
  bare: string[];
  /** Opening brackets that nothing closes, the outermost first. */
  open: string[];
  commentLines: number;
}

const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
const CLOSERS: Record<string, string> = { '(': ')', '[': ']', '{': '}' };
const MOST_FAULTS = 20;

class Scanner {
  readonly faults: Fault[] = [];
  readonly bare: string[] = [];
  readonly stack: { sign: string; line: number }[] = [];
  readonly comments = new Set<number>();
  /** How many of each sign the stack holds: to look through it for every closing bracket takes too long. */
  private readonly waiting: Record<string, number> = { '(': 0, '[': 0, '{': 0 };
  private current = '';
  private line = 1;
  private at = 0;

  constructor(
    private readonly code: string,
    private readonly language: Language,
  ) {}

  *run(): Steps<void> {
    for (let count = 0; this.at < this.code.length; count += 1) {
      this.step(this.code[this.at]!);
      if (count % 1_000 === 0) yield;
    }
    this.bare.push(this.current);
    for (const { sign, line } of this.stack) this.faults.push({ line, text: `\`${sign}\` is never closed` });
  }

  private step(sign: string): void {
    const { line: lineMark, block, quotes, longQuotes = [] } = this.language;
    const starts = (mark: string) => this.code.startsWith(mark, this.at);
    if (sign === '\n') return this.endLine();
    if (lineMark && starts(lineMark)) {
      this.comments.add(this.line);
      const end = this.code.indexOf('\n', this.at);
      this.at = end < 0 ? this.code.length : end;
      return;
    }
    if (block && starts(block[0])) return this.skipComment(block);
    const long = longQuotes.find(starts);
    if (long ?? quotes.includes(sign)) return this.skipText(long ?? sign, long !== undefined);
    this.bracket(sign);
    this.current += sign;
    this.at += 1;
  }

  private endLine(): void {
    this.bare.push(this.current);
    this.current = '';
    this.line += 1;
    this.at += 1;
  }

  private skipComment([open, close]: readonly [string, string]): void {
    const begun = this.line;
    const end = this.code.indexOf(close, this.at + open.length);
    const until = end < 0 ? this.code.length : end + close.length;
    while (this.at < until) {
      this.comments.add(this.line);
      if (this.code[this.at] === '\n') this.endLine();
      else this.at += 1;
    }
    if (end < 0)
      this.faults.push({ line: begun, text: `the comment that begins here never ends (\`${close}\` is missing)` });
  }

  /** A text ends at its mark, or at the end of its line where it may not go on in the next. */
  private skipText(mark: string, isLong: boolean): void {
    const begun = this.line;
    this.current += '""';
    this.at += mark.length;
    while (this.at < this.code.length) {
      const sign = this.code[this.at]!;
      if (sign === '\\') {
        // What is escaped may be the end of a line.
        if (this.code[this.at + 1] === '\n') this.at += 1;
        else this.at += 2;
      } else if (this.code.startsWith(mark, this.at)) {
        this.at += mark.length;
        return;
      } else if (sign !== '\n') this.at += 1;
      else if (isLong) this.endLine();
      else break;
    }
    this.faults.push({ line: begun, text: `the text that begins with ${mark} is not closed` });
  }

  private push(sign: string): void {
    this.stack.push({ sign, line: this.line });
    this.waiting[sign]! += 1;
  }

  private pop(): string | undefined {
    const sign = this.stack.pop()?.sign;
    if (sign) this.waiting[sign]! -= 1;
    return sign;
  }

  private bracket(sign: string): void {
    const { stack, line } = this;
    if (CLOSERS[sign]) this.push(sign);
    const opener = PAIRS[sign];
    if (!opener) return;
    const last = stack.at(-1);
    if (last?.sign === opener) this.pop();
    else if (last && this.waiting[opener]! > 0) {
      const wanted = CLOSERS[last.sign]!;
      this.faults.push({
        line,
        text: `\`${sign}\` stands where \`${wanted}\` should close the \`${last.sign}\` of line ${last.line}`,
      });
      while (this.pop() !== opener);
    } else this.faults.push({ line, text: `\`${sign}\` closes nothing` });
  }
}

/** Walks through code once: brackets, texts and comments, as far as they can be known without its grammar. */
export function* scan(code: string, language: Language): Steps<Scan> {
  const scanner = new Scanner(code, language);
  yield* scanner.run();
  const { faults, bare, stack, comments } = scanner;
  return {
    faults: faults.slice(0, MOST_FAULTS),
    bare,
    open: stack.map(({ sign }) => sign),
    commentLines: comments.size,
  };
}

/** What would close what is open, the innermost first. */
export const closersOf = (open: readonly string[]) =>
  open
    .toReversed()
    .map((sign) => CLOSERS[sign]!)
    .join('');
