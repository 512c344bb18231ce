type Token = { kind: 'number'; value: number } | { kind: 'sign'; value: string };

const WORDS: readonly [RegExp, string][] = [
  [/(\d),(?=\d{3}(?!\d))/g, '$1'],
  [/[×·]/g, '*'],
  [/÷/g, '/'],
  [/[−–]/g, '-'],
  [/²/g, '^2'],
  [/³/g, '^3'],
  [/√/g, ' sqrt '],
  [/\bsquare root of\b/gi, ' sqrt '],
  [/\b(?:plus|und|más)\b(?=\s*[\d(])/gi, '+'],
  [/\b(?:minus|less|moins|menos)\b(?=\s*[\d(])/gi, '-'],
  [/\b(?:times|multiplied by|mal|fois|por)\b(?=\s*[\d(])/gi, '*'],
  [/\b(?:divided by|over|geteilt durch|divisé par|entre)\b(?=\s*[\d(])/gi, '/'],
  [/\b(?:to the power of|hoch)\b(?=\s*[\d(])/gi, '^'],
  [/\bsquared\b/gi, '^2'],
  [/\bcubed\b/gi, '^3'],
  [/\b(?:percent|per cent|prozent|pour cent|por ciento)\b/gi, '%'],
  [/%\s*(?:of|von|de)\s+(?=[\d(])/gi, '% of '],
];
const TOKEN = /\s*(\d+(?:\.\d+)?|\.\d+|sqrt|of\b|[-+*/^()%])/y;
const MOST_TOKENS = 200;

/** Precedence climbing over a fixed list of tokens; undefined where it is no expression. */
class Reader {
  private at = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  whole(): number | undefined {
    const value = this.sum();
    return this.at === this.tokens.length ? value : undefined;
  }

  private take(...signs: string[]): string | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== 'sign' || !signs.includes(token.value)) return undefined;
    this.at += 1;
    return token.value;
  }

  private sum(): number | undefined {
    let left = this.product();
    for (let sign = this.take('+', '-'); sign && left !== undefined; sign = this.take('+', '-')) {
      const right = this.product();
      if (right === undefined) return undefined;
      left = sign === '+' ? left + right : left - right;
    }
    return left;
  }

  private product(): number | undefined {
    let left = this.power();
    for (let sign = this.take('*', '/', 'of'); sign && left !== undefined; sign = this.take('*', '/', 'of')) {
      const right = this.power();
      if (right === undefined) return undefined;
      left = sign === '/' ? left / right : left * right;
    }
    return left;
  }

  private power(): number | undefined {
    if (this.take('-')) {
      const value = this.power();
      return value === undefined ? undefined : -value;
    }
    const base = this.atom();
    if (base === undefined || !this.take('^')) return base;
    const exponent = this.power();
    return exponent === undefined ? undefined : base ** exponent;
  }

  private atom(): number | undefined {
    const token = this.tokens[this.at];
    let value: number | undefined;
    if (token?.kind === 'number') {
      this.at += 1;
      value = token.value;
    } else if (this.take('sqrt')) {
      const inner = this.atom();
      value = inner === undefined ? undefined : Math.sqrt(inner);
    } else if (this.take('(')) {
      value = this.sum();
      if (!this.take(')')) return undefined;
    }
    if (value === undefined) return undefined;
    return this.take('%') ? value / 100 : value;
  }
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const part = match[1]!;
    tokens.push(/[\d]/.test(part) ? { kind: 'number', value: Number(part) } : { kind: 'sign', value: part });
    if (tokens.length > MOST_TOKENS) return undefined;
    if (text.slice(TOKEN.lastIndex).trim() === '') return tokens;
  }
  return undefined;
}

/** The value of an expression such as "12.5% of 480" or "3 * (4 + 5)^2"; undefined where it is none. */
export function calculate(expression: string): number | undefined {
  const tokens = tokensOf(expression);
  return tokens && new Reader(tokens).whole();
}

/** As people write numbers: no rests of binary fractions, thousands apart. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 12 }).format(value === 0 ? 0 : value);
}

/** A sum that a message holds, as it was understood, and its value. */
export function findSum(message: string): { expression: string; value: number } | undefined {
  let text = message.slice(0, 2_000);
  for (const [pattern, sign] of WORDS) text = text.replace(pattern, sign);
  const asks =
    /^\s*(?:what(?:'s| is| are)|how much is|calculate|compute|work out|solve|was ist|combien|cuánto)|=\s*\??\s*$/i.test(
      text,
    );
  const runs = text.match(/(?:sqrt|of\b|[\d.()\s+\-*/^%])+/g) ?? [];
  for (const run of runs.sort((a, b) => b.length - a.length)) {
    const expression = run
      .replace(/^[\s.of]+(?=\S)|[\s.]+$|\s*of\s*$/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    const isSum = /\d\s*%?\s*(?:[-+*/^]|of)\s*[-(.\d s]/.test(expression) || expression.includes('sqrt');
    // "555-1234" and "24/7" are no sums unless somebody asks, or says nothing else.
    const isMeant = asks || /\d\)? [-+*/] [-(\d]|[*^]|of|sqrt/.test(expression) || text.trim() === run.trim();
    if (!isSum || !isMeant) continue;
    const value = calculate(expression);
    if (value !== undefined) return { expression: expression.replace(/sqrt /g, '√'), value };
  }
  return undefined;
}
