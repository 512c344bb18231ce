import type { AdOffer } from './types';

/** What the server said when it refused, or `offline` when it could not be reached. */
export interface Problem {
  /** A code of the contract, or `offline`. */
  code: string;
  status: number;
  /** A plain sentence from the server; empty when offline. */
  detail: string;
  requestId?: string;
  retryAfterSeconds?: number;
  fields: { path: string; message: string }[];
  /** Members of a 402. */
  needed?: number;
  available?: number;
  ad?: AdOffer | null;
  /** Member of a refused claim. */
  missingSeconds?: number;
}

export const OFFLINE: Problem = { code: 'offline', status: 0, detail: '', fields: [] };

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function toAdOffer(value: unknown): AdOffer | null | undefined {
  if (value === null) return null;
  const offer = record(value);
  const { kind, watchSeconds, reward, count } = offer;
  if (kind !== 'text' && kind !== 'image' && kind !== 'video') return undefined;
  if (typeof watchSeconds !== 'number' || typeof reward !== 'number') return undefined;
  return { kind, watchSeconds, reward, count: number(count) ?? 1 };
}

function toFields(value: unknown): Problem['fields'] {
  if (!Array.isArray(value)) return [];
  return value.map(record).map((field) => ({ path: string(field.path) ?? '', message: string(field.message) ?? '' }));
}

/** Reads a problem+json body. Anything else (a proxy's page, an empty body) becomes `internal` without words. */
export function toProblem(status: number, body: unknown, retryAfter?: string | null): Problem {
  const source = record(body);
  const seconds = Number(retryAfter);
  return {
    code: string(source.code) ?? (status === 401 ? 'unauthenticated' : 'internal'),
    status,
    detail: string(source.detail) ?? '',
    requestId: string(source.requestId),
    retryAfterSeconds: retryAfter && Number.isFinite(seconds) ? seconds : undefined,
    fields: toFields(source.errors),
    needed: number(source.needed),
    available: number(source.available),
    ad: toAdOffer(source.ad),
    missingSeconds: number(source.missingSeconds),
  };
}
