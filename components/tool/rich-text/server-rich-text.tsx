import { CodeFrame } from './code-frame';
import { highlight } from './highlight';
import { RichText } from './rich-text';

function ColouredCode({ code, language }: { code: string; language: string }) {
  return <CodeFrame code={code} language={language} pieces={language === '' ? null : highlight(code, language)} />;
}

/** The same on a page that the server draws: code comes in its colours, and no browser fetches them. */
export function ServerRichText({ text }: { text: string }) {
  return <RichText text={text} code={ColouredCode} />;
}
