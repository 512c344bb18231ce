import type { IncomingHttpHeaders } from 'node:http';

/** An error body as data, where it is JSON. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** An answer with a status other than 2xx. The body's words stay out of its message: they may quote the request. */
export class WireError extends Error {
  readonly responseHeaders: Record<string, string>;
  readonly data: unknown;

  constructor(
    readonly statusCode: number,
    headers: IncomingHttpHeaders,
    body: string,
  ) {
    super(`the provider answered ${statusCode}`);
    this.name = 'WireError';
    this.data = parse(body);
    this.responseHeaders = Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
  }
}

/** An error that the provider put into its stream. */
export class FrameError extends Error {
  constructor(readonly data: unknown) {
    super('the provider broke its stream off with an error');
    this.name = 'FrameError';
  }
}
