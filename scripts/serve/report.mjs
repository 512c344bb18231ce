const SERVICES = Symbol.for('megicai.services');
const FIRST_RUN = Symbol.for('megicai.firstRun');

const CACHE = { memory: 'cache and limits in process', redis: 'Redis', upstash: 'Upstash Redis' };

function describeFiles(env, { files, kv }) {
  if (files.place === 'bucket') return `files in the bucket ${env.S3_BUCKET}`;
  const several = kv.mode === 'memory' ? '' : ', which all instances must share (or set S3_BUCKET)';
  return `files in ${env.DATA_DIR}/files${several}`;
}

function describeMode(env, services) {
  const embedded = services.db.mode === 'embedded';
  const providers = services.ai.providers().filter((provider) => provider.id !== 'demo');
  const parts = [
    embedded ? `PostgreSQL in process, under ${env.DATA_DIR}` : 'PostgreSQL server',
    CACHE[services.kv.mode],
    describeFiles(env, services),
    providers.length > 0
      ? `models of ${providers.map((provider) => provider.label ?? provider.id).join(', ')}`
      : 'demo engine',
  ];
  return `${embedded && services.kv.mode === 'memory' ? 'embedded' : 'servers'} (${parts.join('; ')})`;
}

/** What somebody who has just typed `npm start` needs to know. */
export async function report({ env, port, started }) {
  const services = await globalThis[SERVICES];
  const lines = [`  Address   ${env.APP_URL ?? `http://localhost:${port}`}`];
  if (services) lines.push(`  Mode      ${describeMode(env, services)}`);
  const operator = globalThis[FIRST_RUN];
  if (operator) {
    lines.push('', `  Operator  ${operator.email}`);
    if (operator.password) lines.push(`  Password  ${operator.password}`, '            Shown this once: keep it.');
    else lines.push('  Password  the ADMIN_PASSWORD you set');
  }
  console.log(`\nMegicAI is ready (${((Date.now() - started) / 1000).toFixed(1)} s)\n\n${lines.join('\n')}\n`);
  if (env.APP_URL) console.log(`  Listening on port ${port}\n`);
}
