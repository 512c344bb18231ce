import type { Clock } from '@/lib/clock';
import type { Kv } from '@/lib/redis';
import { createCatalog, type Catalog } from './catalog/catalog';
import { DEMO, DEMO_MODELS } from './catalog/demo';
import type { CatalogOverrides } from './catalog/entry';
import { judgeOverrides } from './catalog/judge-overrides';
import { isForeign } from './catalog/merge';
import { createListings, type Listings } from './catalog/listing/listings';
import { askToDrop } from './adapters/run-job';
import { createBatchDesk } from './batch/batch-desk';
import { createBreakers } from './chain/breaker';
import { runChain } from './chain/run-chain';
import { createDemoAdapter } from './demo/demo-adapter';
import { createHealth } from './health/health';
import { createModeration } from './moderation/moderate';
import { KNOWN_PROVIDERS, listAccounts, setUpProviders, type AiEnv, type SetUpProvider } from './providers';
import type { Ai, CatalogDesk } from './types';

export interface AiLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface AiParts {
  env: AiEnv;
  kv: Kv;
  clock: Clock;
  log: AiLog;
  /** The operator's changes to the catalog; the same object as long as nothing has changed. */
  overrides?: () => CatalogOverrides;
  /** Milliseconds between two chunks of the demo engine; 0 in tests. */
  demoPaceMs?: number;
}

const NO_OVERRIDES: CatalogOverrides = {};

function openDesk(env: AiEnv, setUp: readonly SetUpProvider[], catalog: Catalog, listings: Listings): CatalogDesk {
  const accounts = listAccounts(env);
  const makes = new Map(accounts.map((account) => [account.id, account.makes]));
  const sources = new Map(setUp.map(({ source }) => [source.provider.id, source]));
  for (const [id, source] of sources) makes.set(id, source.makes);
  const known = new Set(KNOWN_PROVIDERS.map(({ provider }) => provider.id));
  const assumed = new Set(accounts.map(({ id }) => id).filter((id) => !known.has(id)));
  return {
    accounts: () => accounts,
    entries: () => catalog.entries(),
    offers: () => catalog.offers(),
    modelsWith: (overrides) => catalog.modelsWith(overrides),
    judge: (overrides, before) =>
      judgeOverrides({ overrides, before, entries: catalog.entries(overrides), makes, assumed }),
    listing: (id) => {
      const [state, source] = [listings.state(id), sources.get(id)];
      if (!state || !source) return null;
      return { ...state, isForeign: isForeign(source, listings.of(id)) };
    },
    refresh: (id) => listings.refresh(id),
    keepFresh: () => listings.keepFresh(),
  };
}

/**
 * The models this process can reach. What is configured decides the catalog; the demo engine is always there, last.
 * Nothing is connected or loaded before the first call, or the first look at a provider's list.
 * @throws Error when the configuration names one provider twice.
 */
export function createAi({ env, kv, clock, log, overrides = () => NO_OVERRIDES, demoPaceMs }: AiParts): Ai {
  const demo: SetUpProvider = {
    source: {
      provider: DEMO,
      models: DEMO_MODELS,
      makes: ['text', 'image', 'speech', 'video'],
      listsAllOf: [],
      showsListed: false,
    },
    adapter: createDemoAdapter({ paceMs: demoPaceMs }),
  };
  const setUp = [...setUpProviders(env), demo];
  const sources = setUp.map(({ source }) => source);
  const providers = sources.map(({ provider }) => provider);
  const adapters = new Map(setUp.map(({ source, adapter }) => [source.provider.id, adapter]));
  const access = new Map(setUp.flatMap(({ source, list }) => (list ? [[source.provider.id, list] as const] : [])));
  const listings = createListings({ access, kv, clock, log });
  const catalog = createCatalog({ sources, overrides, listing: (id) => listings.of(id) });
  const breakers = createBreakers({ kv, clock, log });
  const health = createHealth({ clock, breakers });
  const moderators = new Map(
    setUp.flatMap(({ source, moderator }) => (moderator ? [[source.provider.id, moderator] as const] : [])),
  );
  const batches = new Map(
    setUp.flatMap((one) => (one.batches ? [[one.source.provider.id, one.batches] as const] : [])),
  );
  return {
    providers: () => providers,
    models: () => catalog.models(),
    catalog: openDesk(env, setUp, catalog, listings),
    health: () => health.all(),
    runChain: (input, sink) => runChain({ adapters, breakers, health, log }, input, sink),
    dropJob: async ({ provider, ticket }) => {
      const { dropJob } = adapters.get(provider) ?? {};
      return dropJob ? askToDrop((signal) => dropJob(ticket, signal)) : false;
    },
    moderate: createModeration({ moderators, log }),
    batches: createBatchDesk(batches),
  };
}
