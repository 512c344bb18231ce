/** One mailbox, one account: case never tells two mail addresses apart here. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}
