import { z } from 'zod';

/** The operator's view of the ledger, for the contract's document. Credits as JSON numbers. */
const credits = z.number();
const moment = z.iso.datetime();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const count = z.number().int();

export const ledgerCheckSchema = z.object({
  name: z.string(),
  rule: z.string(),
  ok: z.boolean(),
  count,
  differences: z.array(z.object({ subject: z.string(), expected: z.string(), actual: z.string() })),
});

export const ledgerOverviewSchema = z.object({
  health: z
    .object({
      id: z.string(),
      ok: z.boolean(),
      startedAt: moment,
      finishedAt: moment,
      checks: z.array(ledgerCheckSchema),
      counts: z.record(z.string(), count),
      accounts: z.array(z.object({ account: z.string(), out: credits, in: credits })),
      late: z.object({
        linked: count,
        waiting: count,
        newest: z.array(z.object({ transactionId: z.string(), day, closedWith: day.nullable() })),
      }),
    })
    .nullable(),
  totals: z.object({
    available: credits,
    held: credits,
    debt: credits,
    open: z.object({ holds: count, credits }),
    overdue: z.object({ holds: count, credits }),
  }),
  days: z.array(z.object({ day, transactions: count, closingHash: z.string(), closedAt: moment })),
});

export const ledgerFindSchema = z.object({ find: z.string().trim().min(1).max(255) });

export const ledgerFoundSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      userId: z.string().nullable(),
      email: z.string().nullable(),
      ref: z.object({ type: z.string(), id: z.string() }),
      external: z.object({ source: z.string(), id: z.string() }).nullable(),
      reason: z.string().nullable(),
      createdAt: moment,
      link: z.object({ day, hash: z.string() }).nullable(),
      entries: z.array(z.object({ account: z.string(), amount: credits, balanceAfter: credits.nullable() })),
    }),
  ),
  run: z
    .object({
      id: z.string(),
      toolId: z.string(),
      status: z.string(),
      userId: z.string(),
      charged: credits,
      refunded: credits,
      createdAt: moment,
    })
    .nullable(),
});

export const checkMadeSchema = z.object({
  check: z.object({
    id: z.string(),
    ok: z.boolean(),
    broken: z.array(z.string()),
    startedAt: moment,
    finishedAt: moment,
  }),
});

/** `amount` left out: all that is left of the charge. */
export const refundRunSchema = z.strictObject({ amount: credits.optional(), reason: z.string().max(500) });

export const refundRunAnswerSchema = z.object({
  run: z.object({ id: z.string(), charged: credits, refunded: credits }),
  amount: credits,
  available: credits,
  repeated: z.boolean(),
});

const task = z.enum(['text', 'image', 'speech', 'transcription', 'video']);
const share = z.number().min(0).max(1);
const milliseconds = z.number().nullable();

/** A provider as its operator sees it; its key is no part of it. Money in US dollars, times of this process alone. */
export const providerViewSchema = z.object({
  id: z.string(),
  label: z.string(),
  demo: z.boolean(),
  configured: z.boolean(),
  enabled: z.boolean(),
  host: z.string().nullable(),
  keyVariable: z.string().nullable(),
  baseUrlVariable: z.string().nullable(),
  makes: z.array(task),
  /** `shown`: new runs may be given them. `waiting`: they would be, were it not switched off, or did it not stand back. */
  models: z.object({ shown: count, waiting: count, hidden: count, unlisted: count, offered: count }),
  /** Null where a provider has no list, or is not set up. */
  listing: z
    .object({
      at: moment.nullable(),
      models: count,
      failure: z.enum(['refused', 'unauthorized', 'not_there', 'timeout', 'unreadable', 'empty']).nullable(),
      /** It has none of the models we know: a proxy with names of its own. Nothing is left out then. */
      foreign: z.boolean(),
    })
    .nullable(),
  health: z.array(
    z.object({
      model: z.string(),
      label: z.string(),
      samples: count,
      medianMs: milliseconds,
      p95Ms: milliseconds,
      failureShare: share,
      breaker: z.enum(['closed', 'open', 'half_open']),
      pausedUntil: moment.nullable(),
    }),
  ),
  spend: z.object({ todayUsd: z.number(), capUsd: z.number().nullable() }),
});

const origin = z.enum(['built-in', 'listed', 'operator']);

/** A model as its operator sees it. Costs in millionths of a US dollar; null and absent are unknown. */
export const modelViewSchema = z.object({
  id: z.string(),
  provider: z.string(),
  providerLabel: z.string(),
  name: z.string(),
  label: z.string(),
  kind: z.enum(['text', 'image', 'audio', 'video']).nullable(),
  task: task.nullable(),
  tier: z.enum(['standard', 'economy']),
  quality: count.nullable(),
  contextTokens: count.nullable(),
  maxOutputTokens: count.nullable(),
  cost: z.object({
    inputPerMillionTokens: z.number().optional(),
    outputPerMillionTokens: z.number().optional(),
    perImage: z.number().optional(),
    perSource: z.number().optional(),
    perSecond: z.number().optional(),
    perMillionCharacters: z.number().optional(),
  }),
  /** No list of prices states the cost: it is an estimate of the built-in catalog. */
  costEstimated: z.boolean(),
  /**
   * `offered`: listed, and waiting to be added. `off`: its provider is switched off. `no_key`: its provider is not set up.
   * `standby`: of the demo engine, which stands back where any provider serves the same.
   */
  state: z.enum(['shown', 'hidden', 'unlisted', 'offered', 'off', 'standby', 'no_key']),
  origin,
  /** Who said what, by member. */
  sources: z.partialRecord(
    z.enum(['label', 'kind', 'tier', 'quality', 'contextTokens', 'maxOutputTokens', 'cost']),
    origin,
  ),
  /** Whether the operator has said anything of it. */
  changed: z.boolean(),
});
