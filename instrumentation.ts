/** Runs once when a server process starts, before the first request. */
export async function register(): Promise<void> {
  // A build renders static pages in workers of its own, which must not open the database.
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return;
  const { boot } = await import('@/lib/server/boot');
  await boot();
}
