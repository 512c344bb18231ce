import { z } from 'zod';
import type { ActionSpec } from '@/lib/http';

const text = z.string().max(200_000);

/** The tool page's form. Fields of the tool ride as `input.<id>` and `options.<id>`; the verb checks them. */
export const runToolSpec = {
  id: 'runTool',
  summary: 'Runs a tool from its form; guests go to sign in and those without credits to an ad, with what they typed',
  auth: 'optional',
  owner: 'the actor pays',
  limit: 'run',
  fields: z
    .object({
      toolId: z.string().min(1).max(100),
      provider: z.string().max(100).default('auto'),
      model: z.string().max(200).default('auto'),
      /** The run that this one goes on from, in a conversation. */
      continueRunId: z.uuid().optional(),
      /** Made with the page: pressing twice runs once. */
      pressKey: z.string().max(100).default('none'),
      /** The credits that stood beside the button; a run that would cost more is not started. */
      seenPrice: z.string().max(30).optional(),
    })
    .catchall(text),
} as const satisfies ActionSpec;

export type RunToolFields = z.output<typeof runToolSpec.fields>;

export const toolActionSpecs = [runToolSpec];
