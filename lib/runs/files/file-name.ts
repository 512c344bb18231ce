import { extensionOf } from './media-types';

const MOST_CHARACTERS = 120;
/** Control characters, and marks that turn the direction of writing or show nothing at all. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
/** What other systems give a meaning in names. */
const SPECIAL = /["*/:<>?\\|]/g;

/** The end of a name, without its dot and in lower case; '' where it has none. */
export function extensionIn(name: string): string {
  return /[^.]\.([a-z0-9]{1,8})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? '';
}

/**
 * A name as it may be shown and saved under: the last part of a path, without what cannot be seen, at most 120 characters,
 * with the ending that its content deserves.
 */
export function cleanFileName(sent: string, mediaType: string): string {
  const last = sent.toWellFormed().normalize('NFC').replaceAll('\ufffd', '').split(/[/\\]/).at(-1) ?? '';
  const seen = last.replace(UNSEEN, '').replace(SPECIAL, ' ').replace(/\s+/g, ' ').trim();
  const given = extensionIn(seen);
  const base = (given ? seen.slice(0, -(given.length + 1)) : seen).replace(/^[.\s]+|[.\s]+$/g, '');
  const extension = extensionOf(mediaType);
  const room = MOST_CHARACTERS - extension.length - 1;
  // Cut between characters, not inside one.
  const short = [...base].slice(0, room).join('').slice(0, room).toWellFormed().trim();
  return `${short || 'file'}.${extension}`;
}
