const ATTEMPTS = 4;
/** serialization_failure, deadlock_detected, and Prisma's name for both. */
const TRANSIENT = new Set(['40001', '40P01', 'P2034']);

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, cause, meta } = error as { code?: unknown; cause?: unknown; meta?: { code?: unknown } };
  if (typeof code === 'string' && TRANSIENT.has(code)) return code;
  if (typeof meta?.code === 'string' && TRANSIENT.has(meta.code)) return meta.code;
  return cause === undefined || cause === error ? undefined : codeOf(cause);
}

/** Runs `work` again when the database undid it for another's sake; any other failure passes through. */
export async function retryTransient<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS || codeOf(error) === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** attempt * (0.5 + Math.random())));
    }
  }
}
