// Two cores carry four workers here, and now and then a suite waits longer than it was given. What failed like that passes
// alone; what is wrong fails again.
import { relative } from 'node:path';
import { LEFT_TO_SERVERS } from './on-servers.mjs';

/** More than these are no accident. */
const MOST = 3;
/** A race that is lost once is lost, and so is what several processes do to each other: these have failed. */
const NEVER = /(?:^tests\/races\/|[/-]races?[.-])/;
const isRace = (suite) => NEVER.test(suite) || LEFT_TO_SERVERS.some((pattern) => suite.includes(pattern));

const pathOf = ({ name }) => relative('.', name);
const testsOf = (suites) => suites.flatMap(({ assertionResults }) => assertionResults);

/** Paths of the failed suites of Jest's report that are run once more, alone; none where that would hide something. */
export function worthASecondLook(report) {
  if (!report || report.wasInterrupted || report.testResults.length !== report.numTotalTestSuites) return [];
  const failed = report.testResults.filter(({ status }) => status === 'failed');
  // A process that died has no tests to show.
  if (failed.length > MOST || failed.some(({ assertionResults }) => assertionResults.length === 0)) return [];
  const paths = failed.map(pathOf);
  return paths.some(isRace) ? [] : paths;
}

/** Whether the second look saw at least the tests of the first. */
export function sawAll(first, suites, second) {
  const before = testsOf(first.testResults.filter((suite) => suites.includes(pathOf(suite))));
  return testsOf(second?.testResults ?? []).length >= before.length;
}

/** What Jest's report counts, but for these suites. */
export function countsWithout(report, suites) {
  const tests = testsOf(report.testResults.filter((suite) => !suites.includes(pathOf(suite))));
  const count = (wanted) => tests.filter(({ status }) => status === wanted).length;
  return { passed: count('passed'), failed: count('failed') };
}
