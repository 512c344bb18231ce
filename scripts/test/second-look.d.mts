import type { Counts } from './counts.mjs';

export interface JestReport {
  testResults: { name: string; status: string; assertionResults: { status: string }[] }[];
}
export function worthASecondLook(report: JestReport | null): string[];
export function countsWithout(report: JestReport, suites: string[]): Counts;
