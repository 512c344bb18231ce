import { z } from 'zod';
import { CASE_STATES, OFFER_STATES, RISK_FLOWS, SIGNAL_IDS } from './types';

const time = z.iso.datetime();

/** A case as it is documented; `RiskCase` is the same in types. */
export const caseSchema = z
  .object({
    id: z.uuid(),
    flow: z.enum(RISK_FLOWS),
    subjectId: z.uuid(),
    score: z.int().describe('Points of all signals together'),
    decision: z.enum(['allow', 'challenge', 'delay', 'refuse']).describe('What was done'),
    state: z.enum(CASE_STATES),
    signals: z.array(z.object({ id: z.enum(SIGNAL_IDS), points: z.int(), numbers: z.record(z.string(), z.number()) })),
    user: z.object({ id: z.uuid(), email: z.string(), createdAt: time }),
    session: z
      .object({
        id: z.uuid(),
        kind: z.string(),
        network: z.string(),
        state: z.string(),
        reward: z.number(),
        paid: z.number().nullable().describe('What is paid and not taken back'),
        releaseAt: time.nullable().describe('When a claim that waits is paid, unless it is refused'),
      })
      .nullable(),
    offer: z
      .object({
        id: z.uuid(),
        network: z.string(),
        transactionId: z.string(),
        name: z.string().nullable(),
        state: z.enum(OFFER_STATES),
        amount: z.number().describe('Credits that it pays, decided when it came'),
        payoutUsd: z.number(),
        releaseAt: time.nullable().describe('When an offer that waits is paid, unless it is refused'),
      })
      .nullable(),
    peers: z
      .object({ claims: z.int(), median: z.int(), most: z.int(), claimers: z.int() })
      .nullable()
      .describe('Claims of that UTC day: this person’s, and all others’'),
    note: z.string().nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: time.nullable(),
    createdAt: time,
  })
  .meta({ id: 'RiskCase' });

export const caseListSchema = z.object({ items: z.array(caseSchema), nextCursor: z.string().nullable() });
