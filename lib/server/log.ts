import pino, { type DestinationStream } from 'pino';
import type { Log } from '@/lib/context';
import type { Env } from '@/lib/env';

/** What of an error's own members names things of ours or of a protocol, never what a person or a provider said. */
const TOLD = ['type', 'message', 'stack', 'code', 'statusCode', 'severity', 'constraint', 'table', 'column', 'routine'];

/** An error without what it carries: statements' values, rows, and answers of providers, which may quote a key. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error;
  const all = Object.entries(pino.stdSerializers.err(error));
  return Object.fromEntries(all.filter(([name, value]) => TOLD.includes(name) && typeof value !== 'object'));
}

/** JSON lines on standard output. Passwords, tokens and keys never belong into a log line's fields. */
export function createLog(env: Pick<Env, 'LOG_LEVEL'>, to: DestinationStream = pino.destination(1)): Log {
  const { isoTime: timestamp } = pino.stdTimeFunctions;
  return pino({ level: env.LOG_LEVEL, base: undefined, timestamp, serializers: { err: serializeError } }, to);
}
