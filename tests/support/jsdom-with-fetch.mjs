import { TestEnvironment } from 'jest-environment-jsdom';

/** jsdom with Node's own fetch and streams, so that component tests can speak to a real local server. */
export default class JsdomWithFetch extends TestEnvironment {
  async setup() {
    await super.setup();
    const names = [
      'fetch',
      'Request',
      'Response',
      'Headers',
      'ReadableStream',
      'TransformStream',
      'TextDecoder',
      'TextEncoder',
      'AbortController',
      'AbortSignal',
    ];
    for (const name of names) this.global[name] = globalThis[name];
  }
}
