const ATTEMPTS = 4;
/** serialization_failure, deadlock_detected, and Prisma's name for both. */
const TRANSIENT = new Set(['40001', '40P01', 'P2034']);

/** Drivers say `code`; Prisma's raw queries bury the driver's error in `meta.driverAdapterError.cause.originalCode`. */
function isTransient(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const { code, originalCode, cause, meta, driverAdapterError } = error as Record<string, unknown>;
  if ([code, originalCode].some((name) => typeof name === 'string' && TRANSIENT.has(name))) return true;
  return [cause, meta, driverAdapterError].some((inner) => isTransient(inner, depth + 1));
}

/** Runs `work` again when the database undid it for another's sake; any other failure passes through. */
export async function retryTransient<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isTransient(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** attempt * (0.5 + Math.random())));
    }
  }
}
