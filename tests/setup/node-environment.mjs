import { TestEnvironment } from 'jest-environment-node';

/** What a test file opened, closed after the last of its own afterAll hooks. */
export const CLEANUPS = Symbol.for('megicai.test.cleanups');

/** What one test file makes and later ones of the same worker can use again; see tests/support/kept.ts. */
export const KEPT = Symbol.for('megicai.test.kept');
const kept = new Map();

export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global[KEPT] = kept;
  }

  async teardown() {
    for (const close of (this.global[CLEANUPS] ?? []).reverse()) await close();
    await super.teardown();
  }
}
