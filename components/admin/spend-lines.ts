import { textLines } from './text-lines';

/** Caps as lines, "provider = dollars". */
export function spendLines(caps: Readonly<Record<string, unknown>>): string {
  return Object.entries(caps)
    .map(([provider, dollars]) => `${provider} = ${String(dollars)}`)
    .join('\n');
}

export type ReadSpend = { ok: true; patch: Record<string, number | null> } | { ok: false; line: number };

/**
 * Reads such lines as a merge patch: a cap whose line was taken out is lifted.
 * @returns the number of the first line, from 1, that says neither provider nor dollars
 */
export function readSpendLines(text: string, before: Readonly<Record<string, unknown>>): ReadSpend {
  const patch: Record<string, number | null> = Object.fromEntries(Object.keys(before).map((name) => [name, null]));
  for (const { line, text: said } of textLines(text)) {
    const [, provider, dollars] = /^\s*([a-z][a-z0-9-]*)\s*[=:]\s*\$?(\d+(?:\.\d+)?)\s*$/.exec(said) ?? [];
    if (provider === undefined || dollars === undefined) return { ok: false, line };
    patch[provider] = Number(dollars);
  }
  return { ok: true, patch };
}
