export interface Counts {
  passed: number;
  failed: number;
}
export function add(a: Counts, b: Counts): Counts;
export function readReport(file: string): unknown;
export function asCount(code: number): Counts;
export function jestCounts(file: string, code: number): Counts;
export function playwrightCounts(file: string, code: number): Counts;
export function asLine(counts: Counts): string;
