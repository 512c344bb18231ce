export { cancelBatch } from './cancel-batch';
export { createComparison, type CreateComparisonArgs } from './compare/create-comparison';
export { getComparison } from './compare/find-comparison';
export { quoteComparison } from './compare/quote-comparison';
export { createBatch, type CreateBatchArgs } from './create-batch';
export { runDelayed } from './delayed/run-delayed';
export { deleteBatch } from './delete-batch';
export { eraseBatches, stopOwnBatches } from './erase-batches';
export { getBatch } from './get-batch';
export { listBatches } from './list-batches';
export { listRows, type ListRowsInput } from './list-rows';
export { quoteBatch, type BatchQuoteAnswer } from './quote-batch';
export { resultsCsv, type ResultsInput } from './results-csv';
export { resumeBatch } from './resume-batch';
export { finishBatches, runBatches, stopBatches } from './run/runner';
export { batchRequestSchema, comparisonRequestSchema, type BatchRequest, type ComparisonRequest } from './schema';
export type {
  BatchQuote,
  BatchRowView,
  BatchStatus,
  BatchView,
  ComparisonQuote,
  ComparisonView,
  RowFault,
} from './types';
