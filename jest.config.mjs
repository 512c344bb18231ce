import { totalmem } from 'node:os';
import nextJest from 'next/jest.js';

const createConfig = nextJest({ dir: './' });

/** @type {import('jest').Config} */
const config = {
  testEnvironment: '<rootDir>/tests/setup/node-environment.mjs',
  roots: ['<rootDir>/tests'],
  testMatch: ['<rootDir>/tests/{unit,integration,races,components,contract}/**/*.test.{ts,tsx}'],
  setupFilesAfterEnv: ['<rootDir>/tests/setup/strict-console.ts', '<rootDir>/tests/setup/dom.ts'],
  moduleNameMapper: { '^@/(.*)$': '<rootDir>/$1' },
  // The scripts are native modules and stay so.
  transformIgnorePatterns: ['\\.mjs$'],
  testSequencer: '<rootDir>/scripts/test/sequencer.mjs',
  // One database in memory per test file: more workers would need more memory than a small machine has. Four keep two
  // cores busy, since many tests wait for clocks, sockets and other processes.
  maxWorkers: totalmem() > 14_000_000_000 ? 4 : totalmem() > 7_000_000_000 ? 3 : 2,
  // A worker above it is begun anew, which takes seconds of a core: where there is room it may stay.
  workerIdleMemoryLimit: totalmem() > 20_000_000_000 ? '2.5GB' : '1GB',
  testTimeout: 120_000,
  watchman: false,
  // Tests run in a context of their own, where every look at a global takes about a microsecond: loops that count with Math
  // took most of a suite's time. The same object, handed in.
  sandboxInjectedGlobals: ['Math'],
};

export default createConfig(config);
