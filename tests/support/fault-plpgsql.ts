/** A place inside a stored function: just before a statement, or behind the last one of a branch or loop. */
export interface FunctionPoint {
  /** As `run_begin#7`: the seventh place of that function. */
  name: string;
  /** The beginning of the statement, for people. */
  says: string;
}

interface Token {
  at: number;
  text: string;
  /** In capitals, for comparing. */
  word: string;
}

interface Place {
  at: number;
  says: string;
}

const COMMENT = /^(--|\/\*)/;
const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|<<|>>|\w+|\S/g;
const LIST_ENDS = new Set(['END', 'ELSE', 'ELSIF', 'ELSEIF', 'EXCEPTION', 'WHEN', '']);
const LOOPS = new Set(['FOR', 'FOREACH', 'WHILE', 'LOOP']);

function tokensOf(source: string): Token[] {
  return [...source.matchAll(TOKEN)]
    .filter(([text]) => !COMMENT.test(text))
    .map((match) => ({ at: match.index, text: match[0], word: match[0].toUpperCase() }));
}

/** Reads a function body in PL/pgSQL just well enough to know where its statements begin. */
class Reader {
  readonly places: Place[] = [];
  readonly #tokens: Token[];
  #next = 0;

  constructor(source: string) {
    this.#tokens = tokensOf(source);
    this.#block();
  }

  #word(ahead = 0): string {
    return this.#tokens[this.#next + ahead]?.word ?? '';
  }

  #mark(suffix = ''): void {
    const token = this.#tokens[this.#next];
    if (!token) throw new Error('a function body ended in the middle');
    const words = this.#tokens.slice(this.#next, this.#next + 5).map(({ text }) => text);
    this.places.push({ at: token.at, says: suffix || words.join(' ').replace(/\s*;.*$/, '') });
  }

  /** Steps behind the next `word` that stands outside of brackets and CASE expressions. */
  #skipTo(word: string): void {
    let depth = 0;
    for (; this.#next < this.#tokens.length; this.#next++) {
      const here = this.#word();
      if (depth === 0 && here === word) {
        this.#next++;
        return;
      }
      if (here === '(' || here === '[' || here === 'CASE') depth++;
      if (here === ')' || here === ']' || here === 'END') depth--;
    }
    throw new Error(`a function body has no ${word} where one must be`);
  }

  /** [DECLARE …] BEGIN … [EXCEPTION WHEN … THEN …] END */
  #block(): void {
    while (this.#word() !== 'BEGIN') {
      if (this.#next++ >= this.#tokens.length) throw new Error('a function body has no BEGIN');
    }
    this.#next++;
    this.#list('end of the block');
    while (this.#word() === 'EXCEPTION' || this.#word() === 'WHEN') {
      this.#skipTo('THEN');
      this.#list('end of the handler');
    }
    this.#next++;
  }

  #list(end: string): void {
    let leaves = false;
    while (!LIST_ENDS.has(this.#word())) {
      this.#mark();
      leaves = this.#statement();
    }
    if (!leaves) this.#mark(`(${end})`);
  }

  /** Whether nothing behind it is reached. */
  #statement(): boolean {
    const word = this.#word();
    if (word === '<<') {
      this.#next += 3;
      return this.#statement();
    }
    const leaves = word === 'RETURN' || ((word === 'EXIT' || word === 'CONTINUE') && this.#word(1) === ';');
    const raises = word === 'RAISE' && !['NOTICE', 'WARNING', 'INFO', 'LOG', 'DEBUG'].includes(this.#word(1));
    if (word === 'IF') this.#if();
    else if (word === 'CASE') this.#case();
    else if (LOOPS.has(word)) this.#loop();
    else if (word === 'BEGIN' || word === 'DECLARE') this.#block();
    this.#skipTo(';');
    return leaves || raises;
  }

  #if(): void {
    do {
      // ELSE has no condition.
      if (this.#word() === 'ELSE') this.#next++;
      else this.#skipTo('THEN');
      this.#list('end of the branch');
    } while (this.#word() !== 'END');
    this.#next++;
  }

  #case(): void {
    this.#next++;
    this.#skipTo('WHEN');
    do {
      if (this.#word() === 'ELSE') this.#next++;
      else this.#skipTo('THEN');
      this.#list('end of the branch');
    } while (this.#word() !== 'END');
    this.#next++;
  }

  #loop(): void {
    this.#skipTo('LOOP');
    this.#list('end of the loop');
    this.#next++;
  }
}

/**
 * Puts a call of `fault_point` before every statement of a body and at the end of every list of statements. By ASSERT:
 * unlike PERFORM it leaves FOUND and ROW_COUNT as they were.
 */
export function instrumentPlpgsql(name: string, source: string): { source: string; points: FunctionPoint[] } {
  const { places } = new Reader(source);
  const points = places.map(({ says }, index) => ({ name: `${name}#${index + 1}`, says }));
  let text = '';
  let from = 0;
  for (const [index, { at }] of places.entries()) {
    text += `${source.slice(from, at)}ASSERT fault_point('${name}#${index + 1}'); `;
    from = at;
  }
  return { source: text + source.slice(from), points };
}

/** The same for LANGUAGE sql, whose only statement is the whole body. */
export function instrumentSql(name: string, source: string): { source: string; points: FunctionPoint[] } {
  const says = tokensOf(source)
    .slice(0, 5)
    .map(({ text }) => text)
    .join(' ');
  return { source: `SELECT fault_point('${name}#1');\n${source}`, points: [{ name: `${name}#1`, says }] };
}
