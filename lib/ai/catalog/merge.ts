import type { Model, ModelCost, ModelTask } from '../types';
import {
  CATALOG_MEMBERS,
  taskOf,
  type CatalogEntry,
  type CatalogOverride,
  type CatalogOverrides,
  type CatalogSource,
  type ListedModel,
  type Listing,
  type Offer,
  type Origin,
} from './entry';

type Named = ReadonlyMap<string, ListedModel>;
type Said = Partial<Omit<CatalogOverride, 'hidden'>>;
type Base = Pick<CatalogEntry, 'model' | 'origin'>;

const FREE: ModelCost = { inputPerMillionTokens: 0, outputPerMillionTokens: 0 };

const namesOf = (listing: Listing | undefined): Named =>
  new Map((listing?.models ?? []).map((model) => [model.name, model]));

/** Text, standard price, cost 0 until somebody says otherwise. */
function shownAsListed({ provider }: CatalogSource, { name, capabilities }: ListedModel): Model {
  const id = `${provider.id}/${name}`;
  const own = capabilities ? { capabilities } : {};
  return { id, provider: provider.id, name, label: name, kind: 'text', tier: 'standard', ...own, cost: FREE };
}

/** Everything the source has a model of, before anybody corrects it; the operator's additions last. */
function basesOf(source: CatalogSource, listed: Named, overrides: CatalogOverrides): Base[] {
  const bases: Base[] = source.models.map((model) => ({ model, origin: 'built-in' }));
  const taken = new Set(source.models.map(({ id }) => id));
  const add = (model: Model, origin: Origin) => {
    if (taken.has(model.id)) return;
    taken.add(model.id);
    bases.push({ model, origin });
  };
  if (source.showsListed) for (const model of listed.values()) add(shownAsListed(source, model), 'listed');
  const prefix = `${source.provider.id}/`;
  for (const [id, { kind }] of Object.entries(overrides)) {
    if (!kind || !id.startsWith(prefix)) continue;
    const name = id.slice(prefix.length);
    const capabilities = listed.get(name)?.capabilities;
    const own = capabilities ? { capabilities } : {};
    add({ id, provider: source.provider.id, name, label: name, kind, tier: 'standard', ...own, cost: {} }, 'operator');
  }
  return bases;
}

/** What a list says of a model that is in the catalog already: its own label stays ours. */
function saidByList(base: Base, listed: ListedModel | undefined): Said {
  if (!listed) return {};
  const { label, contextTokens, maxOutputTokens, cost } = listed;
  return { contextTokens, maxOutputTokens, cost, ...(base.origin === 'built-in' ? {} : { label }) };
}

/** The model with what was said of it; members that nobody mentions stay, rates are laid over one by one. */
function corrected(entry: CatalogEntry, said: Said, by: Origin): CatalogEntry {
  const told = Object.entries(said).filter(([, value]) => value !== undefined);
  if (told.length === 0) return entry;
  const { cost, ...members } = Object.fromEntries(told) as Said;
  const model = { ...entry.model, ...members, cost: { ...entry.model.cost, ...cost } };
  if (model.kind !== 'audio') delete model.task;
  if (cost) delete model.isCostEstimated;
  const sources = { ...entry.sources };
  for (const member of CATALOG_MEMBERS) if (said[member] !== undefined) sources[member] = by;
  return { ...entry, model, sources };
}

/**
 * Whether the list speaks of other models than ours altogether: a proxy with names of its own. Such a list takes nothing
 * away, since it says nothing about what we know.
 */
export function isForeign(source: CatalogSource, listing: Listing | undefined): boolean {
  if (!listing || source.models.length === 0) return false;
  const listed = new Set(listing.models.map(({ name }) => name));
  return !source.models.some(({ name }) => listed.has(name));
}

/** The tasks of which a model that is missing in the list is gone. */
function judgedTasks(source: CatalogSource, listing: Listing | undefined): readonly ModelTask[] {
  return listing?.isWhole && !isForeign(source, listing) ? source.listsAllOf : [];
}

/**
 * The catalog of one provider: its own models, corrected by the provider's list, then by the operator. `hidden: false`
 * of the operator keeps a model that the list leaves out.
 */
export function mergeSource(
  source: CatalogSource,
  listing: Listing | undefined,
  overrides: CatalogOverrides,
): CatalogEntry[] {
  const listed = namesOf(listing);
  const judged = judgedTasks(source, listing);
  return basesOf(source, listed, overrides).map((base) => {
    const { hidden, ...own } = overrides[base.model.id] ?? {};
    const isGone = base.origin === 'built-in' && !listed.has(base.model.name) && judged.includes(taskOf(base.model));
    const state = hidden ? 'hidden' : isGone && hidden === undefined ? 'unlisted' : 'shown';
    const sources = Object.fromEntries(
      CATALOG_MEMBERS.filter((member) => base.model[member] !== undefined).map((member) => [member, base.origin]),
    );
    const byList = corrected({ ...base, state, sources }, saidByList(base, listed.get(base.model.name)), 'listed');
    return corrected(byList, own, 'operator');
  });
}

/** What the provider lists and the catalog lacks, as far as its adapter could ask for it. */
export function offersOf(
  source: CatalogSource,
  listing: Listing | undefined,
  entries: readonly CatalogEntry[],
): Offer[] {
  const taken = new Set(entries.map(({ model }) => model.id));
  return (listing?.models ?? [])
    .map((model) => ({ ...model, id: `${source.provider.id}/${model.name}`, provider: source.provider.id }))
    .filter(({ id, tasks }) => !taken.has(id) && (!tasks || tasks.some((task) => source.makes.includes(task))));
}
