import { afterEach, beforeEach, jest } from '@jest/globals';
import { format } from 'node:util';

let unexpected: string[] = [];

/** What the test has said it expects on the console; a plain substring is enough. */
declare global {
  var expectConsole: (part: string) => void;
}

let expected: string[] = [];

globalThis.expectConsole = (part) => {
  expected.push(part);
};

function record(level: string) {
  return (...parts: unknown[]) => {
    const line = format(...parts);
    if (!expected.some((part) => line.includes(part))) unexpected.push(`console.${level}: ${line}`);
  };
}

beforeEach(() => {
  unexpected = [];
  expected = [];
  jest.spyOn(console, 'error').mockImplementation(record('error'));
  jest.spyOn(console, 'warn').mockImplementation(record('warn'));
});

afterEach(() => {
  jest.restoreAllMocks();
  // Noise hides faults: a test that causes a warning must say so.
  if (unexpected.length > 0) throw new Error(`Unexpected console output:\n${unexpected.join('\n')}`);
});
