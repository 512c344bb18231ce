const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;

const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** A browser and its system from what it says about itself; only for recognising one's own. Null when unreadable. */
export function deviceWords(userAgent: string | null): { browser: string; system: string | null } | null {
  const find = (table: readonly (readonly [string, string])[]) =>
    table.find(([mark]) => userAgent?.includes(mark))?.[1] ?? null;
  const browser = find(BROWSERS);
  return browser ? { browser, system: find(SYSTEMS) } : null;
}
