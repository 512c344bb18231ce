import { Marked, type Token, type TokenizerExtension } from 'marked';
import { guard } from './guard';

export type { Token, Tokens } from 'marked';

/** Formulas stay as they are written: their stars, underscores and backslashes are not Markdown. */
const FORMULA = /^(?:\$\$[^$]+\$\$|\$(?=\S)[^$\n]*[^$\s]\$(?!\d)|\\\([^\n]*?\\\)|\\\[[\s\S]*?\\\])/;

const formula: TokenizerExtension = {
  name: 'formula',
  level: 'inline',
  start: (text) => {
    const at = text.search(/\$|\\\(|\\\[/);
    return at < 0 ? undefined : at;
  },
  tokenizer: (text) => {
    const raw = FORMULA.exec(text)?.[0];
    return raw === undefined ? undefined : { type: 'formula', raw, text: raw };
  },
};

const marked = new Marked({ gfm: true, extensions: [formula] });

const plain = (raw: string): Token => ({ type: 'text', raw, text: raw });

/**
 * A model's text as the parts of its Markdown. Half of a text gives the parts that are there: a fence that is still open reaches to
 * its end. What no reader can take apart is one part of plain text.
 */
export function lex(text: string): Token[] {
  try {
    return guard(text).flatMap((piece) => (piece.isPlain ? [plain(piece.text)] : marked.lexer(piece.text)));
  } catch {
    return [plain(text)];
  }
}
