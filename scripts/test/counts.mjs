import { existsSync, readFileSync } from 'node:fs';

const NOTHING = { passed: 0, failed: 0 };

export const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed });
/** A step without counts of its own counts as one. */
export const asCount = (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** A runner that died, or failed outside of its tests, is a failure however good its counts look. */
const withExit = (counts, code) => (code !== 0 && counts.failed === 0 ? add(counts, { passed: 0, failed: 1 }) : counts);

export function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

export function jestCounts(file, code) {
  const report = readReport(file);
  if (!report) return withExit(NOTHING, code || 1);
  // A file that could not even be loaded has no tests to count.
  const broken = report.numRuntimeErrorTestSuites ?? 0;
  return withExit({ passed: report.numPassedTests, failed: report.numFailedTests + broken }, code);
}

export function playwrightCounts(file, code) {
  const stats = readReport(file)?.stats;
  if (!stats) return withExit(NOTHING, code || 1);
  return withExit({ passed: stats.expected + stats.flaky, failed: stats.unexpected }, code);
}

export const asLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;
