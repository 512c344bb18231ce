import type { ServerResponse } from 'node:http';

export function isServable(request: {
  method?: string;
  url?: string;
  headers: Record<string, string | string[] | undefined>;
}): boolean;
export function answerUnservable(response: ServerResponse): void;
export function keepTarget(request: { url: string; headers: Record<string, string | string[] | undefined> }): void;
