import { z } from 'zod';
import { runViewSchema } from '@/lib/runs/view-schema';
import { quoteViewSchema } from '@/lib/tools/view-schema';

const credits = z.object({ quoted: z.number(), charged: z.number(), refunded: z.number() });
const ad = quoteViewSchema.shape.ad;

/** `BatchView` as documents show it. */
export const batchViewSchema = z.object({
  id: z.string(),
  toolId: z.string(),
  name: z.string(),
  status: z.enum(['running', 'paused', 'done', 'cancelled']),
  reason: z.enum(['insufficient_credits', 'price_changed', 'cap_reached']).optional(),
  options: z.record(z.string(), z.unknown()),
  provider: z.string(),
  model: z.string(),
  delayed: z.boolean(),
  rows: z.object({
    total: z.number(),
    waiting: z.number(),
    running: z.number(),
    succeeded: z.number(),
    failed: z.number(),
    cancelled: z.number(),
  }),
  credits,
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});

export const batchRowViewSchema = z.object({
  row: z.number(),
  status: z.enum(['waiting', 'running', 'succeeded', 'failed', 'cancelled']),
  input: z.record(z.string(), z.string()),
  runId: z.string().nullable(),
  preview: z.string().nullable(),
  credits,
  reason: z.string().optional(),
  finishedAt: z.iso.datetime().nullable(),
});

export const batchQuoteSchema = z.object({
  price: z.number(),
  rows: z.number(),
  invalid: z.array(z.object({ row: z.number(), path: z.string(), message: z.string() })),
  available: z.number(),
  delayedPrice: z.number().nullable(),
  ad,
  preview: z.object({ columns: z.array(z.string()), rows: z.array(z.record(z.string(), z.string())) }),
});

export const comparisonViewSchema = z.object({
  id: z.string(),
  toolId: z.string(),
  price: z.number(),
  models: z.array(z.string()),
  runs: z.array(runViewSchema),
});

export const comparisonQuoteSchema = z.object({
  price: z.number(),
  models: z.array(z.object({ id: z.string(), label: z.string(), price: z.number() })),
  available: z.number(),
  ad,
});
