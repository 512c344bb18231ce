import { DISPOSABLE_DOMAINS } from './disposable-domains';

const GMAIL = new Set(['gmail.com', 'googlemail.com']);

/**
 * The mailbox that probably stands behind an address: without a plus-tag, and at Gmail without dots. Stricter than what
 * tells accounts apart, so it is evidence and never a refusal: elsewhere a tag may be somebody else.
 */
export function mailboxOf(email: string): string {
  const text = email.trim().normalize('NFKC').toLowerCase();
  const at = text.lastIndexOf('@');
  const domain = GMAIL.has(text.slice(at + 1)) ? 'gmail.com' : text.slice(at + 1);
  const name = text.slice(0, at).replace(/(?<=.)\+.*$/, '');
  return `${domain === 'gmail.com' ? name.replaceAll('.', '') : name}@${domain}`;
}

/** Whether the address is at a service of throw-away mail, or at a subdomain of one. */
export function isDisposable(email: string, more: readonly string[]): boolean {
  const labels = email
    .slice(email.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.');
  const own = new Set(more);
  return labels.some((_, index) => {
    const domain = labels.slice(index).join('.');
    return DISPOSABLE_DOMAINS.has(domain) || own.has(domain);
  });
}
