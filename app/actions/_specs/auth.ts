import { z } from 'zod';
import { forgotSchema, registerSchema, resetSchema, signInSchema, verifySchema } from '@/lib/auth';
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

export const forgotActionSpec = {
  id: 'forgotAction',
  summary: 'Ask for a link to a new password',
  auth: 'optional',
  limit: 'forgot',
  fields: forgotSchema,
} as const satisfies ActionSpec;

export const resetActionSpec = {
  id: 'resetAction',
  summary: 'Choose a new password by a mailed link',
  auth: 'optional',
  limit: 'signIn',
  fields: resetSchema,
} as const satisfies ActionSpec;

export const verifyActionSpec = {
  id: 'verifyAction',
  summary: 'Confirm the mail address by a mailed link',
  auth: 'optional',
  limit: 'signIn',
  fields: verifySchema,
} as const satisfies ActionSpec;

export const authActionSpecs = [
  signInActionSpec,
  signUpActionSpec,
  forgotActionSpec,
  resetActionSpec,
  verifyActionSpec,
];
