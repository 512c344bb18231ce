// What is run once more on PostgreSQL and Redis. Everything has been seen on the embedded database before: here it is about
// what many connections, another planner and another process can do to it, within the minutes that a whole run may take.

export const FOLDERS = ['integration', 'races'];

/** Suites in which no statement of SQL matters. */
const WITHOUT_DATABASE = [
  'files-hostile',
  'file-store',
  'integration/http/',
  'integration/pages/',
  'redis/broken-store',
  'tools/fault-matrix',
  'tools/paths/',
  'tools/providers',
  'tools/safety',
];
/** Suites that take minutes on servers; `npm run prove` runs more of the same there, with larger numbers. */
const PROVEN = [
  'credits/ledger-verify-script',
  'races/batch-kill',
  'races/fault-points',
  'races/single-flight-over-http',
  'runs/search-cost',
];

export const IGNORED = [...WITHOUT_DATABASE, ...PROVEN];

/** Walks in the browser that lean on what is stored, or on more than one process; their looks were seen before, at both sizes. */
export const WALKS = { projects: ['desktop'], specs: ['settings', 'durable', 'ledger', 'main-way', 'without-script'] };
