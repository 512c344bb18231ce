/** What the reading process is to do; it comes as JSON in its one argument, the file's bytes on standard input. */
export interface ReadingOrder {
  format: 'pdf' | 'docx' | 'wav' | 'mp3' | 'ogg' | 'webm' | 'm4a' | 'flac';
  /** UTF-16 units of a document's text. */
  maxCharacters: number;
  maxPages: number;
  /** Unpacked bytes of one part of a packed file. */
  maxPartBytes: number;
}

/** Why a file could not be read. */
export type Unreadable = 'wrong_type' | 'damaged' | 'locked' | 'too_large' | 'film';

/** What it says on standard output. */
export type ReadingAnswer =
  | { read: 'text'; text: string; cut: boolean }
  | { read: 'sound'; mediaType: string; seconds?: number }
  | { read: 'nothing'; why: Unreadable };

export function cannotRead(why: Unreadable): ReadingAnswer {
  return { read: 'nothing', why };
}
