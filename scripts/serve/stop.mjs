const SHUTDOWN = Symbol.for('megicai.shutdown');
const LIMIT_MS = 10_000;

/** No new work, in-flight runs settled or released, the database closed; at most ten seconds. */
export function stopOnSignals(server) {
  let stopping = false;
  const stop = async (reason) => {
    // Ctrl-C reaches us twice: from the terminal and through the parent.
    if (stopping) return;
    stopping = true;
    const started = Date.now();
    console.log(`\nStopping (${reason}) …`);
    const late = setTimeout(() => {
      console.error('Stopped after 10 s with work left; its holds are returned by the next start.');
      process.exit(0);
    }, LIMIT_MS);
    server.close();
    server.closeIdleConnections();
    try {
      await globalThis[SHUTDOWN]?.();
    } catch (error) {
      console.error(`Stopping was not clean: ${error.message}`);
    }
    server.closeAllConnections();
    clearTimeout(late);
    console.log(`Stopped (${((Date.now() - started) / 1000).toFixed(1)} s).`);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop(signal));
  process.on('disconnect', () => void stop('the starting process has gone'));
}
