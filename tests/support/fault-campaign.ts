import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fillDataDir } from './embedded-template';
import type { Findings } from './fault-check';
import { liveAndDie, type FaultLife, type FaultOrder, type Recording } from './fault-parent';
import type { FunctionPoint } from './fault-plpgsql';
import type { Facts } from './fault-scenario';
import { SCENARIOS } from './fault-scenarios';
import type { Kill } from './fault-trace';
import { createServerDatabase } from './server-template';

/** What became of one kill. */
export interface KillResult {
  kill: Kill;
  /** False: the process came to its end without passing there. */
  reached: boolean;
  /** What it left behind. */
  state: string;
  complaints: string[];
}

interface Site {
  place: Pick<FaultOrder, 'database' | 'files'>;
  isNew: boolean;
  close(): Promise<void>;
}

/** A point that was missed is tried again: a machine may be slow. */
const TRIES = 3;
/** Connections that one process lets the server end before it makes room for the next. */
const PER_PROCESS = 40;

/** Where a page of memory is a file: what a process has written outlives it there as anywhere, only faster. */
const SHARED_MEMORY = '/dev/shm';
const ROOM_BYTES = 2 ** 30;

async function folderForFiles(): Promise<string> {
  const room = await statfs(SHARED_MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return mkdtemp(path.join(room > ROOM_BYTES ? SHARED_MEMORY : os.tmpdir(), 'megicai-fault-'));
}

/** A new database with its own files: PGlite in a directory, or one on `server`. */
async function openSite(server: string | undefined): Promise<Site> {
  const folder = await folderForFiles();
  const dataDir = path.join(folder, 'data');
  if (server) await mkdir(dataDir);
  else await fillDataDir(dataDir);
  const name = `megicai_fault_${randomUUID().replaceAll('-', '')}`;
  const database = server ? await createServerDatabase(server, name) : undefined;
  const place = { files: path.join(folder, 'files'), database: { dataDir, url: database?.url } };
  const close = async () => {
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  };
  return { place, isNew: true, close };
}

async function live(site: Site, order: Omit<FaultOrder, 'database' | 'files' | 'instrument'>): Promise<FaultLife> {
  const life = await liveAndDie({ ...site.place, instrument: site.isNew, ...order });
  site.isNew = false;
  return life;
}

const names = () => SCENARIOS.map(({ name }) => name);

/** Plays scenarios undisturbed, to learn what they pass. Throws where one does not even work so. */
export async function recordPoints(
  server: string | undefined,
  scenarios: string[] = names(),
): Promise<{ points: FunctionPoint[]; recordings: Recording[] }> {
  const site = await openSite(server);
  try {
    const { points = [], recorded, ended, errors } = await live(site, { record: scenarios });
    const wrong = recorded.flatMap(({ scenario, findings }) =>
      findings.complaints.map((text) => `${scenario}: ${text}`),
    );
    if (!ended || wrong.length > 0) throw new Error(`the scenarios fail undisturbed: ${wrong.join('; ')} ${errors}`);
    return { points, recordings: recorded };
  } finally {
    await site.close();
  }
}

interface Waiting {
  kill: Kill;
  facts: Facts;
}

/** Kills that share a database, one after the other: each life first judges what the last one left behind. */
class Worker {
  #site: Site | null = null;
  #waiting: Waiting | null = null;
  readonly #tries = new Map<Kill, number>();

  constructor(
    private readonly server: string | undefined,
    private readonly queue: Kill[],
    private readonly tell: (result: KillResult) => void,
  ) {}

  async work(): Promise<void> {
    try {
      for (let kill = this.queue.shift(); kill; kill = this.queue.shift()) await this.#one(kill);
      if (this.#waiting) await this.#one(null);
    } finally {
      await this.#leave();
    }
  }

  async #leave(): Promise<void> {
    await this.#site?.close();
    this.#site = null;
    this.#waiting = null;
  }

  async #one(kill: Kill | null): Promise<void> {
    this.#site ??= await openSite(this.server);
    const last = this.#waiting;
    const check = last ? { scenario: last.kill.scenario, facts: last.facts } : undefined;
    const life = await live(this.#site, { check, ...(kill ? { kill } : {}) });
    this.#waiting = null;
    if (last && !this.#judged(last.kill, life)) {
      // What follows must not suffer from what is broken here.
      await this.#leave();
      if (kill) this.queue.unshift(kill);
      return;
    }
    if (!kill) return;
    if (life.signal === 'SIGKILL' && life.killedAt === kill.name && life.facts)
      this.#waiting = { kill, facts: life.facts };
    else await this.#missed(kill, life);
  }

  /** Whether everything was right. */
  #judged(kill: Kill, { findings, errors }: FaultLife): boolean {
    const found: Findings = findings ?? {
      state: 'unknown',
      complaints: [`the next process could not look: ${errors}`],
    };
    this.tell({ kill, reached: true, ...found });
    return found.complaints.length === 0;
  }

  async #missed(kill: Kill, { ended, errors }: FaultLife): Promise<void> {
    const tries = (this.#tries.get(kill) ?? 0) + 1;
    this.#tries.set(kill, tries);
    if (!ended) await this.#leave();
    if (tries < TRIES) {
      this.queue.push(kill);
      return;
    }
    const complaints = [ended ? 'never came by' : `the process failed by itself: ${errors}`];
    this.tell({ kill, reached: false, state: 'unknown', complaints });
  }
}

export interface Campaign {
  /** A PostgreSQL server's address; PGlite without. */
  server?: string;
  /** How many at a time, each with a database of its own. */
  workers?: number;
  /** Hears of each as it comes. */
  onResult?: (result: KillResult) => void;
}

function collect(onResult: Campaign['onResult']): { results: KillResult[]; tell: (result: KillResult) => void } {
  const results: KillResult[] = [];
  const tell = (result: KillResult) => {
    results.push(result);
    onResult?.(result);
  };
  return { results, tell };
}

/** Kills a process at every one of these points, and judges what each left behind. */
export async function killAll(kills: readonly Kill[], campaign: Campaign): Promise<KillResult[]> {
  const { server, workers = 2, onResult } = campaign;
  const { results, tell } = collect(onResult);
  const queue = [...kills];
  await Promise.all(Array.from({ length: workers }, () => new Worker(server, queue, tell).work()));
  return results;
}

/** Lets the server end the connection at every one of these points; the process lives on. Server only. */
export async function terminateAll(kills: readonly Kill[], campaign: Campaign): Promise<KillResult[]> {
  const { server, workers = 2, onResult } = campaign;
  const parts = Array.from({ length: Math.ceil(kills.length / PER_PROCESS) }, (_, index) =>
    kills.slice(index * PER_PROCESS, (index + 1) * PER_PROCESS),
  );
  const { results, tell } = collect(onResult);
  const work = async () => {
    const site = await openSite(server);
    for (let terminate = parts.shift(); terminate; terminate = parts.shift()) {
      const { terminated, errors } = await live(site, { terminate });
      for (const { kill, reached, findings } of terminated) tell({ kill, reached, ...findings });
      for (const kill of terminate.slice(terminated.length)) {
        tell({ kill, reached: false, state: 'unknown', complaints: [`the process failed by itself: ${errors}`] });
      }
    }
    await site.close();
  };
  await Promise.all(Array.from({ length: workers }, work));
  return results;
}
