import { z } from 'zod';
import type { RouteSpec } from '@/lib/http';
import { runDownloadQuerySchema, runExportQuerySchema, shareRequestSchema } from '@/lib/runs/schema';
import { shareViewSchema } from '@/lib/runs/view-schema';

const id = z.object({ id: z.string().max(100) });
const share = z.object({ share: shareViewSchema });
const owner = 'the run belongs to the actor';

export const shareRunSpec = {
  id: 'shareRun',
  method: 'POST',
  path: '/api/runs/{id}/share',
  summary: 'Gives a result a public, read-only page; answers with the one it has where there is one',
  auth: 'user',
  owner,
  limit: 'write',
  params: id,
  body: shareRequestSchema,
  bodyOptional: true,
  responses: {
    200: { description: 'The link it has; showInput is changed where it was told', schema: share },
    201: { description: 'A new link', schema: share },
    409: { description: 'The run is under way, or nothing came of it' },
  },
} as const satisfies RouteSpec;

export const unshareRunSpec = {
  id: 'unshareRun',
  method: 'DELETE',
  path: '/api/runs/{id}/share',
  summary: 'Revokes the link of a result: its page and its files are gone at once, for good',
  auth: 'user',
  owner,
  limit: 'write',
  params: id,
  responses: { 204: { description: 'Nobody sees it any more' } },
} as const satisfies RouteSpec;

export const downloadRunSpec = {
  id: 'downloadRun',
  method: 'GET',
  path: '/api/runs/{id}/download',
  summary:
    'A result as a file: its text (csv and json for records and tables, srt and vtt for transcripts with times), or a picture as webp or jpeg',
  auth: 'user',
  owner,
  limit: 'read',
  params: id,
  query: runDownloadQuerySchema,
  responses: {
    200: { description: 'The text or the picture, as a download' },
    422: { description: 'The result does not come in that form' },
  },
} as const satisfies RouteSpec;

export const exportRunsSpec = {
  id: 'exportRuns',
  method: 'GET',
  path: '/api/runs/export',
  summary: "The actor's runs as one file, newest first: all of them, or those that the filters leave",
  auth: 'user',
  owner: "only the actor's runs",
  limit: 'export',
  query: runExportQuerySchema,
  responses: { 200: { description: 'jsonl: one run a line, as the API gives it; csv and md for people' } },
} as const satisfies RouteSpec;

export const resultSpecs = [
  shareRunSpec,
  unshareRunSpec,
  downloadRunSpec,
  exportRunsSpec,
] as const satisfies readonly RouteSpec[];
