export { adKindOf } from './ad-kind';
export { awaitRun } from './await-run';
export { cancelRun } from './cancel-run';
export { beginDetached, type Detached } from './detached/begin-detached';
export { dropDetached } from './detached/drop-detached';
export { settleDetached } from './detached/settle-detached';
export { eraseDrafts } from './drafts/erase-drafts';
export { loadDraft, type Draft } from './drafts/load-draft';
export { saveDraft, type DraftInput } from './drafts/save-draft';
export { execute, type ExecuteArgs, type Execution } from './execute';
export { getTool } from './get-tool';
export { judgeCache } from './judge-cache';
export { judgePriceRules, judgePrices, unpricedModels } from './judge-prices';
export { listCacheRules, type CacheRule } from './list-cache-rules';
export { listTools } from './list-tools';
export { listMargins } from './margins/list-margins';
export { shareOf } from './pricing/share';
export { priceRun, type RunPrice } from './price-run';
export { quote } from './quote';
export { quoteSample } from './quote-sample';
export type { RunLinks } from './run/begin';
export { quoteRequestSchema, runRequestSchema, type RunRequest } from './schema';
export { forgetRefusals, tryModeration, type ModerationTrial } from './safety';
export { stopAll } from './stop-all';
export { dropJobs } from './drop-jobs';
export { endOrphanRuns, sweepRuns, type SweepRunsInput } from './sweep-runs';
export type {
  AdOffer,
  Choice,
  FileKind,
  InputField,
  OfferAd,
  OptionField,
  QuoteView,
  SampleQuote,
  ToolExample,
  ToolGroup,
  ToolMargin,
  ToolModel,
  ToolView,
} from './types';
