import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { add, asLine, jestCounts, playwrightCounts } from '../../../scripts/test/counts.mjs';

function report(content: object): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'megicai-counts-')), 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('the count at the end', () => {
  it('adds up what the runners report', () => {
    const jest = jestCounts(report({ numPassedTests: 3, numFailedTests: 0, numRuntimeErrorTestSuites: 0 }), 0);
    const browser = playwrightCounts(report({ stats: { expected: 2, flaky: 0, unexpected: 1 } }), 1);
    expect(asLine(add(jest, browser))).toBe('5 passed, 1 failed');
  });

  it('counts a test file that could not be loaded as a failure', () => {
    expect(jestCounts(report({ numPassedTests: 3, numFailedTests: 0, numRuntimeErrorTestSuites: 1 }), 1).failed).toBe(
      1,
    );
  });

  it('counts a runner that died without a report, or after good counts, as a failure', () => {
    expect(jestCounts('/nowhere.json', 0)).toEqual({ passed: 0, failed: 1 });
    expect(playwrightCounts(report({ stats: { expected: 2, flaky: 0, unexpected: 0 } }), 1)).toEqual({
      passed: 2,
      failed: 1,
    });
  });
});
