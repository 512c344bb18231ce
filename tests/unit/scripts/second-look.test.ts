import path from 'node:path';
import { countsWithout, worthASecondLook } from '../../../scripts/test/second-look.mjs';

const suite = (name: string, status: 'passed' | 'failed', tests: string[]) => ({
  name: path.resolve('tests', name),
  status,
  assertionResults: tests.map((status) => ({ status })),
});
const fine = suite('unit/a.test.ts', 'passed', ['passed', 'passed', 'pending']);
const late = (index: number) => suite(`integration/late-${index}.test.ts`, 'failed', ['passed', 'failed']);

describe('a second look at what failed beside others', () => {
  it('is taken at a few suites, and their tests are counted once', () => {
    const report = { testResults: [fine, late(1), late(2)] };
    const suites = worthASecondLook(report);
    expect(suites).toEqual(['tests/integration/late-1.test.ts', 'tests/integration/late-2.test.ts']);
    expect(countsWithout(report, suites)).toEqual({ passed: 2, failed: 0 });
  });

  it('is not taken where many failed, where nothing did, nor without a report', () => {
    expect(worthASecondLook({ testResults: [1, 2, 3, 4].map(late) })).toEqual([]);
    expect(worthASecondLook({ testResults: [fine] })).toEqual([]);
    expect(worthASecondLook(null)).toEqual([]);
  });

  it('is not taken at a race: one that is lost once is lost', () => {
    expect(worthASecondLook({ testResults: [fine, suite('races/pay.test.ts', 'failed', ['failed'])] })).toEqual([]);
  });
});
