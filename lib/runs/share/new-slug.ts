import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 22 of 62 signs: 131 bits. */
const SIGNS = 22;
/** The largest multiple of 62 within a byte: what lies above would make some signs likelier than others. */
const FAIR = 248;

/** The secret of a link, in signs that no mail program breaks. `random` gives so many random bytes. */
export function newSlug(random: (bytes: number) => Uint8Array = randomBytes): string {
  let slug = '';
  while (slug.length < SIGNS) {
    for (const byte of random(SIGNS * 2)) {
      if (byte < FAIR && slug.length < SIGNS) slug += ALPHABET[byte % ALPHABET.length];
    }
  }
  return slug;
}

/** Whether `text` can be a slug of ours; everything else is not found without a look. */
export function isSlug(text: string): boolean {
  return /^[0-9A-Za-z]{22,40}$/.test(text);
}
