/** Both names reach the same mailboxes, whatever dots and plus-tags stand before them. */
const GMAIL = new Set(['gmail.com', 'googlemail.com']);

/**
 * One mailbox, one account: case never tells two mail addresses apart here, and Gmail's dots and tags do not either.
 * Elsewhere tags are left alone: they may be other people.
 */
export function normalizeEmail(email: string): string {
  const text = email.trim().normalize('NFKC').toLowerCase();
  const at = text.lastIndexOf('@');
  if (!GMAIL.has(text.slice(at + 1))) return text;
  return `${text.slice(0, at).replace(/\+.*$/, '').replaceAll('.', '')}@gmail.com`;
}
