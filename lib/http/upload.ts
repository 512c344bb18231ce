import { Readable } from 'node:stream';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { AppError, invalidField, unknownMembers } from '@/lib/errors';

/** A file on its way in: nothing of it has been read but its name. */
export interface Upload {
  /** As the client sent it: not to be believed, and maybe empty. */
  name: string;
  /** Reads the file, then the end of the form. Who stops early need not read the rest. */
  chunks: AsyncIterable<Uint8Array>;
}

export interface UploadSpec {
  /** The form's one field. */
  field: string;
  /** The whole form's bytes, whatever was announced. */
  maxBytes: number;
}

const FORM_TYPE = /^multipart\/form-data\s*;.*\bboundary=/i;
const LIMITS = {
  files: 1,
  fields: 4,
  parts: 6,
  fieldSize: 1_024,
  fieldNameSize: 100,
  headerPairs: 20,
  headerSize: 8_192,
};
/** What still comes of a form that was refused is read and thrown away: a browser hears no answer before it has sent all. */
const DISCARD_MS = 30_000;

const brokenOff = (cause?: unknown) =>
  new AppError('malformed_json', 'The form broke off before its end.', cause === undefined ? {} : { cause });

function discard(source: Readable): void {
  if (source.destroyed) return;
  const timer = setTimeout(() => source.destroy(), DISCARD_MS).unref();
  source.on('error', () => undefined).once('close', () => clearTimeout(timer));
  source.unpipe().resume();
}

function tooLarge({ maxBytes, field }: UploadSpec): AppError {
  const message = `is larger than ${maxBytes} bytes`;
  return new AppError('payload_too_large', `${field}: ${message}`, { fields: [{ path: field, message }] });
}

/** The body, ending with an error as soon as there is more of it than allowed. */
async function* counted(body: ReadableStream<Uint8Array>, spec: UploadSpec): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of body) {
    total += chunk.byteLength;
    if (total > spec.maxBytes) throw tooLarge(spec);
    yield chunk;
  }
}

interface Parsing {
  file: Promise<{ name: string; stream: BusboyFileStream }>;
  /** The form has come to its end, and nothing else was in it. */
  end: Promise<void>;
}

function parse(source: Readable, type: string, { field }: UploadSpec): Parsing {
  const parser = new Busboy({ headers: { 'content-type': type }, limits: LIMITS });
  const file = Promise.withResolvers<{ name: string; stream: BusboyFileStream }>();
  const end = Promise.withResolvers<void>();
  // Whoever is not waiting for one of them must not end the process by it.
  for (const promise of [file.promise, end.promise]) promise.catch(() => undefined);
  const fail = (error: unknown) => {
    const known = error instanceof AppError ? error : brokenOff(error);
    file.reject(known);
    end.reject(known);
  };
  const strange = (name: string) => {
    const fields = name === field ? [{ path: field, message: 'must be one file' }] : unknownMembers([], [name]);
    fail(new AppError('invalid_input', `${fields[0]?.path}: ${fields[0]?.message}`, { fields }));
  };
  parser
    .on('file', (name, stream, fileName) => {
      stream.on('error', fail);
      if (name === field) return file.resolve({ name: fileName, stream });
      stream.resume();
      strange(name);
    })
    .on('field', (name) => strange(name))
    .on('filesLimit', () => strange(field))
    .on('fieldsLimit', () => fail(brokenOff()))
    .on('partsLimit', () => fail(brokenOff()))
    .on('error', fail)
    .on('finish', () => {
      file.reject(invalidField(field, 'is required'));
      end.resolve();
    });
  source.on('error', fail).pipe(parser);
  return { file: file.promise, end: end.promise };
}

async function* readFile(source: Readable, { end }: Parsing, stream: BusboyFileStream): AsyncGenerator<Uint8Array> {
  try {
    // Fails by `end` where the source does: a parser that hears nothing more would leave its reader waiting.
    void end.catch((error: unknown) => stream.destroy(error as Error));
    for await (const chunk of stream) yield chunk as Uint8Array;
    await end;
  } catch (error) {
    throw error instanceof AppError ? error : brokenOff(error);
  } finally {
    discard(source);
  }
}

/** Browsers write these three signs of a name in another way. */
function asWritten(name: string): string {
  return name.replace(/%(22|0d|0a)/gi, (sign) => decodeURIComponent(sign));
}

/**
 * Opens the file of a form as it arrives; the form is never held in memory.
 * @throws AppError unsupported_media_type; payload_too_large (also while reading); malformed_json for a form that broke off;
 *   invalid_input for one without the file, or with anything beside it.
 */
export async function openUpload(request: Request, spec: UploadSpec): Promise<Upload> {
  const type = request.headers.get('content-type') ?? '';
  if (!FORM_TYPE.test(type)) {
    throw new AppError('unsupported_media_type', `Send a form (multipart/form-data) with the file in "${spec.field}".`);
  }
  if (Number(request.headers.get('content-length') ?? 0) > spec.maxBytes) throw tooLarge(spec);
  if (!request.body) throw invalidField(spec.field, 'is required');
  const source = Readable.from(counted(request.body, spec), { objectMode: false });
  try {
    const parsing = parse(source, type, spec);
    const { name, stream } = await parsing.file;
    return { name: asWritten(name ?? ''), chunks: readFile(source, parsing, stream) };
  } catch (error) {
    discard(source);
    throw error instanceof AppError ? error : brokenOff(error);
  }
}
