import { createAi, type Ai } from '@/lib/ai';
import { systemClock } from '@/lib/clock';
import type { Ctx } from '@/lib/context';
import { parseEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { createKv } from '@/lib/redis';
import { fileResponse, openFile, type RunFile, type RunView } from '@/lib/runs';
import { quote, runRequestSchema, type QuoteView } from '@/lib/tools';
import { runWorld, type RunWorld } from './run-world';
import { openTestDb } from './test-db';

export interface PathWorld extends RunWorld {
  /** Models over the wire as these settings of the environment have them; the demo engine alone where there are none. */
  aiWith(env?: Record<string, string>): Promise<Ai>;
  /** A user with 100 credits who works with these models. */
  visitor(ai: Ai): Promise<{ userId: string; ctx: Ctx }>;
  quote(ctx: Ctx, request: object): Promise<QuoteView>;
  /** How a request was refused: nothing was charged for it, as is looked up. */
  refusal(visitor: { userId: string; ctx: Ctx }, request: object): Promise<Refusal>;
}

export interface Refusal {
  code: string;
  status: number;
  detail: string;
  /** The fields that were named. */
  paths: string[];
  /** The run that failed, where one had begun. */
  run: RunView | undefined;
}

/** Credits of a new person. */
export const PURSE = 100;

export async function pathWorld(): Promise<PathWorld> {
  const world = await runWorld(await openTestDb());
  return {
    ...world,
    aiWith: async (variables = {}) => {
      const env = parseEnv(variables);
      const parts = { env, kv: await createKv(env), clock: systemClock, log: world.ctx().log };
      return createAi({ ...parts, demoPaceMs: 0 });
    },
    visitor: async (ai) => {
      const userId = await world.userWith(PURSE);
      return { userId, ctx: world.ctxOf(userId, { ai }) };
    },
    quote: (ctx, request) => quote({ ctx, input: runRequestSchema.parse(request) }),
    refusal: async ({ userId, ctx }, request) => {
      const before = await world.available(userId);
      const error: unknown = await world.run(ctx, request).then(
        (run) => new Error(`it ran: ${JSON.stringify(run)}`),
        (reason: unknown) => reason,
      );
      if (!(error instanceof AppError)) throw error;
      expect(await world.available(userId)).toBe(before);
      const { code, status, detail, fields, extra } = error;
      return { code, status, detail, paths: fields.map(({ path }) => path), run: extra.run as RunView | undefined };
    },
  };
}

/** A run's file as its owner downloads it. */
export async function download(ctx: Ctx, file: RunFile): Promise<{ type: string | null; name: string; bytes: Buffer }> {
  const id = file.url.split('/').at(-1) ?? '';
  const response = await fileResponse(await openFile({ ctx, input: { id } }), new Request('http://hub/'), true);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-length')).toBe(String(file.bytes));
  return {
    type: response.headers.get('content-type'),
    name: /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '',
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}
