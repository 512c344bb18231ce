import { CodeFrame } from './code-frame';
import { highlight } from './highlight';
import { RichText } from './rich-text';

/** Of one text, in characters: whoever has a link may ask for its page, and the server draws it for everybody in turn. */
const MOST_COLOURED = 8_000;

/** Boxes of code in their colours, until so much of a text is coloured. */
function colouredCode() {
  let left = MOST_COLOURED;
  return function ColouredCode({ code, language }: { code: string; language: string }) {
    const isColoured = language !== '' && code.length <= left;
    if (isColoured) left -= code.length;
    return <CodeFrame code={code} language={language} pieces={isColoured ? highlight(code, language) : null} />;
  };
}

/** The same on a page that the server draws: code comes in its colours, and no browser fetches them. */
export function ServerRichText({ text }: { text: string }) {
  return <RichText text={text} code={colouredCode()} />;
}
