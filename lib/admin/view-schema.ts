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
