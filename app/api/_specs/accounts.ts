import { z } from 'zod';
import { confirmSchema, forgotSchema, profileSchema, registerSchema, resetSchema, verifySchema } from '@/lib/auth';
import { creditsViewSchema } from '@/lib/credits/schema';
import type { RouteSpec } from '@/lib/http';

const userSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string().nullable(),
    role: z.enum(['user', 'admin']),
    plan: z.enum(['free', 'premium']),
    emailVerified: z.boolean(),
    referralCode: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'User' });

const sessionSchema = z
  .object({
    id: z.uuid(),
    current: z.boolean(),
    userAgent: z.string().nullable(),
    address: z.string().nullable(),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Session' });

const owner = 'the actor alone';
const nextAuthPath = z.object({ nextauth: z.union([z.string(), z.array(z.string())]) });

export const nextAuthGetSpec = {
  id: 'nextAuthGet',
  method: 'GET',
  path: '/api/auth/{nextauth}',
  summary: "NextAuth's own reads: csrf, session, providers",
  auth: 'public',
  limit: 'read',
  params: nextAuthPath,
  responses: { 200: { description: "NextAuth's own answer" }, 302: { description: 'A page of the hub' } },
} as const satisfies RouteSpec;

export const nextAuthPostSpec = {
  id: 'nextAuthPost',
  method: 'POST',
  path: '/api/auth/{nextauth}',
  summary: "NextAuth's own forms: callback/credentials {csrfToken,email,password}, signout {csrfToken}",
  auth: 'public',
  limit: 'signIn',
  params: nextAuthPath,
  maxBodyBytes: 16 * 1024,
  responses: {
    200: { description: "NextAuth's own answer to `json: true`" },
    302: { description: 'Where to go on' },
    401: { description: 'The mail address or the password is wrong' },
  },
} as const satisfies RouteSpec;

export const registerSpec = {
  id: 'register',
  method: 'POST',
  path: '/api/auth/register',
  summary: 'Opens an account with its welcome bonus',
  auth: 'public',
  limit: 'register',
  body: registerSchema,
  maxBodyBytes: 16 * 1024,
  responses: {
    201: { description: 'The account', schema: z.object({ user: userSchema }) },
    409: { description: 'There is an account with this mail address' },
  },
} as const satisfies RouteSpec;

export const verifySpec = {
  id: 'verifyEmail',
  method: 'POST',
  path: '/api/auth/verify',
  summary: 'Confirms a mail address by the token of a mailed link; it works once, for 24 hours',
  auth: 'public',
  limit: 'signIn',
  body: verifySchema,
  maxBodyBytes: 16 * 1024,
  responses: { 200: { description: 'The account', schema: z.object({ user: userSchema }) } },
} as const satisfies RouteSpec;

const done = z.object({ ok: z.literal(true) });

export const forgotSpec = {
  id: 'forgotPassword',
  method: 'POST',
  path: '/api/auth/forgot',
  summary: 'Mails a link for a new password if there is such an account; the answer does not tell',
  auth: 'public',
  limit: 'forgot',
  body: forgotSchema,
  maxBodyBytes: 16 * 1024,
  responses: { 202: { description: 'Heard', schema: done } },
} as const satisfies RouteSpec;

export const resetSpec = {
  id: 'resetPassword',
  method: 'POST',
  path: '/api/auth/reset',
  summary: 'Sets a new password by a mailed token (once, within an hour) and signs out everywhere',
  auth: 'public',
  limit: 'signIn',
  body: resetSchema,
  maxBodyBytes: 16 * 1024,
  responses: { 200: { description: 'The password is set', schema: done } },
} as const satisfies RouteSpec;

export const getMeSpec = {
  id: 'getMe',
  method: 'GET',
  path: '/api/me',
  summary: 'The signed-in person and their credits',
  auth: 'session',
  owner,
  limit: 'read',
  responses: { 200: { description: 'Who it is', schema: z.object({ user: userSchema, credits: creditsViewSchema }) } },
} as const satisfies RouteSpec;

export const updateMeSpec = {
  id: 'updateMe',
  method: 'PATCH',
  path: '/api/me',
  summary: 'Changes the own name by a merge patch; null takes it away',
  auth: 'session',
  owner,
  limit: 'write',
  body: profileSchema,
  responses: { 200: { description: 'The person afterwards', schema: z.object({ user: userSchema }) } },
} as const satisfies RouteSpec;

export const deleteMeSpec = {
  id: 'deleteMe',
  method: 'DELETE',
  path: '/api/me',
  summary: 'Closes the account and erases what is personal; needs the password where the account has one',
  auth: 'session',
  owner,
  limit: 'write',
  body: confirmSchema,
  bodyOptional: true,
  maxBodyBytes: 16 * 1024,
  responses: {
    204: { description: 'Closed' },
    409: { description: 'The last operator stays; or a run is still being stopped' },
  },
} as const satisfies RouteSpec;

export const exportMeSpec = {
  id: 'exportMe',
  method: 'GET',
  path: '/api/me/export',
  summary: 'Everything the hub keeps of the actor, as one JSON file',
  auth: 'session',
  owner,
  limit: 'export',
  responses: {
    200: {
      description:
        'user, sessions, credits, statement, runs, shares, uploads, batches, adSessions, adCallbacks, notices, problems',
    },
  },
} as const satisfies RouteSpec;

export const listSessionsSpec = {
  id: 'listSessions',
  method: 'GET',
  path: '/api/me/sessions',
  summary: 'The browsers that are signed in',
  auth: 'session',
  owner,
  limit: 'read',
  responses: {
    200: { description: 'The sessions', schema: z.object({ items: z.array(sessionSchema), nextCursor: z.null() }) },
  },
} as const satisfies RouteSpec;

export const revokeSessionSpec = {
  id: 'revokeSession',
  method: 'DELETE',
  path: '/api/me/sessions/{id}',
  summary: 'Signs one of these browsers out, at once',
  auth: 'session',
  owner: 'the session belongs to the actor',
  limit: 'write',
  params: z.object({ id: z.string().max(100) }),
  responses: { 204: { description: 'Signed out' }, 404: { description: 'There is no such session' } },
} as const satisfies RouteSpec;

export const accountSpecs = [
  nextAuthGetSpec,
  nextAuthPostSpec,
  registerSpec,
  verifySpec,
  forgotSpec,
  resetSpec,
  getMeSpec,
  updateMeSpec,
  deleteMeSpec,
  exportMeSpec,
  listSessionsSpec,
  revokeSessionSpec,
] as const satisfies readonly RouteSpec[];
