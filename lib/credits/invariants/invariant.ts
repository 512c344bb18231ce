/** One rule of the ledger as a query over what is stored. */
export interface Invariant {
  name: string;
  rule: string;
  /** Rows (subject, expected, actual) that differ; none when the rule holds. Compared as exact numbers. */
  differences: string;
}
