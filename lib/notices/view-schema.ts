import { z } from 'zod';

const toolId = z.string().min(1).max(100);
/** What the owner calls it, or the beginning of what was typed. */
const title = z.string().max(200).optional();
const count = z.int().nonnegative();
const run = { runId: z.uuid(), toolId, kind: z.enum(['text', 'image', 'audio', 'video']), title };
const batch = { batchId: z.uuid(), toolId, title, rows: count };
const adKind = z.enum(['text', 'image', 'video']);
const adSession = { sessionId: z.uuid(), kind: adKind, amount: z.number().nonnegative() };
const offer = { id: z.uuid(), offer: z.string().max(200).optional(), amount: z.number().nonnegative() };
const report = { problemId: z.uuid(), runId: z.uuid(), toolId };

/** What each kind says beside its name: facts, no sentences. */
export const NOTICE_DATA = {
  /** A long run ended while nobody watched it. */
  run_done: z.strictObject(run),
  run_failed: z.strictObject({ ...run, reason: z.string().max(60).optional() }),
  batch_done: z.strictObject({ ...batch, succeeded: count, failed: count }),
  /** Rows are left, and somebody has to do something before they go on. */
  batch_paused: z.strictObject({ ...batch, done: count, reason: z.string().max(60).optional() }),
  /** `amount`: credits that came back. */
  problem_refunded: z.strictObject({ ...report, amount: z.number(), answer: z.string().max(1_000).optional() }),
  problem_declined: z.strictObject({ ...report, answer: z.string().max(1_000) }),
  /** A claim that was looked at first is paid. `amount`: credits. */
  ad_paid: z.strictObject(adSession),
  /** A claim that was looked at first is not paid: `amount` is what it would have been. */
  ad_refused: z.strictObject({ ...adSession, reason: z.string().max(500).optional() }),
  /** An offer that was looked at first is paid. `id`: the network's message; `amount`: credits. */
  offer_paid: z.strictObject(offer),
  /** It is not paid: by an operator's word, or because the network withdrew it meanwhile. */
  offer_refused: z.strictObject({ ...offer, withdrawn: z.boolean(), reason: z.string().max(500).optional() }),
  /**
   * What had been paid was taken back. `id`: the ad session, or the network's message that brought the credits; `debt`:
   * what is owed now; `reason`: an operator's words, absent where the network itself took it back.
   */
  ad_reversed: z.strictObject({
    id: z.uuid(),
    source: z.enum(['ad', 'offer']),
    network: z.string().min(1).max(40),
    amount: z.number().positive(),
    debt: z.number().nonnegative(),
    reason: z.string().max(500).optional(),
  }),
} as const;

const told = { id: z.uuid(), createdAt: z.iso.datetime(), readAt: z.iso.datetime().nullable() };

/** A notice as it is documented; `NoticeView` is the same in types. */
export const noticeSchema = z
  .discriminatedUnion('kind', [
    z.object({ ...told, kind: z.literal('run_done'), data: NOTICE_DATA.run_done }),
    z.object({ ...told, kind: z.literal('run_failed'), data: NOTICE_DATA.run_failed }),
    z.object({ ...told, kind: z.literal('batch_done'), data: NOTICE_DATA.batch_done }),
    z.object({ ...told, kind: z.literal('batch_paused'), data: NOTICE_DATA.batch_paused }),
    z.object({ ...told, kind: z.literal('problem_refunded'), data: NOTICE_DATA.problem_refunded }),
    z.object({ ...told, kind: z.literal('problem_declined'), data: NOTICE_DATA.problem_declined }),
    z.object({ ...told, kind: z.literal('ad_paid'), data: NOTICE_DATA.ad_paid }),
    z.object({ ...told, kind: z.literal('ad_refused'), data: NOTICE_DATA.ad_refused }),
    z.object({ ...told, kind: z.literal('ad_reversed'), data: NOTICE_DATA.ad_reversed }),
    z.object({ ...told, kind: z.literal('offer_paid'), data: NOTICE_DATA.offer_paid }),
    z.object({ ...told, kind: z.literal('offer_refused'), data: NOTICE_DATA.offer_refused }),
  ])
  .meta({ id: 'Notice' });

export const noticeListSchema = z.object({
  items: z.array(noticeSchema),
  nextCursor: z.string().nullable(),
  unread: z.int().describe('Of all, counted up to 100'),
});
