import { z } from 'zod';
import type { ActionSpec } from '@/lib/http';

const operator = { auth: 'admin', limit: 'admin' } as const;
const id = z.string().max(220);
const typed = z.string().max(200).optional();
const flag = z.enum(['true', 'false']).transform((word) => word === 'true');

export const switchProviderActionSpec = {
  ...operator,
  id: 'switchProviderAction',
  summary: 'Switch a provider on or off for new runs',
  fields: z.object({ id, enabled: flag }),
} as const satisfies ActionSpec;

export const refreshListingActionSpec = {
  ...operator,
  id: 'refreshListingAction',
  summary: 'Ask a provider for its list of models now',
  limit: 'providerList',
  fields: z.object({ id }),
} as const satisfies ActionSpec;

export const hideModelActionSpec = {
  ...operator,
  id: 'hideModelAction',
  summary: 'Hide a model, or show it again',
  fields: z.object({ id, hidden: flag }),
} as const satisfies ActionSpec;

export const saveModelActionSpec = {
  ...operator,
  id: 'saveModelAction',
  summary: 'Change what the operator says of a model, or add a model',
  fields: z.object({
    id,
    task: z.enum(['text', 'image', 'speech', 'transcription', 'video']),
    ...{ label: typed, tier: typed, quality: typed, contextTokens: typed, maxOutputTokens: typed },
    ...{ 'cost.inputPerMillionTokens': typed, 'cost.outputPerMillionTokens': typed, 'cost.perImage': typed },
    ...{ 'cost.perSource': typed, 'cost.perSecond': typed, 'cost.perMillionCharacters': typed },
  }),
} as const satisfies ActionSpec;

export const resetModelActionSpec = {
  ...operator,
  id: 'resetModelAction',
  summary: 'Take back what was said of a model',
  fields: z.object({ id }),
} as const satisfies ActionSpec;

export const catalogActionSpecs = [
  switchProviderActionSpec,
  refreshListingActionSpec,
  hideModelActionSpec,
  saveModelActionSpec,
  resetModelActionSpec,
];
