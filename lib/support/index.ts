export { decideProblem, type DecideProblemInput, type DecideProblemResult } from './decide-problem';
export { eraseProblems } from './erase-problems';
export { getProblem } from './get-problem';
export { getReport } from './get-report';
export { countOpenProblems, listOwnProblems, listProblems, type ListProblemsInput } from './list-problems';
export { reportProblem, type ReportProblemInput, type ReportProblemResult } from './report-problem';
export type { ProblemReason, ProblemStatus, ProblemView, ReportDetail, ReportedProblem, ReportedRun } from './types';
