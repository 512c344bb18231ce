import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { fingerprint, readStamp } from './fingerprint.mjs';
import { runStep } from './step.mjs';

const GENERATED = 'lib/db/generated';
const GENERATED_STAMP = `${GENERATED}/.schema`;
const BUILD_STAMP = '.next/megicai-sources';
/** Everything that can change what `next build` makes. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'prisma',
  'public',
  'middleware.ts',
  'instrumentation.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

/** Writes the Prisma client when the schema is another than the one it was made from. */
export async function ensureGenerated() {
  const wanted = fingerprint(['prisma/schema.prisma', 'package-lock.json']);
  if (existsSync(`${GENERATED}/client.ts`) && readStamp(GENERATED_STAMP) === wanted) return;
  await runStep('Generating the database client', 'prisma', ['generate'], { must: true, quiet: true });
  writeFileSync(GENERATED_STAMP, `${wanted}\n`);
}

/** Builds when the sources differ from those of the last finished build. Resolves to whether it had to. */
export async function ensureBuilt() {
  const wanted = fingerprint(SOURCES, [GENERATED]);
  if (existsSync('.next/BUILD_ID') && readStamp(BUILD_STAMP) === wanted) return false;
  rmSync(BUILD_STAMP, { force: true });
  await runStep('Building the application', 'next', ['build'], { must: true, env: { NODE_ENV: 'production' } });
  writeFileSync(BUILD_STAMP, `${wanted}\n`);
  return true;
}
