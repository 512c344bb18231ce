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
  // One database in memory per test file: more workers than this would need more memory than a small machine has.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  testTimeout: 30_000,
  watchman: false,
};

export default createConfig(config);
