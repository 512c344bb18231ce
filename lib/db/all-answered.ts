/**
 * Statements of one transaction that are on the way at once. Waits until all are answered, so that none is under way when the
 * transaction is undone. @throws what the first of them (by its place) failed with
 */
export async function allAnswered<T extends readonly Promise<unknown>[] | []>(
  sent: T,
): Promise<{ -readonly [Place in keyof T]: Awaited<T[Place]> }> {
  await Promise.allSettled(sent);
  return Promise.all(sent);
}
