import type { z } from 'zod';
import type { PolicyName } from '@/lib/rate-limit';

/**
 * Who may call. `public`: the caller is not even looked up. `optional`: guests too. `user`: a person or their API key.
 * `session`: a person in a browser. `admin`: an operator in a browser. The verb behind decides again for the data.
 */
export type RouteAuth = 'public' | 'optional' | 'user' | 'session' | 'admin';

export interface ResponseSpec {
  description: string;
  /** The JSON body; absent for streams and files. */
  schema?: z.ZodType;
  mediaType?: string;
}

/** One route as data: what is checked before its handler, and what `/api/openapi.json` says of it. */
export interface RouteSpec<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As in `/api/runs/{id}`. */
  path: string;
  summary: string;
  auth: RouteAuth;
  /** How the verb makes sure that a resource is the caller's own. */
  owner?: string;
  limit: PolicyName;
  /** The verb's own first statement asks whether the caller's session holds, so one of the last seconds is good enough to begin with. */
  confirms?: true;
  /**
   * One of the last seconds is good enough altogether: what the route does pays nobody and tells nobody anything new. A
   * session that is ended in another process may go on here for those seconds.
   */
  remembers?: true;
  params?: Params;
  query?: Query;
  body?: Body;
  /** A request without a Content-Type counts as `{}`. */
  bodyOptional?: true;
  /** Default 256 KiB. */
  maxBodyBytes?: number;
  /** Takes a form (multipart/form-data) with one file in this field, up to `maxBodyBytes`; read by the handler as it arrives. */
  upload?: { field: string };
  /**
   * What arrives is signed byte by byte: the handler gets query and body as they came, and the verb checks them. `query`
   * and `body` only say then what they are made of; the body's forms are these.
   */
  raw?: { mediaTypes: readonly string[] };
  /** Moves credits: takes an Idempotency-Key; `required` refuses to go without. */
  idempotent?: true | 'required';
  responses: Record<number, ResponseSpec>;
  /** The same for everybody, and kept by caches: no cookie comes with it. */
  shared?: true;
  /** Served, but no part of the contract's document. */
  undocumented?: true;
}

/** Keeps the schemas' types, so that a handler knows its input. */
export function defineSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  spec: RouteSpec<P, Q, B>,
): RouteSpec<P, Q, B> {
  return spec;
}

/** One server action as data, listed beside the routes. */
export interface ActionSpec<Fields extends z.ZodType = z.ZodType> {
  id: string;
  summary: string;
  auth: Exclude<RouteAuth, 'public'>;
  owner?: string;
  limit: PolicyName;
  fields: Fields;
}

export function defineActionSpec<Fields extends z.ZodType>(spec: ActionSpec<Fields>): ActionSpec<Fields> {
  return spec;
}
