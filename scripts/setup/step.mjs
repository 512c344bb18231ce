import { spawn } from 'node:child_process';
import { delimiter, resolve } from 'node:path';

/** The project's own binaries first: `node` is then the Node of package.json, whatever the system has. */
export function projectEnv(extra = {}) {
  const bin = resolve('node_modules', '.bin');
  return {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
    NEXT_TELEMETRY_DISABLED: '1',
    ...extra,
  };
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs one long step in plain sight: its own output, a line every ten quiet seconds, and the time it took.
 * Resolves to the exit code; with `must`, a failure ends the process with one clear line.
 */
export async function runStep(title, command, args, { env = {}, must = false, quiet = false } = {}) {
  const started = Date.now();
  console.log(`▸ ${title} …`);
  const heartbeat = setInterval(() => console.log(`  … ${title}, ${seconds(started)}`), 10_000);
  const code = await new Promise((done) => {
    const child = spawn(command, args, {
      stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
      env: projectEnv(env),
    });
    child.once('error', (error) => {
      console.error(`  ${command}: ${error.message}`);
      done(127);
    });
    child.once('exit', (exit, signal) => done(exit ?? (signal ? 130 : 1)));
  });
  clearInterval(heartbeat);
  console.log(
    code === 0 ? `✓ ${title} (${seconds(started)})` : `✗ ${title} failed with code ${code} (${seconds(started)})`,
  );
  if (code !== 0 && must) process.exit(1);
  return code;
}
