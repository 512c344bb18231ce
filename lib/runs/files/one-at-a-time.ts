const last = new Map<string, Promise<unknown>>();

/** Looks into one file of a person at a time: whoever sends files that take long keeps only themselves waiting. */
export async function oneAtATime<Answer>(userId: string, work: () => Promise<Answer>): Promise<Answer> {
  const before = last.get(userId);
  const own = (async () => {
    await before?.catch(() => undefined);
    return work();
  })();
  last.set(userId, own);
  try {
    return await own;
  } finally {
    if (last.get(userId) === own) last.delete(userId);
  }
}
