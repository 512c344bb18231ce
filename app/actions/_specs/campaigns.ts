import { z } from 'zod';
import type { ActionSpec } from '@/lib/http';

const operator = { auth: 'admin', limit: 'admin' } as const;
const typed = z.string().max(2_000).optional();

export const saveCampaignActionSpec = {
  ...operator,
  id: 'saveCampaignAction',
  summary: 'Make a house ad, or change one',
  // By dotted path; the verb checks every member.
  fields: z.record(z.string().max(60), typed),
} as const satisfies ActionSpec;

export const campaignStateActionSpec = {
  ...operator,
  id: 'campaignStateAction',
  summary: 'Put a house ad live, pause it, end it, or delete a draft',
  fields: z.object({ id: z.string().max(100), to: z.enum(['live', 'paused', 'gone']) }),
} as const satisfies ActionSpec;

export const campaignActionSpecs = [saveCampaignActionSpec, campaignStateActionSpec];
