import { getDocumentProxy } from 'unpdf';
import { cannotRead, type ReadingAnswer, type ReadingOrder } from './order.ts';

/** The text of a PDF, page by page, until there is enough of it. */
export async function readPdf(bytes: Uint8Array, { maxCharacters, maxPages }: ReadingOrder): Promise<ReadingAnswer> {
  // No font programs, no forms with scripts, no pictures: words alone.
  const options = { isEvalSupported: false, enableXfa: false, disableFontFace: true, maxImageSize: 1, verbosity: 0 };
  try {
    const document = await getDocumentProxy(bytes, options);
    let text = '';
    let page = 0;
    while (page < Math.min(document.numPages, maxPages) && text.length <= maxCharacters) {
      const { items } = await (await document.getPage(++page)).getTextContent();
      for (const item of items) {
        if (text.length > maxCharacters) break;
        if ('str' in item) text += item.str + (item.hasEOL ? '\n' : '');
      }
      text += '\n\n';
    }
    return {
      read: 'text',
      text: text.slice(0, maxCharacters),
      cut: text.trimEnd().length > maxCharacters || page < document.numPages,
    };
  } catch (error) {
    return cannotRead(error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'damaged');
  }
}
