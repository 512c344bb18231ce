import { z } from 'zod';

/**
 * Control characters, private and unassigned ones, and every mark that is not seen: among them those that turn the direction
 * of writing, so that words would not read as they are stored. The two joiners stay: Persian and Indic words need them.
 */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/u;
/** Nothing here is ever read as HTML; who writes it expects something else than will be shown. */
const TAG = /<\s*[a-z!/?]/i;

/** One line of words, with `least` to `most` characters. */
export function plainText(least: number, most: number) {
  return z
    .string()
    .trim()
    .min(least, 'is required')
    .max(most, `must have at most ${most} characters`)
    .refine(
      (text) => !UNSEEN.test(text),
      'must not contain line breaks, control characters or marks of writing direction',
    )
    .refine((text) => !TAG.test(text), 'must be plain text, without HTML');
}

const MOST_URL = 500;

/** Null for anything but an https address of a host with a domain, without name and password. */
function readAddress(text: string): URL | null {
  const url = UNSEEN.test(text) || /\s|\\/.test(text) || !URL.canParse(text) ? null : new URL(text);
  const isFit = url?.protocol === 'https:' && !url.username && !url.password && url.hostname.includes('.');
  return isFit ? url : null;
}

/** An https address, kept as a browser writes it. */
export const httpsUrl = z
  .string()
  .trim()
  .max(MOST_URL, `must have at most ${MOST_URL} characters`)
  .refine((text) => readAddress(text) !== null, 'must be a web address that begins with https://')
  .overwrite((text) => readAddress(text)?.href ?? text);
