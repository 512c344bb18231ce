import { TestEnvironment } from 'jest-environment-node';

/** What a test file opened, closed after the last of its own afterAll hooks. */
export const CLEANUPS = Symbol.for('megicai.test.cleanups');

export default class extends TestEnvironment {
  async teardown() {
    for (const close of (this.global[CLEANUPS] ?? []).reverse()) await close();
    await super.teardown();
  }
}
