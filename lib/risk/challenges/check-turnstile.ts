import { z } from 'zod';
import type { Ctx } from '@/lib/context';
import { TURNSTILE_ACTION } from './challenge-row';

const WAIT_MS = 3_000;

const answerSchema = z.object({
  success: z.boolean(),
  action: z.string().optional(),
  hostname: z.string().optional(),
  cdata: z.string().optional(),
  'error-codes': z.array(z.string()).optional(),
});

/** Faults of ours or of the service: they say nothing about the person. */
const NOT_THEIRS = new Set(['missing-input-secret', 'invalid-input-secret', 'internal-error', 'bad-request']);

/** What a widget makes. Nothing else is sent on: whoever makes the service stumble is given the other kind of challenge. */
const TOKEN = /^[\x21-\x7e]{1,2048}$/;

export type TurnstileOutcome = 'right' | 'wrong' | 'down';

/**
 * What the service says of a token: it must be for this hub, for this action and for this very challenge. Never "right" for
 * an answer that is late, unreadable or an error: those are "down".
 */
export async function checkTurnstile(ctx: Ctx, challengeId: string, token: string): Promise<TurnstileOutcome> {
  const { TURNSTILE_SECRET_KEY: secret, TURNSTILE_VERIFY_URL: url, APP_URL: appUrl } = ctx.adAccounts;
  if (!secret) return 'down';
  if (!TOKEN.test(token)) return 'wrong';
  try {
    const response = await fetch(url, {
      method: 'POST',
      // The network address of a visitor is nobody else's business.
      body: new URLSearchParams({ secret, response: token }),
      redirect: 'error',
      signal: AbortSignal.timeout(WAIT_MS),
    });
    const { data } = answerSchema.safeParse(await response.json());
    if (!data || response.status >= 500) return 'down';
    if (!data.success) return data['error-codes']?.some((code) => NOT_THEIRS.has(code)) ? 'down' : 'wrong';
    const host = appUrl === undefined ? data.hostname : new URL(appUrl).hostname;
    const ours = data.action === TURNSTILE_ACTION && data.hostname === host && data.cdata === challengeId;
    return ours ? 'right' : 'wrong';
  } catch (error) {
    ctx.log.warn({ err: error }, 'the challenge service gave no answer');
    return 'down';
  }
}
