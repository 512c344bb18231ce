import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import { cookieNames } from '@/lib/auth/edge';
import { isStaleSession, type Ctx } from '@/lib/context';
import { getEnv } from '@/lib/env';
import { getServices, type Services } from '@/lib/server';
import { admit, assertAuth, type AdmitInput } from './admit';
import { assertLength, readBytes, readJson, validate } from './body';
import { callerDevice, DEVICE_COOKIE, deviceCookie, requestIdOf } from './caller';
import { assertCoarse } from './coarse';
import { idempotencyKeyOf } from './idempotency-key';
import { assertSameOrigin } from './origin';
import { problemResponse, toAppError, unknownFailure } from './problem';
import { securityHeaders } from './security-headers';
import type { RouteSpec } from './spec';
import { openUpload, type Upload } from './upload';

export interface RouteArgs<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  ctx: Ctx;
  services: Services;
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  request: NextRequest;
  /** Opens the file of a route with `upload`. */
  upload: () => Promise<Upload>;
  /** Query and body of a route with `raw`, byte by byte; the body's media type in lower case, without its parameters. */
  raw: () => Promise<RawRequest>;
  /** The client's, or one made for this call. */
  idempotencyKey: string;
}

export interface RawRequest {
  query: string;
  body: Buffer;
  mediaType: string;
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

function mark(headers: Headers, carried: readonly (readonly [string, string])[]): void {
  for (const [name, value] of carried) {
    if (name === 'set-cookie') headers.append(name, value);
    else headers.set(name, value);
  }
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
}

/** The response with what every response carries. */
function finish(response: Response, carried: readonly (readonly [string, string])[]): Response {
  try {
    mark(response.headers, carried);
    return response;
  } catch {
    // Those that come from fetch or redirect cannot be changed: the first header already was refused.
    const headers = new Headers(response.headers);
    mark(headers, carried);
    return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
  }
}

function toResponse(result: RouteResult): Response {
  if (result instanceof Response) return result;
  const { status, body, headers } = result;
  if (body === undefined || body === null) return new Response(null, { status: status ?? 204, headers });
  const bytes = Buffer.from(JSON.stringify(body));
  // With its length known the body needs no chunks, and goes out together with its headers.
  const own = { 'content-type': 'application/json', 'content-length': String(bytes.byteLength), ...headers };
  return new Response(bytes, { status: status ?? 200, headers: own });
}

/** Runs `work` for one request; whatever it throws becomes a problem response. */
async function answer(
  { headers, cookies }: NextRequest,
  { shared }: RouteSpec,
  work: (services: Services, caller: { requestId: string; device: string }) => Promise<Response>,
): Promise<Response> {
  const requestId = requestIdOf(headers);
  const device = callerDevice(cookies.get(DEVICE_COOKIE)?.value);
  const { secure } = cookieNames(getEnv());
  const carried: [string, string][] = [['x-request-id', requestId], ...securityHeaders(secure)];
  if (device.isNew && !shared) carried.push(['set-cookie', deviceCookie(device.id, secure)]);
  let services: Services | undefined;
  try {
    services = await getServices();
    return finish(await work(services, { requestId, device: device.id }), carried);
  } catch (thrown) {
    // Without services there is no log yet either; the start has said why on its own.
    const error = services ? toAppError(thrown, services.log, requestId) : unknownFailure();
    return finish(problemResponse(error, requestId, services ? error.status : 503), carried);
  }
}

/** The body as the schema checks it. */
function bodyOf(request: NextRequest, { bodyOptional, maxBodyBytes }: RouteSpec): Promise<unknown> {
  if (bodyOptional && !request.headers.has('content-type')) return Promise.resolve({});
  return readJson(request, maxBodyBytes);
}

function uploadOf(request: NextRequest, { upload, maxBodyBytes = 0 }: RouteSpec): Promise<Upload> {
  if (!upload) throw new Error('this route takes no upload');
  return openUpload(request, { field: upload.field, maxBytes: maxBodyBytes });
}

const RAW_BYTES = 64 * 1024;

async function rawOf(request: NextRequest, { raw, maxBodyBytes = RAW_BYTES }: RouteSpec): Promise<RawRequest> {
  if (!raw) throw new Error('this route does not take its request as it came');
  // As our server kept it. Next writes the query of `url` anew: coded otherwise, and without what it takes for its own.
  const target = request.headers.get('x-request-target') ?? request.url;
  const [, query = ''] = /\?([^#]*)/.exec(target) ?? [];
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  return { query, body: await readBytes(request, maxBodyBytes), mediaType };
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
    answer(request, spec, async (services, { requestId, device }) => {
      const { headers, cookies } = request;
      // Probes, and networks that report many people's views from few addresses, are not counted.
      if (spec.limit !== 'none') await assertCoarse(headers);
      const caller = { services, headers, cookies, requestId, device, ...spec };
      const ctx = await admit(caller);
      if (spec.method !== 'GET') assertSameOrigin(headers, cookies, services.env);
      assertAuth(spec.auth, ctx.actor);
      // What is signed is read by its own verb: these schemas only describe it.
      const { query: querySchema, body: bodySchema } = spec.raw ? {} : spec;
      if (!bodySchema && !spec.upload) assertLength(headers, spec.maxBodyBytes);
      const args = {
        ctx,
        services,
        params: (spec.params ? validate(spec.params, await context.params) : undefined) as z.output<P>,
        query: (querySchema ? validate(querySchema, queryOf(request)) : undefined) as z.output<Q>,
        body: (bodySchema ? validate(bodySchema, await bodyOf(request, spec)) : undefined) as z.output<B>,
        request,
        upload: () => uploadOf(request, spec),
        raw: () => rawOf(request, spec),
        idempotencyKey: idempotencyKeyOf(headers, spec.idempotent === 'required'),
      };
      return toResponse(await handler(args).catch((error: unknown) => onceMore(error, caller, args)));
    });
  // What was remembered of the caller has changed: signed out, suspended, another plan. Nothing was done yet.
  const onceMore = async (error: unknown, caller: AdmitInput, args: RouteArgs<P, Q, B>): Promise<RouteResult> => {
    if (!spec.confirms || !isStaleSession(error)) throw error;
    const ctx = await admit({ ...caller, again: true });
    assertAuth(spec.auth, ctx.actor);
    return handler({ ...args, ctx });
  };
  return Object.assign(serve, { spec });
}
