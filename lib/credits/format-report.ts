import type { LedgerReport } from './types';

/** The report as a table for a terminal: one line a rule, with what differs below it. */
export function formatLedgerReport(report: LedgerReport): string {
  const width = Math.max(...report.checks.map((check) => check.name.length));
  const lines = report.checks.flatMap((check) => [
    `${check.ok ? 'ok   ' : 'WRONG'}  ${check.name.padEnd(width)}  ${check.rule}`,
    ...check.differences.map((one) => `         ${one.subject}: expected ${one.expected}, stored ${one.actual}`),
    ...(check.count > check.differences.length ? [`         and ${check.count - check.differences.length} more`] : []),
  ]);
  const { users, transactions, entries, lots, holds, runs } = report.counts;
  const broken = report.checks.filter((check) => !check.ok).length;
  return [
    ...lines,
    '',
    `${users} users, ${transactions} transactions, ${entries} entries, ${lots} lots, ${holds} holds, ${runs} runs.`,
    broken === 0
      ? `The ledger is right: ${report.checks.length} rules hold.`
      : `The ledger is WRONG: ${broken} of ${report.checks.length} rules are broken. Nothing was repaired.`,
  ].join('\n');
}
