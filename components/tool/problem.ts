import type { Challenge } from '@/lib/risk/types';
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
  /** Member of a start: only a pause lies before the next ad. */
  pause?: boolean;
  /** Member of a claim that asks for proof of a person first. */
  challenge?: Challenge;
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

/** Its own members are for whoever draws it. */
function toChallenge(value: unknown): Challenge | undefined {
  const { id, kind } = record(value);
  return typeof id === 'string' && (kind === 'turnstile' || kind === 'local') ? (value as Challenge) : undefined;
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
    ...(source.pause === true && { pause: true }),
    challenge: toChallenge(source.challenge),
  };
}
