const WRAPPING = /^An error occurred while loading instrumentation hook: /;

const KNOWN = {
  EADDRINUSE: (error) => `Port ${error.port} is in use. Stop what uses it, or set PORT to another one.`,
  EACCES: (error) => `Port ${error.port ?? ''} needs more rights. Set PORT to one above 1024.`,
  ECONNREFUSED: () => 'The database server does not answer. Check DATABASE_URL and that the server is up.',
  ENOTFOUND: (error) => `The host ${error.hostname ?? ''} of DATABASE_URL is not known.`,
  '28P01': () => 'The database server refuses the user name or password in DATABASE_URL.',
  '3D000': () => 'The database named in DATABASE_URL does not exist. Create it first.',
};

/** The innermost error that tells a cause. */
function rootOf(error) {
  let root = error;
  while (root?.cause instanceof Error) root = root.cause;
  return root?.errors?.[0] instanceof Error ? root.errors[0] : root;
}

export function explain(error) {
  const root = rootOf(error);
  const known = KNOWN[root?.code ?? error?.code];
  if (known) return known(root);
  return String(root?.message ?? error).replace(WRAPPING, '');
}

/** One clear message and exit code 1: whoever starts a server wants the reason, not our stack. */
export function failPlainly(error) {
  console.error(`\nMegicAI cannot start.\n${explain(error)}\n`);
  if (process.env.LOG_LEVEL === 'debug') console.error(error);
  process.exit(1);
}
