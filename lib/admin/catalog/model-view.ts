import { taskOf, type CatalogEntry, type CatalogOverride, type Model, type ModelTask, type Offer } from '@/lib/ai';
import type { Ctx } from '@/lib/context';
import type { ModelView } from '../types';
import { allAccounts } from './provider-view';

interface Around {
  providerLabel: string;
  changed: boolean;
}

const orNull = <Value>(value: Value | undefined) => value ?? null;

function facts({
  contextTokens,
  maxOutputTokens,
  cost,
}: Partial<Pick<Model, 'contextTokens' | 'maxOutputTokens' | 'cost'>>) {
  return { contextTokens: orNull(contextTokens), maxOutputTokens: orNull(maxOutputTokens), cost: { ...cost } };
}

function entryView(
  { model, state, origin, sources }: CatalogEntry,
  around: Around,
  still: 'off' | 'standby' | null,
): ModelView {
  const { id, provider, name, label, kind, tier, quality } = model;
  const shown = state === 'shown' ? (still ?? state) : state;
  const costEstimated = model.isCostEstimated === true;
  return {
    ...{ id, provider, name, label, kind, tier, ...around, ...facts(model), costEstimated },
    ...{ task: taskOf(model), quality: orNull(quality), state: shown, origin, sources: { ...sources } },
  };
}

const KINDS: Record<ModelTask, Model['kind']> = {
  text: 'text',
  image: 'image',
  speech: 'audio',
  transcription: 'audio',
  video: 'video',
};

function offerView(offer: Offer, providerLabel: string): ModelView {
  const { id, provider, name, label = name, tasks = [] } = offer;
  const task = orNull(tasks[0]);
  return {
    ...{ id, provider, providerLabel, name, label, task, ...facts(offer), kind: task && KINDS[task] },
    ...{ tier: 'standard', quality: null, state: 'offered', origin: 'listed', sources: {}, changed: false },
    costEstimated: false,
  };
}

/** What an operator said of a model that is not to be had at present: its provider's key has been taken out. */
function absentView(id: string, own: CatalogOverride, providerLabel: string): ModelView {
  const [provider = '', name] = [id.slice(0, id.indexOf('/')), id.slice(id.indexOf('/') + 1)];
  const { label = name, kind, tier = 'standard', quality } = own;
  const cost = Object.fromEntries(Object.entries(own.cost ?? {}).filter(([, rate]) => rate !== undefined));
  return {
    ...{ id, provider, providerLabel, name, label, tier, ...facts({ ...own, cost }) },
    ...{ kind: orNull(kind), task: kind ? taskOf({ kind, task: own.task }) : null, quality: orNull(quality) },
    ...{ state: 'no_key', origin: 'operator', sources: {}, changed: true },
    costEstimated: false,
  };
}

/** Every model there is, could be, or was: the catalog, what the operator said of others, then what is offered. */
export function allModels(ctx: Pick<Ctx, 'ai' | 'settings'>): ModelView[] {
  const { models: overrides, routing } = ctx.settings.current();
  const labels = new Map(allAccounts(ctx).map(({ id, label }) => [id, label]));
  const labelOf = (provider: string) => labels.get(provider) ?? provider;
  const entries = ctx.ai.catalog.entries();
  const known = new Set(entries.map(({ model }) => model.id));
  const off = new Set(routing.disabled);
  const chosen = new Set(ctx.ai.models().map(({ id }) => id));
  return [
    ...entries.map((entry) => {
      const { id, provider } = entry.model;
      const around = { providerLabel: labelOf(provider), changed: Object.hasOwn(overrides, id) };
      return entryView(entry, around, off.has(provider) ? 'off' : chosen.has(id) ? null : 'standby');
    }),
    ...Object.entries(overrides)
      .filter(([id]) => !known.has(id))
      .map(([id, own]) => absentView(id, own, labelOf(id.slice(0, id.indexOf('/'))))),
    ...ctx.ai.catalog
      .offers()
      .filter(({ id }) => !Object.hasOwn(overrides, id))
      .map((offer) => offerView(offer, labelOf(offer.provider))),
  ];
}
