import { spawnSync } from 'node:child_process';
import { runStep } from './step.mjs';

export const isRoot = () => process.getuid?.() === 0;
export const onPath = (name) => {
  const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.trim() : null;
};

/** Installs Debian packages when we may; resolves to whether it worked. */
export async function aptInstall(packages) {
  if (!isRoot() || !onPath('apt-get')) return false;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const args = ['install', '-y', '-q', '--no-install-recommends', ...packages];
  if ((await runStep(`Installing ${packages.join(', ')}`, 'apt-get', args, { env, quiet: true })) === 0) return true;
  await runStep('Reading the package lists', 'apt-get', ['update', '-q'], { env, quiet: true });
  return (await runStep(`Installing ${packages.join(', ')}`, 'apt-get', args, { env, quiet: true })) === 0;
}
