/** The entry of revenue where a full capture is written: one row of a list of rows, behind another. */
const ROW = /,\s*\([^()]*'platform:revenue'[^()]*\)/g;

/**
 * The text of `ledger_settle` without the row of revenue of a full capture, which is all that the bench does.
 * @throws Error when the function is written otherwise: then this is the place to follow it.
 */
export function withoutRevenue(definition: string): string {
  const rows = definition.match(ROW)?.length ?? 0;
  if (rows !== 1) throw new Error(`ledger_settle has ${rows} rows for platform:revenue, where the bench knows one.`);
  return definition.replace(ROW, '');
}
