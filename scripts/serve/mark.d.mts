import type { ServerResponse } from 'node:http';

export function markUnmarked(response: ServerResponse, headers: readonly (readonly [string, string])[]): void;
