/**
 * A fetch that says when the provider's headers are there and follows no redirect: a provider's address is
 * configuration, and a key must not travel to another one.
 */
export function guardedFetch(onAnswered: () => void): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'manual' });
    onAnswered();
    return response;
  };
}
