/**
 * Loads the SDK's core and one provider package at the first call, so that starting the hub stays quick and the
 * provider is not blamed for the time our own loading takes.
 */
export function loadOnce(loadProvider: () => Promise<unknown>): () => Promise<void> | undefined {
  let isLoaded = false;
  return () => {
    if (isLoaded) return undefined;
    return Promise.all([import('ai'), loadProvider()]).then(() => {
      isLoaded = true;
    });
  };
}
