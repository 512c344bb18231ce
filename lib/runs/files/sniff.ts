/** What a file's first bytes say it is. `text` is a guess that its whole content must bear out. */
export type Sniffed =
  | { family: 'image'; format: 'png' | 'jpeg' | 'webp' | 'gif' }
  | { family: 'audio'; format: 'wav' | 'mp3' | 'ogg' | 'webm' | 'm4a' | 'flac' }
  | { family: 'document'; format: 'pdf' | 'docx' }
  | { family: 'document'; format: 'text' };

/** So many first bytes are enough to tell. */
export const HEAD_BYTES = 64;

const ascii = (head: Uint8Array, start: number, text: string) =>
  Buffer.from(
    head.buffer,
    head.byteOffset + start,
    Math.max(0, Math.min(text.length, head.byteLength - start)),
  ).toString('latin1') === text;

/** An MPEG audio frame begins with eleven set bits, then a version and a layer that exist. */
function isMpegFrame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  return (
    first === 0xff &&
    (second & 0xe0) === 0xe0 &&
    (second & 0x18) !== 0x08 &&
    (second & 0x06) !== 0 &&
    third >> 4 !== 0xf &&
    (third & 0x0c) !== 0x0c
  );
}

function sniffSound(head: Uint8Array): Sniffed | null {
  if (ascii(head, 0, 'RIFF') && ascii(head, 8, 'WAVE')) return { family: 'audio', format: 'wav' };
  if (ascii(head, 0, 'OggS')) return { family: 'audio', format: 'ogg' };
  if (ascii(head, 0, 'fLaC')) return { family: 'audio', format: 'flac' };
  if (ascii(head, 0, '\x1a\x45\xdf\xa3')) return { family: 'audio', format: 'webm' };
  if (ascii(head, 4, 'ftyp')) return { family: 'audio', format: 'm4a' };
  if (ascii(head, 0, 'ID3') || isMpegFrame(head)) return { family: 'audio', format: 'mp3' };
  return null;
}

/** Tells by content alone; a name or a type that was sent is never asked. Null for what nobody could use. */
export function sniff(head: Uint8Array): Sniffed | null {
  if (ascii(head, 0, '\x89PNG\r\n\x1a\n')) return { family: 'image', format: 'png' };
  if (ascii(head, 0, '\xff\xd8\xff')) return { family: 'image', format: 'jpeg' };
  if (ascii(head, 0, 'RIFF') && ascii(head, 8, 'WEBP')) return { family: 'image', format: 'webp' };
  if (ascii(head, 0, 'GIF87a') || ascii(head, 0, 'GIF89a')) return { family: 'image', format: 'gif' };
  if (ascii(head, 0, '%PDF-')) return { family: 'document', format: 'pdf' };
  if (ascii(head, 0, 'PK\x03\x04')) return { family: 'document', format: 'docx' };
  const utf16 = ascii(head, 0, '\xff\xfe') || ascii(head, 0, '\xfe\xff');
  if (utf16) return { family: 'document', format: 'text' };
  const sound = sniffSound(head);
  if (sound) return sound;
  return head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))
    ? null
    : { family: 'document', format: 'text' };
}
