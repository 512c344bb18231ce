import { z } from 'zod';
import { confirmSchema } from '@/lib/auth';
import type { ActionSpec } from '@/lib/http';

export const saveNameSpec = {
  id: 'saveName',
  summary: 'Change or remove the own name',
  auth: 'session',
  owner: 'the actor alone is changed',
  limit: 'write',
  fields: z.object({ name: z.string().trim().max(80, 'must have at most 80 characters').optional() }),
} as const satisfies ActionSpec;

export const endSessionSpec = {
  id: 'endSession',
  summary: 'End one of the own sessions',
  auth: 'session',
  owner: 'the session belongs to the actor',
  limit: 'write',
  fields: z.object({ id: z.uuid() }),
} as const satisfies ActionSpec;

export const sendVerificationSpec = {
  id: 'sendVerification',
  summary: 'Mail another link that confirms the own address',
  auth: 'session',
  owner: 'the actor alone is mailed',
  limit: 'write',
  fields: z.object({}),
} as const satisfies ActionSpec;

export const deleteAccountSpec = {
  id: 'deleteAccount',
  summary: 'Close the own account and erase what is personal',
  auth: 'session',
  owner: 'the actor alone is deleted',
  limit: 'write',
  fields: confirmSchema,
} as const satisfies ActionSpec;

export const accountActionSpecs = [saveNameSpec, endSessionSpec, sendVerificationSpec, deleteAccountSpec];
