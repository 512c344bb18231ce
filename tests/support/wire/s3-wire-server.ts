import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { startWireHttp, type Heard, type Reply, type WireHttp } from './wire-http';

/** How it misbehaves: answers 500 or 403, is silent, sends half of a body and hangs up, or half and nothing more. */
export type S3Fault = 'fails' | 'denies' | 'stalls' | 'cuts' | 'dries_up';

export interface S3WireServer {
  url: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  objects: Map<string, Buffer>;
  heard: Heard[];
  /** From now on, for so many requests. */
  misbehave(fault: S3Fault | null, requests?: number): void;
  close(): Promise<void>;
}

const hex = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const sign = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

const uriEncode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Signature Version 4 as Amazon describes it, computed anew from what came; a word on what is wrong, or null. */
export function judgeSignature(heard: Heard, accessKeyId: string, secret: string): string | null {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      heard.headers.authorization ?? '',
    );
  if (!match) return 'unsigned';
  const [, id = '', day = '', region = '', signedHeaders = '', signature = ''] = match;
  if (id !== accessKeyId) return 'unknown key';
  const moment = String(heard.headers['x-amz-date']);
  if (!moment.startsWith(day)) return 'another day';
  const contentHash = String(heard.headers['x-amz-content-sha256']);
  if (contentHash !== 'UNSIGNED-PAYLOAD' && contentHash !== hex(heard.raw)) return 'another body';
  if (!signedHeaders.split(';').includes('host')) return 'host is not signed';
  const url = new URL(heard.path, 'http://host');
  const query = [...url.searchParams]
    .map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`)
    .sort()
    .join('&');
  const headers = signedHeaders.split(';').map((name) => `${name}:${String(heard.headers[name]).trim()}\n`);
  const path = url.pathname
    .split('/')
    .map((part) => uriEncode(decodeURIComponent(part)))
    .join('/');
  const canonical = [heard.method, path, query, headers.join(''), signedHeaders, contentHash].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const key = ['s3', 'aws4_request'].reduce(sign, sign(sign(`AWS4${secret}`, day), region));
  const expected = sign(key, ['AWS4-HMAC-SHA256', moment, scope, hex(canonical)].join('\n'));
  return timingSafeEqual(expected, Buffer.from(signature, 'hex')) ? null : 'another signature';
}

function xml({ response }: Reply, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`);
}

const problem = (reply: Reply, status: number, code: string) =>
  xml(reply, status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);

function sendObject({ heard, response }: Reply, bytes: Buffer, fault: S3Fault | null): void {
  const match = /^bytes=(\d+)-(\d*)$/.exec(String(heard.headers.range ?? ''));
  const start = Number(match?.[1] ?? 0);
  const end = Math.min(match?.[2] ? Number(match[2]) : bytes.length - 1, bytes.length - 1);
  const part = bytes.subarray(start, end + 1);
  const headers: Record<string, string | number> = {
    'content-length': part.length,
    etag: `"${hex(bytes).slice(0, 32)}"`,
  };
  if (match) headers['content-range'] = `bytes ${start}-${end}/${bytes.length}`;
  response.writeHead(match ? 206 : 200, headers);
  if (heard.method === 'HEAD') return void response.end();
  if (fault !== 'cuts' && fault !== 'dries_up') return void response.end(part);
  response.write(part.subarray(0, Math.floor(part.length / 2)), () => fault === 'cuts' && response.destroy());
}

function list(reply: Reply, url: URL, objects: Map<string, Buffer>): void {
  const prefix = url.searchParams.get('prefix') ?? '';
  const after = url.searchParams.get('continuation-token') ?? '';
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = keys.slice(0, Number(url.searchParams.get('max-keys') ?? 1_000));
  const more = keys.length > page.length;
  const items = page.map(
    (key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)?.length ?? 0}</Size></Contents>`,
  );
  const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  xml(reply, 200, `<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${items.join('')}</ListBucketResult>`);
}

/** One bucket over the protocol that S3 and its like speak, path-style. Wrongly signed requests get 403. */
export async function startS3WireServer(): Promise<S3WireServer> {
  const bucket = 'test-bucket';
  const keys = { accessKeyId: 'AKIATESTONLY', secretAccessKey: 'a secret of tests / with + signs' };
  const objects = new Map<string, Buffer>();
  let fault: S3Fault | null = null;
  let left = 0;
  const server: WireHttp = await startWireHttp((reply) => {
    const { heard, response } = reply;
    const wrong = judgeSignature(heard, keys.accessKeyId, keys.secretAccessKey);
    if (wrong) return problem(reply, 403, 'SignatureDoesNotMatch');
    const now = left > 0 ? fault : null;
    if (now) left--;
    if (now === 'stalls') return;
    if (now === 'fails') return problem(reply, 500, 'InternalError');
    if (now === 'denies') return problem(reply, 403, 'AccessDenied');
    const url = new URL(heard.path, 'http://host');
    const [, named, ...rest] = decodeURIComponent(url.pathname).split('/');
    const key = rest.join('/');
    if (named !== bucket) return problem(reply, 404, 'NoSuchBucket');
    if (key === '') return heard.method === 'GET' ? list(reply, url, objects) : void response.writeHead(200).end();
    if (heard.method === 'PUT') {
      if (now === 'cuts') return void response.destroy();
      objects.set(key, heard.raw);
      return void response.writeHead(200, { etag: `"${hex(heard.raw).slice(0, 32)}"` }).end();
    }
    if (heard.method === 'DELETE') {
      objects.delete(key);
      return void response.writeHead(204).end();
    }
    const bytes = objects.get(key);
    return bytes ? sendObject(reply, bytes, now) : problem(reply, 404, 'NoSuchKey');
  });
  return {
    ...{ url: server.url, bucket, objects, heard: server.heard, close: server.close },
    ...keys,
    misbehave: (next, requests = Number.POSITIVE_INFINITY) => {
      fault = next;
      left = next ? requests : 0;
    },
  };
}
