import { z } from 'zod';
import { registerSchema, signInSchema } from '@/lib/auth';
import type { ActionSpec } from '@/lib/http';

/** Where to go on afterwards; read by `readOnward`, which drops what is not ours. */
const onward = { next: z.string().max(2_000).optional(), draft: z.string().max(60).optional() };

export const signInActionSpec = {
  id: 'signInAction',
  summary: 'Sign in with mail address and password',
  auth: 'optional',
  limit: 'signIn',
  fields: signInSchema.extend(onward),
} as const satisfies ActionSpec;

export const signUpActionSpec = {
  id: 'signUpAction',
  summary: 'Open an account and sign in',
  auth: 'optional',
  limit: 'register',
  fields: registerSchema.extend(onward),
} as const satisfies ActionSpec;

export const authActionSpecs = [signInActionSpec, signUpActionSpec];
