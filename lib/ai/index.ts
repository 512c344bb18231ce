export { CallFailure } from './chain/failure';
export { createAi, type AiLog, type AiParts } from './create-ai';
export type { AiEnv } from './providers';
export type {
  CatalogEntry,
  CatalogMember,
  CatalogOverride,
  CatalogOverrides,
  EntryState,
  ListedModel,
  Offer,
  Origin,
} from './catalog/entry';
export { taskOf } from './catalog/entry';
export type { ListFailure } from './catalog/listing/fetch-list';
export type { ListingState } from './catalog/listing/listings';
export type * from './types';
