import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth from 'next-auth';
import { authOptions, cookieNames, publicUrl, tokenInCookie } from '@/lib/auth';
import type { Ctx } from '@/lib/context';
import { AppError, notFound } from '@/lib/errors';
import type { Services } from '@/lib/server';
import { readBytes } from './body';
import type { CookieReader } from './admit';

const MAX_BYTES = 16 * 1024;

export interface NextAuthInput {
  ctx: Ctx;
  services: Services;
  request: Request & { cookies: CookieReader & { getAll(): { name: string; value: string }[] } };
  /** What stands behind `/api/auth/`. */
  path: string[];
}

/** NextAuth's forms are url-encoded or JSON. @throws AppError as a JSON body's reader does. */
async function readForm(request: Request): Promise<Record<string, unknown>> {
  if (request.method !== 'POST') return {};
  const type = request.headers.get('content-type') ?? '';
  const text = (await readBytes(request, MAX_BYTES)).toString('utf8');
  if (text === '') return {};
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  if (!type.startsWith('application/json')) throw new AppError('unsupported_media_type', 'Send a form or JSON.');
  try {
    return { ...(JSON.parse(text) as object) };
  } catch (cause) {
    throw new AppError('malformed_json', 'The body is not valid JSON.', { cause });
  }
}

/** The hub's own address as NextAuth reads it from a request: APP_URL, or the Host asked for. */
function ownHeaders(request: Request, own: string | undefined): Record<string, string> {
  const headers = Object.fromEntries(request.headers);
  const url = own ? new URL(own) : null;
  const scheme = url ? url.protocol.replace(':', '') : headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return { ...headers, 'x-forwarded-host': url?.host ?? headers.host ?? 'localhost', 'x-forwarded-proto': scheme };
}

/** What NextAuth says, in words alone, of an address that leads to nothing. */
const NOTHING_THERE = /^Error: (?:This action with HTTP|Callback for provider type)/;

/** NextAuth puts a query's text into Location as it came: what no header can carry is escaped. */
function headerText(value: string): string {
  return value.toWellFormed().replaceAll(/[^\x20-\x7e]+/gu, encodeURIComponent);
}

/** Just enough of a Node response for NextAuth to write into. */
function recorder(): { response: NextApiResponse; finished: () => Response } {
  const headers = new Headers();
  let status = 200;
  let body: string | null = null;
  const write = (value: unknown) => {
    if (value === undefined || value === null) return;
    body = typeof value === 'string' ? value : JSON.stringify(value);
    if (typeof value !== 'string' && !headers.has('content-type')) headers.set('content-type', 'application/json');
    if (typeof value === 'string' && !headers.has('content-type'))
      headers.set('content-type', 'text/plain; charset=utf-8');
  };
  const response = {
    status: (code: number) => {
      status = code;
      return response;
    },
    getHeader: (name: string) => (name.toLowerCase() === 'set-cookie' ? headers.getSetCookie() : headers.get(name)),
    setHeader: (name: string, value: string | string[]) => {
      headers.delete(name);
      for (const item of [value].flat()) headers.append(name, headerText(item));
      return response;
    },
    json: write,
    send: write,
    end: write,
  };
  return {
    response: response as unknown as NextApiResponse,
    finished: () => {
      if (NOTHING_THERE.test(body ?? '')) throw notFound('page');
      return new Response(body, { status, headers });
    },
  };
}

/**
 * NextAuth's own answer to a request. It is asked through its Node door, where we name the hub's address and keep the
 * body's size; what went wrong beside a wrong password is thrown for the wrapper to tell.
 */
export async function serveNextAuth({ ctx, services, request, path }: NextAuthInput): Promise<Response> {
  const { env, secret, limiter } = services;
  const held = request.cookies.get(cookieNames(env).session)?.value;
  const failed: { with?: Error } = {};
  const options = authOptions({
    ctx,
    world: services,
    limiter,
    userAgent: request.headers.get('user-agent'),
    replaces: held ? await tokenInCookie(held, secret) : null,
    onFailure: (thrown) => {
      failed.with = thrown;
    },
  });
  const query = { ...Object.fromEntries(new URL(request.url).searchParams), nextauth: path };
  const { response, finished } = recorder();
  const asked = {
    method: request.method,
    query,
    body: await readForm(request),
    headers: ownHeaders(request, publicUrl(env)),
    cookies: Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value])),
  };
  await NextAuth(asked as unknown as NextApiRequest, response, options);
  if (failed.with) throw failed.with;
  return finished();
}
