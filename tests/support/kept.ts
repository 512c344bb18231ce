const KEPT = Symbol.for('megicai.test.kept');
const holder = globalThis as { [KEPT]?: Map<string, unknown> };

/** What `make` gives, made once for all test files that this worker runs: for what none of them can change. */
export function keptInWorker<T>(name: string, make: () => Promise<T>): Promise<T> {
  const kept = (holder[KEPT] ??= new Map());
  if (!kept.has(name)) kept.set(name, make());
  return kept.get(name) as Promise<T>;
}
