import type { Counts } from './counts.mjs';

export interface JestReport {
  wasInterrupted: boolean;
  numTotalTestSuites: number;
  testResults: { name: string; status: string; assertionResults: { status: string }[] }[];
}
export function worthASecondLook(report: JestReport | null): string[];
export function sawAll(first: JestReport, suites: string[], second: JestReport | null): boolean;
export function countsWithout(report: JestReport, suites: string[]): Counts;
