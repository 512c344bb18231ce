import { z } from 'zod';
import { providerFetch } from '../../adapters/provider-fetch';
import { CallFailure } from '../../chain/failure';
import type { ListedModel, Listing } from '../entry';
import type { ListingReader } from './listing-reader';

/** A list of everything OpenRouter has weighs about one megabyte. */
const MAX_BYTES = 8_000_000;
const TIMEOUT_MS = 10_000;

export interface ListAccess {
  /** As the adapter has it. */
  baseUrl: string;
  apiKey?: string | undefined;
  reader: ListingReader;
}

/** Why a list could not be had; the operator reads the word, the log has the cause. */
export type ListFailure = 'refused' | 'unauthorized' | 'not_there' | 'timeout' | 'unreadable' | 'empty';

const paged = z.object({ links: z.object({ next: z.string() }) });

/** What a second list says; nothing where it cannot be had or read. */
async function readAlso(ask: () => Promise<unknown>, reader: ListingReader): Promise<ListedModel[]> {
  try {
    return reader.read(await ask());
  } catch {
    return [];
  }
}

/**
 * Asks a provider for its models, once for each list it has: bounded in time and size, led to no other address.
 * @throws whatever went wrong; `listFailure` names it.
 */
export async function fetchList({ baseUrl, apiKey, reader }: ListAccess, now: () => number): Promise<Listing> {
  const fetchBounded = providerFetch({ signal: AbortSignal.timeout(TIMEOUT_MS), maxBytes: MAX_BYTES });
  const headers = { accept: 'application/json', ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}) };
  const ask = async ({ path }: ListingReader): Promise<unknown> =>
    (await fetchBounded(`${baseUrl.replace(/\/+$/, '')}${path}`, { headers })).json();
  const body = await ask(reader);
  const own = reader.read(body);
  if (own.length === 0) throw new EmptyList();
  const { also } = reader;
  const further = also ? await readAlso(() => ask(also), also) : [];
  const names = new Set(own.map(({ name }) => name));
  const models = [...own, ...further.filter(({ name }) => !names.has(name))];
  // What stands on further pages is not read: then a model that is missing here may stand there.
  return { atMs: now(), models, isWhole: !paged.safeParse(body).success };
}

/** A list without a single model: taken at its word it would leave nothing. */
export class EmptyList extends Error {}

export function listFailure(error: unknown): ListFailure {
  if (error instanceof EmptyList) return 'empty';
  if (error instanceof z.ZodError) return 'unreadable';
  if (error instanceof CallFailure && error.outcome === 'too_large') return 'unreadable';
  const { statusCode, name } = error as { statusCode?: number; name?: string };
  if (name === 'SyntaxError') return 'unreadable';
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  if (statusCode === 401 || statusCode === 403) return 'unauthorized';
  if (statusCode === 404 || statusCode === 405 || statusCode === 501) return 'not_there';
  return 'refused';
}
