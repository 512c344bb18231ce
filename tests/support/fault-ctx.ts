import type { Ctx } from '@/lib/context';
import type { Db, Sql } from '@/lib/db';
import type { LiveRun, LiveRuns } from '@/lib/runs';
import type { FaultTrace } from './fault-trace';

/** Members that answer at once: calling them is no await. Whatever is not named here counts as one. */
const SYNCHRONOUS = new Set([
  ...[
    'clock.now',
    'ids.uuid',
    'log.debug',
    'log.info',
    'log.warn',
    'log.error',
    'ai.providers',
    'ai.models',
    'ai.health',
  ],
  ...['settings.current', 'settings.defaults', 'settings.judge', 'events.push'],
]);

type Callable = (...args: unknown[]) => unknown;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A call with a point before it and one behind it, whichever way it ends. */
function observed(trace: FaultTrace, name: string, call: () => unknown): unknown {
  trace.pass(`before ${name}`);
  const answer = call();
  return Promise.resolve(answer).finally(() => trace.pass(`after ${name}`));
}

/** Every function of `target` with a point before and behind each call; what it is decides the name. */
function observedObject<Part extends object>(trace: FaultTrace, part: string, target: Part): Part {
  return new Proxy(target, {
    get(_target, member) {
      const value: unknown = Reflect.get(target, member, target);
      if (typeof member === 'symbol' || typeof value !== 'function') return value;
      const name = `${part}.${member}`;
      const call = (...args: unknown[]) => Reflect.apply(value as Callable, target, args);
      if (SYNCHRONOUS.has(name)) return call;
      return (...args: unknown[]) => observed(trace, name, () => call(...args));
    },
  });
}

/** What a statement is: the stored function it calls, else its verb and table. */
export function nameOfSql(text: string): string {
  const called = /\b((?:run|ledger|ad)_[a-z_]+)\s*\(\s*\$/.exec(text)?.[1];
  if (called) return called;
  const plain = text.replace(/\s+/g, ' ').trim();
  // What a statement WITH parts writes stands behind them.
  const write = /^WITH .*?\b(INSERT|UPDATE|DELETE)(?: INTO| FROM)? ([a-z_]+)/.exec(plain);
  if (write) return `${write[1]} ${write[2]}`;
  const table = /\b(?:INSERT INTO|UPDATE|DELETE FROM|FROM) ([a-z_]+)/.exec(plain)?.[1] ?? '';
  return `${/^\w+/.exec(plain)?.[0] ?? 'statement'} ${table}`.trim();
}

function observedPrisma(trace: FaultTrace, prisma: Db['prisma']): Db['prisma'] {
  return new Proxy(prisma, {
    get(_target, member) {
      const value: unknown = Reflect.get(prisma, member, prisma);
      if (typeof member === 'symbol' || !isObject(value)) return value;
      return observedObject(trace, `prisma ${member}`, value);
    },
  });
}

function observedDb(trace: FaultTrace, db: Db): Db {
  const sql = (...args: Parameters<Sql>) => observed(trace, `sql ${nameOfSql(args[0])}`, () => db.sql(...args));
  return {
    ...db,
    prisma: observedPrisma(trace, db.prisma),
    sql: sql as Sql,
    transaction: async (work, ...options) => {
      trace.pass('before transaction');
      const answer = await db.transaction(
        async (tx) => {
          trace.pass('in transaction, begun');
          const result = await work(observedDb(trace, tx));
          trace.pass('in transaction, before commit');
          return result;
        },
        ...options,
      );
      trace.pass('after transaction');
      return answer;
    },
  };
}

const LIVE_STEPS = ['append', 'end', 'stop'];

function observedLive(trace: FaultTrace, live: LiveRun): LiveRun {
  return new Proxy(live, {
    get(_target, member) {
      const value: unknown = Reflect.get(live, member, live);
      if (member === 'finished') return (value as Promise<unknown>).finally(() => trace.pass('after live.finished'));
      if (typeof value !== 'function' || !LIVE_STEPS.includes(String(member))) return value;
      return (...args: unknown[]) => {
        trace.pass(`before live.${String(member)}`);
        Reflect.apply(value as Callable, live, args);
        trace.pass(`after live.${String(member)}`);
      };
    },
  });
}

function observedLiveRuns(trace: FaultTrace, runs: LiveRuns): LiveRuns {
  return {
    ...runs,
    open: (...args) => {
      trace.pass('before live.open');
      return observedLive(trace, runs.open(...args));
    },
    get: (id) => {
      const live = runs.get(id);
      return live && observedLive(trace, live);
    },
  };
}

/** The same context with a named point before and after every await that goes through it. */
export function observedCtx(trace: FaultTrace, ctx: Ctx): Ctx {
  const parts: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(ctx)) {
    parts[name] = isObject(part) ? observedObject(trace, name, part) : part;
  }
  const { actor, db, live } = ctx;
  const special = { actor, db: observedDb(trace, db), live: observedLiveRuns(trace, live) };
  return { ...ctx, ...parts, ...special };
}
