import { z } from 'zod';
import type { ActionSpec } from '@/lib/http';

export const setThemeSpec = {
  id: 'setTheme',
  summary: 'Keep the colours somebody chose',
  auth: 'optional',
  limit: 'write',
  fields: z.object({ theme: z.enum(['light', 'dark', 'system']) }),
} as const satisfies ActionSpec;

export const signOutSpec = {
  id: 'signOut',
  summary: 'End this session',
  auth: 'optional',
  owner: 'only the session in the cookie is ended',
  limit: 'write',
  fields: z.object({}),
} as const satisfies ActionSpec;

export const shellActionSpecs = [setThemeSpec, signOutSpec];
