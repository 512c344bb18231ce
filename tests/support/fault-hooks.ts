import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { Client } from 'pg';
import { dieAt, type FaultTrace } from './fault-trace';

/** PGlite asks the file system of this very process, in the middle of a statement. */
function hearEmbedded(trace: FaultTrace): void {
  const lstatSync = fs.lstatSync as (...args: unknown[]) => unknown;
  const heard = (...args: unknown[]) => {
    const point = /^fault-point (.+)$/.exec(path.basename(String(args[0])))?.[1];
    if (point) trace.pass(point);
    return lstatSync(...args);
  };
  Object.assign(fs, { lstatSync: heard });
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
    const original = fsPromises[name] as (...args: unknown[]) => Promise<unknown>;
    const heard = async (...args: unknown[]) => {
      trace.pass(`before fs.${name}`);
      const answer = await original(...args);
      trace.pass(`after fs.${name}`);
      return answer;
    };
    Object.assign(fsPromises, { [name]: heard });
  }
}

/** Lets `trace` hear of every point of this process and its database. Before anything is opened. */
export function hearPoints(trace: FaultTrace): void {
  hearEmbedded(trace);
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
