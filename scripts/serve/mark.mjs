import { randomUUID } from 'node:crypto';

/**
 * Gives what Next answers by itself (a method no route has, a path with a slash too many) the headers that our wrappers
 * give everything else: as its headers go out, and only where no wrapper has been.
 * @param {import('node:http').ServerResponse} response
 * @param {readonly (readonly [string, string])[]} headers
 */
export function markUnmarked(response, headers) {
  const writeHead = response.writeHead;
  response.writeHead = (...args) => {
    if (!response.hasHeader('x-request-id')) {
      response.setHeader('x-request-id', randomUUID());
      for (const [name, value] of headers) if (!response.hasHeader(name)) response.setHeader(name, value);
    }
    return writeHead.apply(response, args);
  };
}
