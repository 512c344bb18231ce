const CLEANUPS = Symbol.for('megicai.test.cleanups');
const holder = globalThis as { [CLEANUPS]?: (() => Promise<void>)[] };

/** Runs `close` when the test file is over, after its own afterAll hooks: they may still use what it closes. */
export function atEndOfFile(close: () => Promise<void>): void {
  (holder[CLEANUPS] ??= []).push(close);
}
