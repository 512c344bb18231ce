import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { Client } from 'pg';
import { dieAt, type FaultTrace } from './fault-trace';

type Callable = (...args: unknown[]) => unknown;

function replaceIn(target: object, name: string, heard: (original: Callable, args: unknown[]) => unknown): void {
  const original = Reflect.get(target, name) as Callable;
  Object.assign(target, { [name]: (...args: unknown[]) => heard(original, args) });
}

/** PGlite asks the file system of this very process, in the middle of a statement. */
function hearEmbedded(trace: FaultTrace): void {
  replaceIn(fs, 'lstatSync', (original, args) => {
    const point = /^fault-point (.+)$/.exec(path.basename(String(args[0])))?.[1];
    if (point) trace.pass(point);
    return original(...args);
  });
}

/** Whether a commit of the call under way has reached the disk before: longer ones take several writes. */
function hasWritten(trace: FaultTrace): boolean {
  const last = trace.passed.findLast(({ name }) => name.startsWith('before '));
  return last?.name === BEFORE_LOG;
}

const BEFORE_LOG = 'before the log is written';

/** A commit of PGlite is a write to its log: before it everything is undone by the next start, behind it everything stays. */
function hearLogWrites(trace: FaultTrace): void {
  const logs = new Set<unknown>();
  replaceIn(fs, 'openSync', (original, args) => {
    const file = original(...args);
    if (String(args[0]).includes('/pg_wal/')) logs.add(file);
    return file;
  });
  replaceIn(fs, 'closeSync', (original, args) => {
    logs.delete(args[0]);
    return original(...args);
  });
  replaceIn(fs, 'writeSync', (original, args) => {
    if (!trace.on || !logs.has(args[0]) || hasWritten(trace)) return original(...args);
    trace.pass(BEFORE_LOG);
    const written = original(...args);
    trace.pass('after the log is written');
    return written;
  });
}

/** PostgreSQL sends its notices at once, while the statement goes on. */
function hearServer(trace: FaultTrace): void {
  const emit = Client.prototype.emit;
  Client.prototype.emit = function (this: Client, event: string | symbol, ...args: unknown[]): boolean {
    const message = event === 'notice' ? String((args[0] as Error).message) : '';
    const [what, point = ''] = message.split(' ');
    if (what === 'fault-point') trace.pass(point);
    if (what === 'fault-point-reached' && trace.on) dieAt(point);
    return emit.call(this, event, ...args);
  };
}

/** Stored files take several steps each; every one of them is an await of the run. */
function hearFiles(trace: FaultTrace): void {
  for (const name of ['mkdir', 'writeFile', 'rename', 'rm'] as const) {
    replaceIn(fsPromises, name, async (original, args) => {
      trace.pass(`before fs.${name}`);
      const answer = await original(...args);
      trace.pass(`after fs.${name}`);
      return answer;
    });
  }
}

/** Lets `trace` hear of every point of this process and its database. Before anything is opened. */
export function hearPoints(trace: FaultTrace): void {
  hearEmbedded(trace);
  hearLogWrites(trace);
  hearServer(trace);
  hearFiles(trace);
  syncBuiltinESMExports();
}

/**
 * Takes over intervals, so that a scenario decides when they fire: what is saved once a second would else be saved at
 * another moment each time. Returns the way to let all of them fire once.
 */
export function holdIntervals(): () => void {
  const turns = new Map<object, () => void>();
  const setLater = (turn: () => void) => {
    const timer = { unref: () => timer, ref: () => timer, hasRef: () => false };
    turns.set(timer, turn);
    return timer;
  };
  const clear = (timer: object) => void turns.delete(timer);
  Object.assign(globalThis, { setInterval: setLater, clearInterval: clear });
  return () => turns.forEach((turn) => turn());
}
