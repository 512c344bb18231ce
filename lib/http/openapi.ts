import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { ERROR_STATUS } from '@/lib/errors';
import type { RouteSpec } from './spec';

const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(ERROR_STATUS) as [string, ...string[]]),
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({
    id: 'Problem',
    description: 'RFC 9457. Some codes bring members of their own, such as needed and available.',
  });

const problemContent = { 'application/problem+json': { schema: problemSchema } };

const idempotencyHeader = (required: boolean) => {
  const key = z
    .string()
    .min(1)
    .max(255)
    .meta({ description: 'Same key and same input: same answer, moved once. Kept 7 days.' });
  return z.object({ 'Idempotency-Key': required ? key : key.optional() });
};

function responsesOf(spec: RouteSpec): ZodOpenApiOperationObject['responses'] {
  const responses: ZodOpenApiOperationObject['responses'] = {
    default: { description: 'A problem', content: problemContent },
  };
  for (const [status, { description, schema, mediaType }] of Object.entries(spec.responses)) {
    const content = schema || mediaType ? { [mediaType ?? 'application/json']: schema ? { schema } : {} } : undefined;
    responses[status as '200'] = {
      description,
      headers: z.object({ 'x-request-id': z.string() }),
      ...(Number(status) >= 400 ? { content: content ?? problemContent } : content && { content }),
    };
  }
  return responses;
}

function requestBodyOf({ body, upload, raw }: RouteSpec): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (body && raw) {
    const content = Object.fromEntries(raw.mediaTypes.map((mediaType) => [mediaType, { schema: body }]));
    return { requestBody: { required: true, content } };
  }
  if (body) return { requestBody: { required: true, content: { 'application/json': { schema: body } } } };
  if (!upload) return {};
  const schema = z.object({ [upload.field]: z.string().meta({ format: 'binary' }) });
  return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } };
}

function operationOf(spec: RouteSpec): ZodOpenApiOperationObject {
  const header = spec.idempotent ? { header: idempotencyHeader(spec.idempotent === 'required') } : {};
  const byKey = spec.auth === 'user' || spec.auth === 'optional' ? [{ apiKey: [] }] : [];
  const open = spec.auth === 'public' || spec.auth === 'optional' ? [{}] : [];
  return {
    operationId: spec.id,
    summary: spec.summary,
    ...(spec.owner && { description: `Whose: ${spec.owner}.` }),
    tags: [spec.path.split('/')[2] ?? 'api'],
    security: spec.auth === 'public' ? [] : [{ session: [] }, ...byKey, ...open],
    requestParams: {
      ...(spec.params && { path: spec.params as z.ZodObject }),
      ...(spec.query && { query: spec.query as z.ZodObject }),
      ...header,
    },
    ...requestBodyOf(spec),
    responses: responsesOf(spec),
  };
}

export interface OpenApiInput {
  title: string;
  version: string;
  /** Where the hub is reached; absent means "here". */
  serverUrl?: string;
  /** The session cookie's name. */
  cookie: string;
  specs: readonly RouteSpec[];
}

/** The whole HTTP contract as OpenAPI 3.1, from the schemas that validate. */
export function buildOpenApi({ title, version, serverUrl, cookie, specs }: OpenApiInput) {
  const paths: ZodOpenApiPathsObject = {};
  for (const spec of specs.filter(({ undocumented }) => !undocumented)) {
    const method = spec.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    paths[spec.path] = { ...paths[spec.path], [method]: operationOf(spec) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title, version },
    servers: [{ url: serverUrl ?? '/' }],
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: cookie },
        apiKey: { type: 'http', scheme: 'bearer' },
      },
    },
    paths,
  });
}
