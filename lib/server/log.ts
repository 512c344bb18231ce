import pino from 'pino';
import type { Log } from '@/lib/context';
import type { Env } from '@/lib/env';

/** JSON lines on standard output. Passwords, tokens and keys never belong into a log line's fields. */
export function createLog(env: Pick<Env, 'LOG_LEVEL'>): Log {
  return pino({ level: env.LOG_LEVEL, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
}
