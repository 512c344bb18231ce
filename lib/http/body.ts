import type { z } from 'zod';
import { AppError, unknownMembers, type FieldError } from '@/lib/errors';
import { assertStorable } from './storable';

const DEFAULT_MAX_BYTES = 256 * 1024;

function tooLarge(maxBytes: number): AppError {
  return new AppError('payload_too_large', `The body may have at most ${maxBytes} bytes.`);
}

/** Refuses by the announced length, before anything is read. @throws AppError payload_too_large. */
export function assertLength(headers: Headers, maxBytes = DEFAULT_MAX_BYTES): void {
  if (Number(headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

async function bytesOf(request: Request, maxBytes: number): Promise<Buffer> {
  // An announced length is all that can come: Node reads no further.
  if (request.headers.has('content-length')) {
    const bytes = Buffer.from(await request.arrayBuffer());
    if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes);
    return bytes;
  }
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of request.body ?? []) {
    total += chunk.byteLength;
    if (total > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * The body's bytes.
 * @throws AppError payload_too_large as soon as there are too many, malformed_json where the caller went away in the middle:
 *   that is no failure of ours, and not one for the log.
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  assertLength(request.headers, maxBytes);
  try {
    return await bytesOf(request, maxBytes);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('malformed_json', 'The body broke off before its end.');
  }
}

const JSON_TYPE = /^application\/(?:[a-z0-9.-]+\+)?json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/**
 * The parsed JSON body.
 * @throws AppError unsupported_media_type, payload_too_large or malformed_json
 */
export async function readJson(request: Request, maxBytes = DEFAULT_MAX_BYTES): Promise<unknown> {
  if (!JSON_TYPE.test(request.headers.get('content-type')?.trim() ?? '')) {
    throw new AppError('unsupported_media_type', 'Send JSON, with Content-Type: application/json.');
  }
  const bytes = await readBytes(request, maxBytes);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    throw new AppError('malformed_json', 'The body is not valid JSON in UTF-8.', { cause });
  }
}

const MAX_FIELD_ERRORS = 20;

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** Zod's issues by dotted path; every unknown member and every missing one is named for itself. */
export function fieldErrors(error: z.ZodError, input: unknown, prefix = ''): FieldError[] {
  const dotted = (...parts: PropertyKey[]) => [prefix, ...parts.map(String)].filter(Boolean).join('.');
  return error.issues.slice(0, MAX_FIELD_ERRORS).flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return unknownMembers([prefix, ...issue.path], issue.keys);
    }
    const missing = issue.path.length > 0 && valueAt(input, issue.path) === undefined;
    return [{ path: dotted(...issue.path), message: missing ? 'is required' : issue.message }];
  });
}

/** Validates one part of a request; every wrong field is named. @throws AppError invalid_input. */
export function validate<Schema extends z.ZodType>(schema: Schema, value: unknown, prefix = ''): z.output<Schema> {
  assertStorable(value);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = fieldErrors(parsed.error, value, prefix);
  const first = fields[0];
  const detail = first ? `${first.path || 'body'}: ${first.message}` : 'The input is not valid.';
  throw new AppError('invalid_input', detail, { fields });
}
