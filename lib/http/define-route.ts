import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import type { Ctx } from '@/lib/context';
import { getServices, type Services } from '@/lib/server';
import { admit } from './admit';
import { readJson, validate } from './body';
import { requestIdOf } from './caller';
import { idempotencyKeyOf } from './idempotency-key';
import { assertSameOrigin } from './origin';
import { problemResponse, toAppError } from './problem';
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

/** JSON with a status, or a response of the handler's own (a stream, a file). */
export type RouteResult = { status?: number; body: unknown; headers?: Record<string, string> } | Response;

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

/** Marks a response with what every response carries. */
export function finish(response: Response, requestId: string): Response {
  response.headers.set('x-request-id', requestId);
  response.headers.set('x-content-type-options', 'nosniff');
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
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
  const serve = async (request: NextRequest, context: RouteContext): Promise<Response> => {
    const requestId = requestIdOf(request.headers);
    const services = await getServices();
    try {
      const ctx = await admit({ services, headers: request.headers, cookies: request.cookies, requestId, ...spec });
      if (spec.method !== 'GET') assertSameOrigin(request.headers, services.env.APP_URL);
      const result = await handler({
        ctx,
        services,
        params: (spec.params ? validate(spec.params, await context.params) : undefined) as z.output<P>,
        query: (spec.query ? validate(spec.query, queryOf(request)) : undefined) as z.output<Q>,
        body: (spec.body ? validate(spec.body, await readJson(request, spec.maxBodyBytes)) : undefined) as z.output<B>,
        request,
        idempotencyKey: idempotencyKeyOf(request.headers, spec.idempotent === 'required'),
      });
      const response =
        result instanceof Response
          ? result
          : Response.json(result.body, { status: result.status ?? 200, headers: result.headers });
      return finish(response, requestId);
    } catch (thrown) {
      return finish(problemResponse(toAppError(thrown, services.log, requestId), requestId), requestId);
    }
  };
  return Object.assign(serve, { spec });
}
