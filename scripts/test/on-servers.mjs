// What is run once more on PostgreSQL and Redis. Everything has been seen on the embedded database before: here it is about
// what many connections, another planner and another process can do to it, within the minutes that a whole run may take.

export const FOLDERS = ['integration', 'races'];

/** Suites in which no statement of SQL matters. */
const WITHOUT_DATABASE = [
  'ads/admob-keys',
  'ads/admob-vectors',
  'ads/after-sign-out',
  'ads/campaign-media',
  'ads/yield/import',
  'files-hostile',
  'file-store',
  'integration/http/',
  'integration/pages/',
  'redis/broken-store',
  'risk/turnstile',
  'tools/fault-matrix',
  'tools/paths/',
  'tools/providers',
  'tools/safety',
];
/** Suites about the embedded database's own files, which open it wherever they run: here they would be the very same again. */
const EMBEDDED = ['races/killed-process'];
/** Suites that take minutes on servers; `npm run prove` runs more of the same there, with larger numbers. */
const PROVEN = [
  'credits/ledger-verify-script',
  'races/batch-kill',
  'races/callbacks-over-http',
  'races/fault-points',
  'races/single-flight-over-http',
  'runs/search-cost',
];

/** Suites about several processes or about Redis: where both halves are run, servers are the place for them. */
export const LEFT_TO_SERVERS = [
  'jobs/queue',
  'races/jobs',
  'races/over-http',
  'races/redis-flush',
  'races/two-instances',
  'runs/between',
];

export const IGNORED = [...WITHOUT_DATABASE, ...EMBEDDED, ...PROVEN];

/**
 * Walks in the browser that lean on what is stored, or on more than one process; their looks were seen before, at both
 * sizes. Most of their time they wait for words that come at their pace.
 */
export const WALKS = { projects: ['desktop'], specs: ['settings', 'durable', 'main-way'], workers: 3 };
