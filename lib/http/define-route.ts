import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import type { Ctx } from '@/lib/context';
import { getServices, type Services } from '@/lib/server';
import { admit, assertAuth } from './admit';
import { assertLength, readJson, validate } from './body';
import { requestIdOf } from './caller';
import { idempotencyKeyOf } from './idempotency-key';
import { assertSameOrigin } from './origin';
import { problemResponse, toAppError, unknownFailure } from './problem';
import type { RouteSpec } from './spec';

export interface RouteArgs<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  ctx: Ctx;
  services: Services;
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  request: NextRequest;
  /** The client's, or one made for this call. */
  idempotencyKey: string;
}

/** JSON with a status (without a body 204), or a response of the handler's own (a stream, a file). */
export type RouteResult = { status?: number; body?: unknown; headers?: Record<string, string> } | Response;

type RouteHandler<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = (
  args: RouteArgs<P, Q, B>,
) => Promise<RouteResult>;

interface RouteContext {
  params: Promise<Record<string, string | string[] | undefined>>;
}

export interface DefinedRoute {
  (request: NextRequest, context: RouteContext): Promise<Response>;
  readonly spec: RouteSpec;
}

/** The response with what every response carries. A copy: those that come from fetch or redirect cannot be changed. */
export function finish(response: Response, requestId: string): Response {
  const headers = new Headers(response.headers);
  headers.set('x-request-id', requestId);
  headers.set('x-content-type-options', 'nosniff');
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

function toResponse(result: RouteResult): Response {
  if (result instanceof Response) return result;
  const { status, body, headers } = result;
  if (body === undefined || body === null) return new Response(null, { status: status ?? 204, headers });
  return Response.json(body, { status: status ?? 200, headers });
}

/** Runs `work` for one request; whatever it throws becomes a problem response. */
export async function answer(
  headers: Headers,
  work: (services: Services, requestId: string) => Promise<Response>,
): Promise<Response> {
  const requestId = requestIdOf(headers);
  let services: Services | undefined;
  try {
    services = await getServices();
    return finish(await work(services, requestId), requestId);
  } catch (thrown) {
    // Without services there is no log yet either; the start has said why on its own.
    const error = services ? toAppError(thrown, services.log, requestId) : unknownFailure();
    return finish(problemResponse(error, requestId, services ? error.status : 503), requestId);
  }
}

/** The body as the schema checks it. */
function bodyOf(request: NextRequest, { bodyOptional, maxBodyBytes }: RouteSpec): Promise<unknown> {
  if (bodyOptional && !request.headers.has('content-type')) return Promise.resolve({});
  return readJson(request, maxBodyBytes);
}

function queryOf(request: NextRequest): Record<string, string> {
  return Object.fromEntries(request.nextUrl.searchParams);
}

/**
 * A route handler around `handler`: request id, limit, caller, origin, body and schema are checked before it runs, and
 * whatever it throws becomes a problem response.
 */
export function defineRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  spec: RouteSpec<P, Q, B>,
  handler: RouteHandler<P, Q, B>,
): DefinedRoute {
  const serve = (request: NextRequest, context: RouteContext): Promise<Response> =>
    answer(request.headers, async (services, requestId) => {
      const { headers, cookies } = request;
      const ctx = await admit({ services, headers, cookies, requestId, ...spec });
      if (spec.method !== 'GET') assertSameOrigin(headers, cookies, services.env);
      assertAuth(spec.auth, ctx.actor);
      if (!spec.body) assertLength(headers, spec.maxBodyBytes);
      const result = await handler({
        ctx,
        services,
        params: (spec.params ? validate(spec.params, await context.params) : undefined) as z.output<P>,
        query: (spec.query ? validate(spec.query, queryOf(request)) : undefined) as z.output<Q>,
        body: (spec.body ? validate(spec.body, await bodyOf(request, spec)) : undefined) as z.output<B>,
        request,
        idempotencyKey: idempotencyKeyOf(headers, spec.idempotent === 'required'),
      });
      return toResponse(result);
    });
  return Object.assign(serve, { spec });
}
