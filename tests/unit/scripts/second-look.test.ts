import path from 'node:path';
import { countsWithout, sawAll, worthASecondLook, type JestReport } from '../../../scripts/test/second-look.mjs';

const suite = (name: string, status: 'passed' | 'failed', tests: string[]) => ({
  name: path.resolve('tests', name),
  status,
  assertionResults: tests.map((status) => ({ status })),
});
const reportOf = (...testResults: JestReport['testResults']): JestReport => ({
  ...{ wasInterrupted: false, numTotalTestSuites: testResults.length, testResults },
});
const fine = suite('unit/a.test.ts', 'passed', ['passed', 'passed', 'pending']);
const late = (index: number) => suite(`integration/late-${index}.test.ts`, 'failed', ['passed', 'failed']);

describe('a second look at what failed beside others', () => {
  it('is taken at a few suites, and their tests are counted once', () => {
    const report = reportOf(fine, late(1), late(2));
    const suites = worthASecondLook(report);
    expect(suites).toEqual(['tests/integration/late-1.test.ts', 'tests/integration/late-2.test.ts']);
    expect(countsWithout(report, suites)).toEqual({ passed: 2, failed: 0 });
  });

  it('is not taken where many failed, where nothing did, nor without a report', () => {
    expect(worthASecondLook(reportOf(...[1, 2, 3, 4].map(late)))).toEqual([]);
    expect(worthASecondLook(reportOf(fine))).toEqual([]);
    expect(worthASecondLook(null)).toEqual([]);
  });

  it('is not taken where a process died, or the run did not come to its end', () => {
    expect(worthASecondLook(reportOf(fine, suite('unit/b.test.ts', 'failed', [])))).toEqual([]);
    expect(worthASecondLook({ ...reportOf(fine, late(1)), wasInterrupted: true })).toEqual([]);
    expect(worthASecondLook({ ...reportOf(fine, late(1)), numTotalTestSuites: 3 })).toEqual([]);
  });

  it.each(['races/pay', 'integration/risk/claim-races', 'integration/tools/continue-and-race', 'unit/ai/chain-race'])(
    'is not taken at %s: a race that is lost once is lost',
    (name) => {
      expect(worthASecondLook(reportOf(fine, suite(`${name}.test.ts`, 'failed', ['failed'])))).toEqual([]);
    },
  );

  it('counts only where it saw as many tests', () => {
    const first = reportOf(fine, late(1));
    const suites = worthASecondLook(first);
    expect(sawAll(first, suites, reportOf(suite('integration/late-1.test.ts', 'passed', ['passed', 'passed'])))).toBe(
      true,
    );
    expect(sawAll(first, suites, reportOf(suite('integration/late-1.test.ts', 'passed', ['passed'])))).toBe(false);
    expect(sawAll(first, suites, null)).toBe(false);
  });
});
