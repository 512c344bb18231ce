import { z } from 'zod';
import { LOT_SOURCES, STATEMENT_GROUPS } from './types';

/** Credits as JSON numbers, for the contract's document. Nothing here reaches for the server. */
const credits = z.number();
const moment = z.iso.datetime();

export const creditsViewSchema = z.object({
  available: credits,
  held: credits,
  debt: credits,
  lots: z.array(z.object({ source: z.enum(LOT_SOURCES), remaining: credits, expiresAt: moment.nullable() })),
});

export const statementEntrySchema = z.object({
  id: z.string(),
  kind: z.enum(['grant', 'hold', 'settle', 'release', 'expire', 'adjust', 'clawback', 'refund', 'royalty']),
  amount: credits,
  balanceAfter: credits,
  ref: z.object({ type: z.enum(['run', 'ad', 'user', 'admin', 'lot', 'payment', 'prompt', 'offer']), id: z.string() }),
  reason: z.string().nullable(),
  source: z.enum(LOT_SOURCES).nullable(),
  debt: credits,
  link: z.string(),
  createdAt: moment,
});

export const statementPageSchema = z.object({
  items: z.array(statementEntrySchema),
  nextCursor: z.string().nullable(),
  since: moment.nullable(),
});

const dayOrMoment = z.union([z.iso.date(), z.iso.datetime()], 'must be a day or a moment in UTC, as in 2026-11-21');

export const statementFilterSchema = z.object({
  kind: z.enum(STATEMENT_GROUPS).optional(),
  from: dayOrMoment.optional(),
  to: dayOrMoment.optional(),
});

export const statementQuerySchema = statementFilterSchema.extend({
  cursor: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
