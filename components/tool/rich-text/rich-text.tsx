import { memo, useMemo } from 'react';
import { Block, type CodeView } from './blocks';
import { GrowingCode } from './growing-code';
import { lex } from './lex';

/** Parts that read the same are not drawn again while the last one grows. */
const SteadyBlock = memo(Block, (before, after) => before.token.raw === after.token.raw && before.code === after.code);

/**
 * A model's text as React elements. It can make no request and run no code, whatever it contains; links lead to the web in a new
 * tab, with the place they lead to. `code` draws a box of code.
 */
export function RichText({ text, code = GrowingCode }: { text: string; code?: CodeView }) {
  const tokens = useMemo(() => lex(text), [text]);
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3 [overflow-wrap:anywhere]">
      {tokens.map((token, index) => (
        <SteadyBlock key={index} token={token} code={code} />
      ))}
    </div>
  );
}
