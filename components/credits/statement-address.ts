import { STATEMENT_GROUPS, type StatementGroup } from '@/lib/credits/types';

/** What somebody looks for in their statement; all of it stands in the page's address. */
export interface StatementView {
  kind?: StatementGroup | undefined;
  /** `2026-11`, in UTC. */
  month?: string | undefined;
}

const MOST_MONTHS = 60;

/** From an address that anybody may have typed; what makes no sense is left out. */
export function statementView(kind: string | undefined, month: string | undefined): StatementView {
  return {
    kind: STATEMENT_GROUPS.find((group) => group === kind),
    month: month && /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? month : undefined,
  };
}

/** The month's first moment, and the next one's. */
export function timeOf({ month }: StatementView): { from?: string; to?: string } {
  if (!month) return {};
  const from = new Date(`${month}-01T00:00:00.000Z`);
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
  return { from: from.toISOString(), to: to.toISOString() };
}

function withSearch(path: string, values: Record<string, string | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) search.set(name, value);
  return search.size > 0 ? `${path}?${search.toString()}` : path;
}

export function statementAddress({ kind, month }: StatementView, cursor?: string): string {
  return withSearch('/credits', { kind, month, cursor });
}

export function exportAddress(view: StatementView): string {
  return withSearch('/api/credits/ledger.csv', { kind: view.kind, ...timeOf(view) });
}

/** Months that have movements or could have: from the newest back to the first one. */
export function monthsSince(since: string | null, now: Date, shown?: string): string[] {
  const first = (since ?? now.toISOString()).slice(0, 7);
  const months: string[] = [];
  for (let step = 0; step < MOST_MONTHS; step++) {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - step, 1)).toISOString().slice(0, 7);
    if (month < first) break;
    months.push(month);
  }
  return shown && !months.includes(shown) ? [...months, shown].sort().reverse() : months;
}
