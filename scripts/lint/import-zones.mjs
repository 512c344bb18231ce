import { readdirSync } from 'node:fs';

// ARCHITECTURE's import table as ESLint zones. A zone says: files under `target` must not import from `from`, except …

const GROUND = ['errors.ts', 'clock.ts', 'ids.ts', 'env.ts', 'format'];

/** What each room of lib may import beside the ground floor, `context` types and `db`'s types through context. */
const ROOMS = {
  db: [],
  redis: [],
  context: ['db', 'redis', 'settings', 'ai', 'runs'],
  'rate-limit': ['redis', 'context'],
  audit: ['context', 'db'],
  events: ['context', 'db'],
  mail: ['context', 'db', 'events'],
  notices: ['context', 'db', 'events'],
  settings: ['context', 'db', 'audit', 'events'],
  credits: ['context', 'db', 'audit', 'events'],
  ai: ['redis', 'context'],
  runs: ['context', 'db', 'redis', 'events', 'ai', 'credits'],
  support: ['context', 'db', 'credits', 'runs', 'notices', 'mail', 'audit', 'events', 'settings'],
  risk: ['context', 'db', 'events', 'audit', 'settings', 'notices'],
  tools: ['context', 'db', 'credits', 'ai', 'runs', 'prompts', 'settings', 'events', 'rate-limit', 'notices'],
  batches: ['context', 'db', 'credits', 'ai', 'runs', 'tools', 'settings', 'events', 'notices'],
  ads: ['context', 'db', 'credits', 'risk', 'events', 'audit', 'settings', 'rate-limit', 'i18n', 'notices'],
  prompts: ['context', 'db', 'credits', 'risk', 'events', 'audit', 'settings'],
  rewards: ['context', 'db', 'credits', 'risk', 'events', 'audit', 'settings'],
  billing: ['context', 'db', 'credits', 'risk', 'events', 'audit', 'settings'],
  auth: ['context', 'db', 'redis', 'rate-limit', 'audit', 'events', 'mail', 'settings', 'credits', 'risk', 'server'],
  http: ['context', 'auth', 'rate-limit', 'redis', 'settings', 'server', 'db'],
  i18n: ['context'],
};

/** Composition roots and rooms that may use every domain's index. */
const OPEN = new Set(['server', 'jobs', 'admin', 'account']);

const rooms = readdirSync('lib', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** Files of a room that other rooms may name directly: the index, and what the browser may have too. */
const DOORS = ['index.ts', 'types.ts', 'schema.ts', 'view-schema.ts', 'edge.ts'];

const except = (names) => names.map((name) => `./${name}`);

const groundZones = GROUND.map((name) => ({
  target: `./lib/${name}`,
  from: './lib',
  except: except([name, 'context/context.ts']),
  message: 'The ground floor imports nothing of the project.',
}));

const roomZones = rooms
  .filter((room) => !OPEN.has(room) && !GROUND.includes(room) && ROOMS[room])
  .map((room) => ({
    target: `./lib/${room}`,
    from: './lib',
    except: except([...GROUND, room, ...ROOMS[room]]),
    message: `lib/${room} may import ${[...ROOMS[room], 'the ground floor'].join(', ')} only (ARCHITECTURE: who may import whom).`,
  }));

/** Nobody reaches past another room's doors. */
const doorZones = rooms
  .filter((room) => room !== 'format' && room !== 'context')
  .map((room) => ({
    target: ['./app', './components', ...rooms.filter((other) => other !== room).map((other) => `./lib/${other}`)],
    from: [`./lib/${room}/!(${DOORS.join('|')})`, `./lib/${room}/*/**`],
    message: `Import lib/${room} through its index (or its types.ts and schema.ts).`,
  }));

const serverRooms = rooms.filter((room) => room !== 'format');

const componentZones = [
  ...serverRooms.map((room) => ({
    target: './components',
    from: [`./lib/${room}/!(types.ts|schema.ts|view-schema.ts)`, `./lib/${room}/*/**`],
    message: 'Components get data and actions as props; of a domain they may import its types and schemas only.',
  })),
  { target: './components', from: './app', message: 'Components never import routes.' },
  { target: './components/ui', from: './lib', except: ['./format'], message: 'Primitives know no product words.' },
  { target: './lib', from: ['./app', './components'], message: 'lib knows no routes and no components.' },
];

const creditsZone = {
  target: './lib/credits',
  from: ['./lib/ai', './lib/ads', './lib/tools', './lib/settings', './node_modules/next', './node_modules/react'],
  message: 'The ledger knows neither prices nor pages: they are passed in.',
};

const middlewareZone = {
  target: './middleware.ts',
  from: './lib',
  except: [
    './auth',
    './rate-limit',
    './env.ts',
    './format',
    './ids.ts',
    './clock.ts',
    './errors.ts',
    './server',
    './http',
  ],
  message: 'The middleware stays coarse: auth, rate limits, environment.',
};

export const importZones = [...groundZones, ...roomZones, ...doorZones, ...componentZones, creditsZone, middlewareZone];
