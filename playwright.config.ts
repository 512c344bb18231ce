import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS } from './scripts/setup/chromium-args.mjs';

// `npm test` sets these; the fallbacks serve `npx playwright test` by hand. Workers inherit what the first process chose.
process.env.E2E_PORT ??= '3411';
process.env.E2E_DATA_DIR ??= mkdtempSync(path.join(tmpdir(), 'megicai-e2e-'));
process.env.CHROMIUM_PATH ??= ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file)) ?? '';
const url = `http://localhost:${process.env.E2E_PORT}`;

// Long walks are gone at the size they are mostly gone at; what the pages look like at the other is seen by accessible.spec.
const AT_A_DESK = ['providers.spec.ts', 'prices.spec.ts', 'ledger.spec.ts', 'ad-networks.spec.ts', 'results.spec.ts'];
const IN_HAND = ['consent', 'statement', 'trouble', 'operator', 'conversation', 'without-script'].map(
  (name) => `${name}.spec.ts`,
);
// On servers these are gone at the other size.
const AND_ON_SERVERS = ['durable.spec.ts', 'main-way.spec.ts'];

const executablePath = process.env.CHROMIUM_PATH === '' ? undefined : process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  workers: Number(process.env.E2E_WORKERS ?? 2),
  // Told in the report as flaky: whoever reads it looks into it.
  retries: process.env.CI ? 1 : 0,
  // Nothing that works waits so long; a machine that has more to do than this may.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [['list'], ['json']],
  use: {
    baseURL: url,
    launchOptions: { executablePath, args: CHROMIUM_ARGS },
    // A trace films every page and copies it at every step: a large part of a machine with two cores. Whoever looks into a
    // failure goes that walk again.
    trace: process.env.CI ? 'off' : 'retain-on-failure',
    locale: 'en-US',
  },
  projects: [
    { name: 'settings', testMatch: /settings\.setup\.ts/ },
    {
      name: 'phone',
      dependencies: ['settings'],
      // Minutes of waiting: where both halves are run, they are waited for on servers.
      testIgnore: process.env.BOTH_HALVES ? [...AT_A_DESK, 'durable.spec.ts'] : AT_A_DESK,
      grepInvert: /@dark/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
    {
      name: 'desktop',
      dependencies: ['settings'],
      testIgnore: process.env.E2E_DATABASE_URL ? IN_HAND : [...IN_HAND, ...AND_ON_SERVERS],
      grepInvert: /@light/,
      use: { viewport: { width: 1440, height: 900 } },
    },
  ],
  webServer: {
    command: 'node scripts/serve.mjs',
    url: `${url}/api/ready`,
    timeout: 180_000,
    stdout: 'ignore',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 12_000 },
    env: {
      PORT: process.env.E2E_PORT,
      DATA_DIR: process.env.E2E_DATA_DIR,
      CONFIG_FILE: path.join(process.env.E2E_DATA_DIR, 'config.yaml'),
      LOG_LEVEL: 'error',
      ADMIN_EMAIL: 'operator@hub.example',
      ADMIN_PASSWORD: 'correct horse battery',
      DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
      REDIS_URL: process.env.E2E_REDIS_URL ?? '',
      // What a busy machine is late with is not what the walks are about.
      REDIS_TIMEOUT_MS: '30000',
    },
  },
});
