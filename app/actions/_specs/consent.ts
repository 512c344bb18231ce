import { z } from 'zod';
import { CONSENT_CHOICES } from '@/components/ads/consent/types';
import type { ActionSpec } from '@/lib/http';

export const answerConsentSpec = {
  id: 'answerConsent',
  summary: 'Keep what somebody said about ads of other companies',
  auth: 'optional',
  owner: 'kept in the caller’s own browser',
  limit: 'write',
  fields: z.object({ choice: z.enum(CONSENT_CHOICES) }),
} as const satisfies ActionSpec;

export const consentActionSpecs = [answerConsentSpec];
