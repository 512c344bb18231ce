import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Hub } from '../../tests/support/built-hub';
import type { World } from './worlds';

/** What `npm run ledger:verify` says about a stopped hub's data: "green", or the first line of its complaint. */
export function verifyLedgerOf(world: World, hub: Hub): string {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, NODE_ENV: 'production' as const, DATA_DIR: hub.dataDir, ...world.env };
  const result = spawnSync(path.resolve('node_modules/.bin/tsx'), ['scripts/ledger-verify.ts'], {
    env,
    encoding: 'utf8',
  });
  return result.status === 0 ? 'green' : (`${result.stdout}${result.stderr}`.trim().split('\n')[0] ?? 'no answer');
}
