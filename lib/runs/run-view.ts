import type { Ai } from '@/lib/ai/types';
import { microToCredits } from '@/lib/format';
import { joinedMessage, runMessage, STOPPED_LATE, TRUNCATED } from './reasons';
import type { RunRecord } from './run-record';
import type { RunPricing, RunView } from './types';

/** Names for a provider and its model, as the catalog has them now; a run may be older than the catalog. */
type Labels = Pick<Ai, 'providers' | 'models'>;

function modelNames(record: RunRecord, labels: Labels): Pick<RunView, 'modelLabel' | 'demo'> {
  if (record.provider === null) return { modelLabel: null, demo: false };
  const provider = labels.providers().find((known) => known.id === record.provider);
  const demo = provider?.demo ?? record.provider === 'demo';
  const providerLabel = provider?.label ?? record.provider;
  if (demo || record.model === null) return { modelLabel: providerLabel, demo };
  const model = labels
    .models()
    .find((known) => known.id === record.model || (known.provider === record.provider && known.name === record.model));
  return { modelLabel: `${providerLabel} · ${model?.label ?? record.model}`, demo };
}

/** The pricing of whoever answered. */
function pricingOf({ cached, pricing, model, quotedMicro }: RunRecord): RunPricing | undefined {
  if (cached) return { rule: 'repeat', price: microToCredits(quotedMicro) };
  return (model === null ? undefined : pricing.models?.[model]) ?? pricing.lead;
}

/** What it belongs to. */
function linksOf({ continuesId, conversationId, comparisonId, batchId }: RunRecord): Partial<RunView> {
  return {
    ...(continuesId ? { continues: continuesId } : {}),
    ...(conversationId ? { conversationId } : {}),
    ...(comparisonId ? { comparisonId } : {}),
    ...(batchId ? { batchId } : {}),
  };
}

/** What stands beside it: why credits came back, else that the answer ends where it had to. */
function messageOf({ status, leaderId, reason, usage }: RunRecord): string | undefined {
  if (status === 'running') return undefined;
  const why = leaderId ? joinedMessage(reason) : runMessage(reason);
  if (why !== undefined) return why;
  if (status === 'cancelled') return STOPPED_LATE;
  return status === 'succeeded' && usage?.truncated ? TRUNCATED : undefined;
}

/** A run as clients see it. */
export function toRunView(record: RunRecord, labels: Labels): RunView {
  const { text, files, segments } = record.output;
  const message = messageOf(record);
  const pricing = pricingOf(record);
  return {
    id: record.id,
    toolId: record.toolId,
    kind: record.kind,
    status: record.status,
    input: record.input,
    options: record.options,
    output: {
      ...(text === undefined ? {} : { text }),
      ...(files === undefined ? {} : { files: files.map(({ id, ...file }) => ({ url: `/api/files/${id}`, ...file })) }),
      ...(segments === undefined ? {} : { segments }),
    },
    provider: record.provider,
    model: record.model,
    ...modelNames(record, labels),
    cached: record.cached,
    ...(record.leaderId ? { joined: true } : {}),
    attempts: record.attempts,
    ...(record.usage ? { usage: record.usage } : {}),
    credits: {
      quoted: microToCredits(record.quotedMicro),
      charged: microToCredits(record.chargedMicro),
      refunded: microToCredits(record.refundedMicro),
      ...(record.reason ? { reason: record.reason } : {}),
      ...(pricing ? { pricing } : {}),
    },
    ...(message ? { message } : {}),
    ...(record.errorCode ? { code: record.errorCode } : {}),
    ...(record.promptId ? { promptId: record.promptId } : {}),
    ...linksOf(record),
    favourite: record.favourite,
    note: record.note,
    createdAt: record.createdAt.toISOString(),
    finishedAt: record.finishedAt?.toISOString() ?? null,
  };
}
