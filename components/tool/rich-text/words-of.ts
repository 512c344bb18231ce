import type { Token } from './lex';

/** The words of a line without its marks. */
export function wordsOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      const parts = 'tokens' in token ? token.tokens : undefined;
      if (parts) return wordsOf(parts);
      return 'text' in token ? String(token.text) : token.raw;
    })
    .join('');
}
