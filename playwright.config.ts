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

const executablePath = process.env.CHROMIUM_PATH === '' ? undefined : process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list'], ['json']],
  use: {
    baseURL: url,
    launchOptions: { executablePath, args: CHROMIUM_ARGS },
    trace: 'retain-on-failure',
    locale: 'en-US',
  },
  projects: [
    { name: 'settings', testMatch: /settings\.setup\.ts/ },
    {
      name: 'phone',
      dependencies: ['settings'],
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
    {
      name: 'desktop',
      dependencies: ['settings'],
      // Minutes of waiting: on the embedded database they are waited for at one size, on servers at the other.
      testIgnore: process.env.E2E_DATABASE_URL ? [] : ['durable.spec.ts'],
      use: { viewport: { width: 1440, height: 900 } },
    },
  ],
  webServer: {
    command: 'node scripts/serve.mjs',
    url: `${url}/api/ready`,
    timeout: 60_000,
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
    },
  },
});
