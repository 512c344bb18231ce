const ATTEMPTS = 4;
/** serialization_failure, deadlock_detected, and Prisma's name for both: the database has undone the work. */
const UNDONE = new Set(['40001', '40P01', 'P2034']);
/**
 * Nobody knows what became of the work: the server ended the connection (admin_shutdown, crash_shutdown,
 * cannot_connect_now), or Prisma found it gone.
 */
const LOST = new Set(['57P01', '57P02', '57P03', 'P1001', 'P1017', 'ConnectionClosed', 'DatabaseNotReachable']);

/** Drivers say `code`; Prisma's queries bury the driver's error in `meta.driverAdapterError.cause`. */
function anyCode(error: unknown, matches: (code: string) => boolean, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const { code, originalCode, kind, cause, meta, driverAdapterError } = error as Record<string, unknown>;
  if ([code, originalCode, kind].some((name) => typeof name === 'string' && matches(name))) return true;
  return [cause, meta, driverAdapterError].some((inner) => anyCode(inner, matches, depth + 1));
}

const isTransient = (error: unknown) => anyCode(error, (code) => UNDONE.has(code));

/** The connection was lost under the work, so it may or may not have happened. */
export function isLost(error: unknown): boolean {
  return anyCode(error, (code) => LOST.has(code) || code.startsWith('08'));
}

/** The data itself was refused (data exceptions, constraints): the same words would be refused again. */
export function isRefused(error: unknown): boolean {
  return anyCode(error, (code) => /^2[23][0-9A-Z]{3}$/.test(code));
}

/** A statement of its own failed without a word from the server (whose errors have a severity), or with its last one. */
export function hasNoAnswer(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (!('severity' in error) || isLost(error));
}

/**
 * Runs `work` again when the database undid it for another's sake, and where `mayRepeat` says so; a few times at most. Any
 * other failure passes through. Only work that is idempotent by a key of its own may be repeated after a lost connection.
 */
export async function retryTransient<T>(
  work: () => Promise<T>,
  mayRepeat: (error: unknown) => boolean = () => false,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS || !(isTransient(error) || mayRepeat(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** attempt * (0.5 + Math.random())));
    }
  }
}
