import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NextRequest } from 'next/server';
import { z } from 'zod';
import type { Db } from '@/lib/db';
import { buildOpenApi, defineRoute, defineSpec } from '@/lib/http';
import { noAi } from '../../support/scripted-ai';
import { dropTestServices, useTestServices } from '../../support/test-services';

beforeAll(() => void useTestServices({} as Db, { ai: noAi }));
afterAll(dropTestServices);

const common = { summary: 'Gives back what came', auth: 'public', limit: 'none' } as const;
const responses = { 200: { description: 'The same' } };
const postSpec = defineSpec({
  ...common,
  ...{ id: 'rawPost', method: 'POST', path: '/api/raw', responses, maxBodyBytes: 100 },
  raw: { mediaTypes: ['application/json', 'text/plain'] },
  query: z.object({ number: z.coerce.number() }),
  body: z.object({ text: z.string() }),
});
const plainSpec = defineSpec({ ...common, id: 'plain', method: 'GET', path: '/api/plain', responses });
const post = defineRoute(postSpec, async ({ raw, query, body }) => {
  const { body: bytes, ...rest } = await raw();
  return { body: { ...rest, hex: bytes.toString('hex'), checked: [query, body].some((part) => part !== undefined) } };
});
const plain = defineRoute(plainSpec, async ({ raw }) => ({ body: await raw() }));

async function send(route: typeof post, query: string, init: RequestInit = {}) {
  const method = route === post ? 'POST' : 'GET';
  const request = new NextRequest(`http://hub.test/api/raw${query}`, { method, ...(init as object) });
  const response = await route(request, { params: Promise.resolve({}) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('a route that takes its request as it came', () => {
  it.each(['?a=1&a=2&b=%2f%2F+x&empty=&bare&=y&c=%26', '?a=b?c=d', '?%zz=%', ''])(
    'gets the query %j byte by byte',
    async (query) => {
      const { body } = await send(post, query, { body: '' });
      expect(body).toMatchObject({ query: query.slice(1), checked: false });
    },
  );

  it('gets the query that our server kept, which Next may have written anew', async () => {
    const headers = { 'x-request-target': "/api/raw?a=b%2fc&&bare&q='" };
    const { body } = await send(post, '?a=b%2Fc&bare=&q=%27', { body: '', headers });
    expect(body.query).toBe("a=b%2fc&&bare&q='");
  });

  it('gets the body byte by byte, whatever its type says, and is asked for no JSON', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 123]);
    const { status, body } = await send(post, '?number=x', {
      body: bytes,
      headers: { 'content-type': 'Application/JSON; charset=utf-8' },
    });
    expect([status, body]).toMatchObject([200, { hex: bytes.toString('hex'), mediaType: 'application/json' }]);
    expect((await send(post, '', { body: bytes })).body.mediaType).toBe('');
  });

  it('refuses a body that is too long, announced or not', async () => {
    expect((await send(post, '', { body: 'x'.repeat(101) })).status).toBe(413);
    const headers = { 'content-length': '101' };
    expect((await send(post, '', { body: 'x', headers })).status).toBe(413);
  });

  it('is described by its schemas all the same', () => {
    const { paths } = buildOpenApi({ title: 'Hub', version: '1', cookie: 'session', specs: [postSpec] });
    const operation = paths?.['/api/raw']?.post;
    expect(operation?.parameters).toMatchObject([{ in: 'query', name: 'number' }]);
    expect(Object.keys((operation?.requestBody as { content: object }).content)).toEqual([
      'application/json',
      'text/plain',
    ]);
  });
});

it('no other route can have it', async () => {
  expect(await send(plain, '?a=1')).toMatchObject({ status: 500, body: { code: 'internal' } });
});
