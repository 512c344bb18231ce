// Two cores carry four workers here, and now and then a suite waits longer than it was given. What failed like that passes
// alone; what is wrong fails again.
import { relative } from 'node:path';

/** More than these are no accident. */
const MOST = 3;
/** A race that is lost once is lost: these have failed. */
const NEVER = /^tests\/races\//;

const pathOf = ({ name }) => relative('.', name);

/** Paths of the failed suites of Jest's report that are run once more, alone; none where that would hide something. */
export function worthASecondLook(report) {
  const failed = (report?.testResults ?? []).filter(({ status }) => status === 'failed').map(pathOf);
  return failed.length > MOST || failed.some((suite) => NEVER.test(suite)) ? [] : failed;
}

/** What Jest's report counts, but for these suites. */
export function countsWithout(report, suites) {
  const tests = report.testResults
    .filter((suite) => !suites.includes(pathOf(suite)))
    .flatMap(({ assertionResults }) => assertionResults);
  const count = (wanted) => tests.filter(({ status }) => status === wanted).length;
  return { passed: count('passed'), failed: count('failed') };
}
