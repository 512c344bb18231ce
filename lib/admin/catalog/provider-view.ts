import type { CatalogEntry, ModelHealth, ProviderAccount } from '@/lib/ai';
import type { Ctx } from '@/lib/context';
import type { ModelHealthView, ProviderView } from '../types';

const NANO_PER_USD = 1_000_000_000;

/** What each provider has charged us in this UTC day, in US dollars. */
export async function spentToday({ db, clock }: Ctx): Promise<ReadonlyMap<string, number>> {
  const day = clock.now().toISOString().slice(0, 10);
  const rows = await db.sql<{ provider: string; cost: string }>(
    `SELECT provider, sum(cost_nano_usd)::text AS cost FROM runs
     WHERE finished_at >= $1::timestamptz AND cost_nano_usd > 0 AND provider IS NOT NULL GROUP BY 1`,
    [new Date(`${day}T00:00:00Z`)],
  );
  return new Map(rows.map(({ provider, cost }) => [provider, Number(cost) / NANO_PER_USD]));
}

function healthView(label: string, health: ModelHealth): ModelHealthView {
  const { model, samples, medianMs, p95Ms, failureShare, breaker, rateLimitedUntilMs: until } = health;
  const pausedUntil = until === null ? null : new Date(until).toISOString();
  return { model, label, samples, medianMs, p95Ms, failureShare, breaker, pausedUntil };
}

function listingView({ ai }: Ctx, id: string): ProviderView['listing'] {
  const state = ai.catalog.listing(id);
  if (!state) return null;
  const { atMs, failure, models, isForeign } = state;
  return { at: atMs === null ? null : new Date(atMs).toISOString(), models, failure, foreign: isForeign };
}

/** The demo engine needs nothing and lists nothing. */
const DEMO: Omit<ProviderAccount, 'id' | 'label' | 'demo'> = {
  ...{ configured: true, host: '', makes: ['text', 'image'], keyVariable: '', baseUrlVariable: '' },
};

/** All providers an operator can have, the demo engine last. */
export function allAccounts({ ai }: Pick<Ctx, 'ai'>): ProviderAccount[] {
  const accounts = ai.catalog.accounts();
  const known = new Set(accounts.map(({ id }) => id));
  const rest = ai.providers().filter(({ id }) => !known.has(id));
  return [...accounts, ...rest.map((provider) => ({ ...DEMO, ...provider }))];
}

export interface ProviderFacts {
  entries: readonly CatalogEntry[];
  /** Models that providers list beyond the catalog, by provider. */
  offered: ReadonlyMap<string, number>;
  spent: ReadonlyMap<string, number>;
}

/** One provider as its operator sees it. Keys are no part of it. */
export function providerView(
  ctx: Ctx,
  account: ProviderAccount,
  { entries, offered, spent }: ProviderFacts,
): ProviderView {
  const { id, label, demo, configured, makes } = account;
  const { disabled, dailySpendUsd } = ctx.settings.current().routing;
  const own = entries.filter(({ model }) => model.provider === id);
  const count = (state: CatalogEntry['state']) => own.filter((entry) => entry.state === state).length;
  const health = ctx.ai.health();
  const enabled = !disabled.includes(id);
  const chosen = ctx.ai.models().filter((model) => model.provider === id).length;
  const shown = enabled ? chosen : 0;
  return {
    ...{ id, label, demo, configured, makes: [...makes] },
    enabled,
    host: account.host || null,
    keyVariable: account.keyVariable || null,
    baseUrlVariable: account.baseUrlVariable || null,
    models: {
      shown,
      waiting: Math.max(chosen, count('shown')) - shown,
      hidden: count('hidden'),
      unlisted: count('unlisted'),
      offered: offered.get(id) ?? 0,
    },
    listing: listingView(ctx, id),
    health: own.flatMap(({ model }) => {
      const seen = health.get(model.id);
      return seen ? [healthView(model.label, seen)] : [];
    }),
    spend: {
      todayUsd: spent.get(id) ?? 0,
      capUsd: Object.hasOwn(dailySpendUsd, id) ? (dailySpendUsd[id] ?? null) : null,
    },
  };
}
