import type { IncomingMessage, ServerResponse } from 'node:http';

export function directRoutes(
  root: string,
): (request: IncomingMessage) => ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | undefined;
