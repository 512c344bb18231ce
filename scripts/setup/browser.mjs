import { existsSync } from 'node:fs';
import { aptInstall, onPath } from './apt.mjs';
import { runStep } from './step.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function installed() {
  if (process.env.CHROMIUM_PATH) return existsSync(process.env.CHROMIUM_PATH) ? process.env.CHROMIUM_PATH : null;
  for (const name of NAMES) {
    const path = onPath(name);
    if (path) return path;
  }
  return null;
}

/** Playwright's own download, when it is there. */
async function fromPlaywright() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

/** The path of a Chromium to test with, got by whichever way works; ends the process with one line when none does. */
export async function ensureBrowser() {
  if (process.env.CHROMIUM_PATH && !installed()) {
    console.error(`CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which is not there.`);
    process.exit(1);
  }
  const present = installed() ?? (await fromPlaywright());
  if (present) return present;
  if ((await runStep('Downloading Chromium', 'playwright', ['install', 'chromium'])) === 0) {
    const downloaded = await fromPlaywright();
    if (downloaded) return downloaded;
  }
  await aptInstall(['chromium']);
  const last = installed();
  if (last) return last;
  console.error('The browser tests need Chromium: install it, or set CHROMIUM_PATH to one.');
  process.exit(1);
}
