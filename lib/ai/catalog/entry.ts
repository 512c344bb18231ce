import type { Model, ModelCapability, ModelCost, ModelKind, ModelTask, PriceTier, Provider } from '../types';

/** Who said something about a model: our own data, the provider's list, or the operator; later ones win. */
export type Origin = 'built-in' | 'listed' | 'operator';

/** What an operator says of one model: a change, or, with `kind`, a model that the catalog lacks. */
export interface CatalogOverride {
  hidden?: boolean | undefined;
  label?: string | undefined;
  kind?: ModelKind | undefined;
  task?: 'speech' | 'transcription' | undefined;
  tier?: PriceTier | undefined;
  quality?: number | undefined;
  contextTokens?: number | undefined;
  maxOutputTokens?: number | undefined;
  cost?: { [Rate in keyof ModelCost]?: number | undefined } | undefined;
}

/** By "provider/name". */
export type CatalogOverrides = Readonly<Record<string, CatalogOverride>>;

/** One model as its provider lists it; what the provider does not say is absent. */
export interface ListedModel {
  name: string;
  label?: string;
  /** What it can be asked for. */
  tasks?: ModelTask[];
  capabilities?: ModelCapability[];
  contextTokens?: number;
  maxOutputTokens?: number;
  cost?: ModelCost;
}

/** A provider's list, as it was read at `atMs` by the wall clock. */
export interface Listing {
  atMs: number;
  models: readonly ListedModel[];
  /** False where the provider has more on further pages: what is missing here may stand there. */
  isWhole: boolean;
}

/** What one provider brings into the catalog. */
export interface CatalogSource {
  provider: Provider;
  /** Built in, or named by the configuration. */
  models: readonly Model[];
  /** What its adapter can ask for. */
  makes: readonly ModelTask[];
  /** Of what its list tells all models; of other tasks the list is silent, which says nothing. */
  listsAllOf: readonly ModelTask[];
  /** Everything listed is offered to people at once: servers whose models nobody has named. */
  showsListed: boolean;
}

/** Why a model cannot be chosen: the operator hides it, or its provider has stopped listing it. */
export type EntryState = 'shown' | 'hidden' | 'unlisted';

/** A model of the catalog with where it and each of its members come from. */
export interface CatalogEntry {
  model: Model;
  state: EntryState;
  origin: Origin;
  sources: Readonly<Partial<Record<CatalogMember, Origin>>>;
}

export const CATALOG_MEMBERS = [
  'label',
  'kind',
  'tier',
  'quality',
  'contextTokens',
  'maxOutputTokens',
  'cost',
] as const;
export type CatalogMember = (typeof CATALOG_MEMBERS)[number];

/** A model that its provider lists and the catalog does not have: the operator may add it. */
export interface Offer extends ListedModel {
  id: string;
  provider: string;
}

/** What a model is asked for. */
export function taskOf({ kind, task }: Pick<Model, 'kind' | 'task'>): ModelTask {
  return kind === 'audio' ? (task ?? 'speech') : kind;
}
