export { cacheStats, type CacheFigures, type CacheStats, type CacheStatsInput } from './cache-stats';
export { cacheTally, countCacheHit, type CacheHit, type CacheTally } from './cache-tally';
export { findLine, type Turn } from './conversation/find-line';
export { getConversation, type Conversation } from './conversation/get-conversation';
export { deleteRun } from './delete-run';
export { deleteRuns } from './delete-runs';
export { describeRuns, type RunSummary } from './describe-runs';
export { eraseRuns, type ErasedRuns } from './erase-runs';
export { servingCost, type ServingCost } from './serving-cost';
export { createFileStore, type FileStore } from './files/file-store';
export { createS3Store } from './files/s3-store';
export { deleteUpload } from './files/delete-upload';
export { fileResponse } from './files/file-response';
export { listUploads, type UploadFilter } from './files/list-uploads';
export { extensionOf } from './files/media-types';
export { openFileStore } from './files/open-file-store';
export { openFile, type OpenedFile } from './files/open-file';
export { sweepFiles, type SweptFiles } from './files/sweep-files';
export { uploadFile, type UploadInput } from './files/upload-file';
export { useFile } from './files/use-file';
export { findOwnRun } from './find-run';
export { getRun } from './get-run';
export { countTurns } from './history/count-turns';
export { listRunning } from './list-running';
export { listRuns, type RunFilter } from './list-runs';
export type { LiveRun, StopReason } from './live/live-run';
export { openPost } from './between/post';
export { createLiveRuns, type LiveRuns } from './live/live-runs';
export { REASONS, reasonSentence, STOP_FLOOR_PARTS, type RefundReason } from './reasons';
export {
  RUN_COLUMNS,
  toRecord,
  type OutputFile,
  type RunOutput,
  type RunRecord,
  type RunRow,
  type StoredPricing,
} from './run-record';
export { toRunView } from './run-view';
export { storable } from './storable';
export { signRuns } from './search/sign-runs';
export { exportRuns, EXPORT_TYPES, type ExportForm } from './export/export-runs';
export { findShare } from './share/find-share';
export { listShares, type OwnShare } from './share/list-shares';
export { isSlug } from './share/new-slug';
export { openShare } from './share/open-share';
export { shareRun } from './share/share-run';
export { showsFile } from './share/shows-file';
export { unshareRun } from './share/unshare-run';
export { downloadRun } from './texts/download-run';
export { readRun } from './stream/read-run';
export { streamResponse } from './stream/sse';
export { waitForRun } from './stream/wait-for-run';
export type { RunPart } from './stream/parts';
export type {
  FileView,
  InputFile,
  PriceRuleView,
  PricingView,
  RefundShare,
  RunFile,
  RunKind,
  RunPricing,
  RunStatus,
  RunUnderWay,
  RunView,
  SharedRun,
  ShareView,
} from './types';
export { asItGrows, findUnderWay } from './under-way';
export { updateRun, type RunPatch } from './update-run';
