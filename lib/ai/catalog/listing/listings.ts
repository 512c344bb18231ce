import { z } from 'zod';
import type { Clock } from '@/lib/clock';
import type { Kv } from '@/lib/redis';
import type { Listing } from '../entry';
import { fetchList, listFailure, type ListAccess, type ListFailure } from './fetch-list';

/** A list is asked for again when it is older than this. */
export const LIST_AGE_MS = 6 * 3_600_000;
/** After a failure. */
const RETRY_MS = 600_000;
/** How long a list outlives its provider's silence in the store. */
const KEPT_MS = 7 * 24 * 3_600_000;
const STORE_MS = 1_000;

export interface ListingState {
  /** When the list in use was read; null without one. */
  atMs: number | null;
  /** What went wrong at the newest attempt, if it did. */
  failure: ListFailure | null;
  /** How many models it has. */
  models: number;
}

/** The newest lists of all providers, shared through the store. */
export interface Listings {
  /** The same object until a newer list has come. */
  of(providerId: string): Listing | undefined;
  state(providerId: string): ListingState | null;
  /** Asks now. Never rejects: a failure is in the state, and what was known stays. */
  refresh(providerId: string): Promise<ListingState | null>;
  /** Takes newer lists from the store and asks for those that have grown old. Never rejects. */
  keepFresh(): Promise<void>;
}

export interface ListingsParts {
  /** By provider id. */
  access: ReadonlyMap<string, ListAccess>;
  kv: Kv;
  clock: Clock;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
}

const stored = z.object({
  atMs: z.number(),
  isWhole: z.boolean(),
  models: z.array(z.looseObject({ name: z.string() })).min(1),
});

interface Known {
  listing?: Listing;
  failure: ListFailure | null;
  triedAtMs: number;
  underWay?: Promise<void>;
}

const keyOf = (providerId: string) => `ai:listing:${providerId}`;

/** The store may be away or hang: then this process goes by what it has. */
async function bounded<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, STORE_MS, null)));
  return Promise.race([work.catch(() => null), late]).finally(() => clearTimeout(timer));
}

function parseStored(text: string | null): Listing | undefined {
  if (!text) return undefined;
  try {
    const parsed = stored.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export function createListings({ access, kv, clock, log }: ListingsParts): Listings {
  const known = new Map<string, Known>();
  for (const id of access.keys()) known.set(id, { failure: null, triedAtMs: Number.NEGATIVE_INFINITY });
  const now = () => clock.now().getTime();

  const ask = async (id: string, own: Known, how: ListAccess) => {
    own.triedAtMs = now();
    try {
      own.listing = await fetchList(how, now);
      own.failure = null;
      log.info({ provider: id, models: own.listing.models.length }, 'the provider’s list of models has been read');
      await bounded(kv.set(keyOf(id), JSON.stringify(own.listing), { ttlMs: KEPT_MS }));
    } catch (error) {
      const failure = listFailure(error);
      // Said once: a server without a list is asked again and again.
      if (own.failure === null) log.warn({ provider: id, failure, err: error }, 'no list of models; ours stays');
      own.failure = failure;
    }
  };
  const refresh = async (id: string): Promise<ListingState | null> => {
    const [own, how] = [known.get(id), access.get(id)];
    if (!own || !how) return null;
    own.underWay ??= ask(id, own, how).finally(() => delete own.underWay);
    await own.underWay;
    return state(id);
  };
  const state = (id: string): ListingState | null => {
    const own = known.get(id);
    if (!own) return null;
    return { atMs: own.listing?.atMs ?? null, failure: own.failure, models: own.listing?.models.length ?? 0 };
  };
  const adopt = async (id: string, own: Known) => {
    const shared = parseStored(await bounded(kv.get(keyOf(id))));
    if (!shared || shared.atMs <= (own.listing?.atMs ?? Number.NEGATIVE_INFINITY)) return;
    own.listing = shared;
    own.failure = null;
  };
  const keepOneFresh = async ([id, own]: [string, Known]) => {
    await adopt(id, own);
    const age = now() - (own.listing?.atMs ?? Number.NEGATIVE_INFINITY);
    if (age >= LIST_AGE_MS && now() - own.triedAtMs >= RETRY_MS) await refresh(id);
  };
  return {
    of: (id) => known.get(id)?.listing,
    state,
    refresh,
    keepFresh: async () => void (await Promise.all([...known].map(keepOneFresh))),
  };
}
