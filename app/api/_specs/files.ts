import { z } from 'zod';
import type { RouteSpec } from '@/lib/http';
import { uploadListQuerySchema } from '@/lib/runs/schema';

const fileSchema = z
  .object({
    id: z.uuid(),
    url: z.string(),
    name: z.string(),
    mediaType: z.string(),
    kind: z.enum(['image', 'audio', 'video', 'document']),
    bytes: z.int(),
    width: z.int().optional(),
    height: z.int().optional(),
    seconds: z.number().optional(),
    characters: z.int().optional().meta({ description: "Of a document's text, as far as it is kept" }),
    cut: z.literal(true).optional().meta({ description: 'The document goes on behind the text that is kept' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'File' });

const id = z.object({ id: z.string().max(100) });
/** What the operator may at most allow for one file, and the form around it. */
const MAX_FORM_BYTES = 101 * 1024 * 1024;

export const uploadFileSpec = {
  id: 'uploadFile',
  method: 'POST',
  path: '/api/files',
  summary: 'Takes a picture, a sound or a document; its content alone decides what it is',
  auth: 'user',
  owner: 'it becomes the actor’s',
  limit: 'upload',
  upload: { field: 'file' },
  maxBodyBytes: MAX_FORM_BYTES,
  responses: {
    201: { description: 'The file', schema: z.object({ file: fileSchema }) },
    413: { description: 'Larger than its kind may be, also once it is unpacked' },
    415: { description: 'None of the kinds that are taken' },
    422: { description: 'Empty, damaged, locked, or without a word' },
    429: { description: 'cap_reached: the actor’s uploads take all their room, or are too many for a day' },
    503: { description: 'Files cannot be stored at the moment' },
  },
} as const satisfies RouteSpec;

export const listFilesSpec = {
  id: 'listFiles',
  method: 'GET',
  path: '/api/files',
  summary: "The actor's uploads, newest first",
  auth: 'user',
  owner: "only the actor's uploads",
  limit: 'read',
  query: uploadListQuerySchema,
  responses: {
    200: {
      description: 'A page of files',
      schema: z.object({ items: z.array(fileSchema), nextCursor: z.string().nullable() }),
    },
  },
} as const satisfies RouteSpec;

export const deleteFileSpec = {
  id: 'deleteFile',
  method: 'DELETE',
  path: '/api/files/{id}',
  summary: 'Removes an upload; what runs have made goes with its run',
  auth: 'user',
  owner: 'the upload belongs to the actor',
  limit: 'write',
  params: id,
  responses: { 204: { description: 'Gone' } },
} as const satisfies RouteSpec;

export const getFileSpec = {
  id: 'getFile',
  method: 'GET',
  path: '/api/files/{id}',
  summary:
    'A stored file; byte ranges are served. With `share`, the slug of a live link, guests get what that run has made',
  auth: 'optional',
  owner: 'the file belongs to the actor, or the actor is an operator, or the live link shows it',
  limit: 'read',
  params: id,
  query: z.object({ download: z.enum(['0', '1']).optional(), share: z.string().max(100).optional() }),
  responses: {
    200: { description: 'The bytes' },
    206: { description: 'A range of them' },
    304: { description: 'Unchanged' },
    404: { description: 'There is none, or it is not for the caller; also under a link that was revoked' },
    416: { description: 'No such range' },
    503: { description: 'Files cannot be reached at the moment' },
  },
} as const satisfies RouteSpec;

export const fileSpecs = [
  uploadFileSpec,
  listFilesSpec,
  getFileSpec,
  deleteFileSpec,
] as const satisfies readonly RouteSpec[];
