import type { Model } from '../types';
import {
  taskOf,
  type CatalogEntry,
  type CatalogOverrides,
  type CatalogSource,
  type Listing,
  type Offer,
} from './entry';
import { mergeSource, offersOf } from './merge';

export interface CatalogParts {
  sources: readonly CatalogSource[];
  /** The operator's changes; the same object as long as nothing has changed. */
  overrides(): CatalogOverrides;
  /** The newest list of a provider; the same object as long as nothing has changed. */
  listing(providerId: string): Listing | undefined;
}

export interface Catalog {
  /** What can be chosen. The same array, of the same objects, as long as nothing has changed: prices hang on them. */
  models(): Model[];
  /** The same as it would be with other changes of the operator. */
  modelsWith(overrides: CatalogOverrides): Model[];
  /** Hidden and unlisted ones included. */
  entries(overrides?: CatalogOverrides): readonly CatalogEntry[];
  offers(): Offer[];
}

/** The demo engine stands only for what no configured provider has a model for, hidden or not: it replaces nobody. */
function shownModels(entries: readonly CatalogEntry[], demo: ReadonlySet<string>): Model[] {
  const served = new Set(entries.filter(({ model }) => !demo.has(model.provider)).map(({ model }) => taskOf(model)));
  return entries
    .filter(({ model, state }) => state === 'shown' && !(demo.has(model.provider) && served.has(taskOf(model))))
    .map(({ model }) => model);
}

const isSame = (a: Model, b: Model) => JSON.stringify(a) === JSON.stringify(b);

/** The merged catalog, computed again only when a list or the operator's changes have been replaced. */
export function createCatalog({ sources, overrides, listing }: CatalogParts): Catalog {
  const demo = new Set(sources.filter(({ provider }) => provider.demo).map(({ provider }) => provider.id));
  let merged: readonly CatalogEntry[] = [];
  let shown: Model[] = [];
  let basis: readonly unknown[] | undefined;
  let known = new Map<string, Model>();

  const mergeAll = (changes: CatalogOverrides) =>
    sources.flatMap((source) =>
      mergeSource(source, listing(source.provider.id), changes).map((entry) => {
        const before = known.get(entry.model.id);
        return before && isSame(before, entry.model) ? { ...entry, model: before } : entry;
      }),
    );
  const isCurrent = (changes: CatalogOverrides) =>
    basis?.[0] === changes && sources.every(({ provider }, index) => basis?.[index + 1] === listing(provider.id));
  const refresh = () => {
    const changes = overrides();
    if (isCurrent(changes)) return;
    merged = mergeAll(changes);
    known = new Map(merged.map(({ model }) => [model.id, model]));
    basis = [changes, ...sources.map(({ provider }) => listing(provider.id))];
    const next = shownModels(merged, demo);
    if (next.length !== shown.length || next.some((model, index) => model !== shown[index])) shown = next;
  };
  const entries = (changes?: CatalogOverrides) => {
    refresh();
    return changes ? mergeAll(changes) : merged;
  };
  return {
    models: () => {
      refresh();
      return shown;
    },
    modelsWith: (changes) => shownModels(entries(changes), demo),
    entries,
    offers: () =>
      sources.flatMap((source) => {
        const own = entries().filter(({ model }) => model.provider === source.provider.id);
        return offersOf(source, listing(source.provider.id), own);
      }),
  };
}
