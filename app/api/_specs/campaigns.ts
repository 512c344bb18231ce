import { z } from 'zod';
import { campaignListSchema, campaignSchema, clickSchema } from '@/lib/ads/schema';
import { defineSpec } from '@/lib/http';

const media = z
  .object({
    id: z.uuid(),
    url: z.string(),
    type: z.enum(['image', 'video']),
    mediaType: z.string(),
    bytes: z.int(),
    width: z.int().nullable(),
    height: z.int().nullable(),
  })
  .meta({ id: 'CampaignMedia' });

const campaign = z
  .object({
    ...campaignSchema.shape,
    id: z.uuid(),
    phase: z
      .enum(['draft', 'waiting', 'running', 'paused', 'over', 'ended'])
      .describe('Where it stands at this moment'),
    media: media.nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Campaign' });

const figures = z.object({
  views: z.int().describe('Of the last 30 UTC days'),
  completed: z.int(),
  clicks: z.int(),
  asked: z.int(),
  answers: z.int(),
});

const report = z.object({
  campaign,
  figures,
  days: z.array(figures.extend({ day: z.string() })),
  questions: z.array(
    z.object({ text: z.string(), choices: z.array(z.object({ text: z.string(), answers: z.int() })) }),
  ),
});

const id = z.object({ id: z.string().max(100) });
const operator = { auth: 'admin', limit: 'admin' } as const;
const ROOT = '/api/admin/campaigns';

export const listCampaignsSpec = defineSpec({
  ...operator,
  id: 'listCampaigns',
  method: 'GET',
  path: ROOT,
  summary: 'House ads that operators made, newest first, with their numbers',
  query: campaignListSchema,
  responses: {
    200: {
      description: 'A page',
      schema: z.object({ items: z.array(campaign.extend({ figures })), nextCursor: z.string().nullable() }),
    },
  },
});

export const createCampaignSpec = defineSpec({
  ...operator,
  id: 'createCampaign',
  method: 'POST',
  path: ROOT,
  summary: 'Writes down a house ad: a draft, unless it says live',
  body: campaignSchema,
  responses: { 201: { description: 'The campaign', schema: z.object({ campaign }) } },
});

export const getCampaignSpec = defineSpec({
  ...operator,
  id: 'getCampaign',
  method: 'GET',
  path: `${ROOT}/{id}`,
  summary: 'A house ad with its numbers of the last 30 days, day by day and by answer',
  params: id,
  responses: {
    200: { description: 'The campaign', schema: report },
    404: { description: 'There is no such campaign' },
  },
});

export const updateCampaignSpec = defineSpec({
  ...operator,
  id: 'updateCampaign',
  method: 'PATCH',
  path: `${ROOT}/{id}`,
  summary: 'Changes a house ad by a merge patch (RFC 7396); sessions under way keep what they show',
  params: id,
  body: z.record(z.string(), z.unknown()),
  responses: {
    200: { description: 'The campaign afterwards', schema: z.object({ campaign }) },
    404: { description: 'There is no such campaign' },
    409: { description: 'It has ended, or cannot go from its state to that one' },
  },
});

export const deleteCampaignSpec = defineSpec({
  ...operator,
  id: 'deleteCampaign',
  method: 'DELETE',
  path: `${ROOT}/{id}`,
  summary: 'Removes a draft; any other house ad ends, and keeps its numbers',
  params: id,
  responses: {
    200: { description: 'The ended campaign', schema: z.object({ campaign }) },
    204: { description: 'The draft is gone' },
    404: { description: 'There is no such campaign' },
  },
});

export const uploadCampaignMediaSpec = defineSpec({
  ...operator,
  id: 'uploadCampaignMedia',
  method: 'POST',
  path: `${ROOT}/media`,
  summary: 'Takes the picture (PNG, JPEG, WebP up to 10 MB) or film (MP4, WebM up to 20 MB) of a house ad',
  limit: 'upload',
  upload: { field: 'file' },
  maxBodyBytes: 21 * 1024 * 1024,
  query: z.object({
    for: z
      .union([z.literal('new'), z.uuid()])
      .optional()
      .describe('Of a form without script: goes back to that page'),
  }),
  responses: {
    201: { description: 'The file', schema: z.object({ media }) },
    303: { description: 'Back to the page of a form without script' },
    413: { description: 'Larger than its kind may be, also once it is unpacked' },
    415: { description: 'Neither such a picture nor such a film' },
    422: { description: 'Empty, or damaged' },
  },
});

export const getAdMediaSpec = defineSpec({
  id: 'getAdMedia',
  method: 'GET',
  path: '/api/ads/media/{id}',
  shared: true,
  summary: 'The picture or film of a house ad; byte ranges are served. Of a draft for operators alone',
  auth: 'optional',
  owner: 'a campaign that is no draft shows it, or the actor is an operator',
  limit: 'read',
  params: id,
  responses: {
    200: { description: 'The bytes' },
    206: { description: 'A range of them' },
    304: { description: 'Unchanged' },
    404: { description: 'There is none, or no campaign shows it' },
    416: { description: 'No such range' },
    503: { description: 'Files cannot be reached at the moment' },
  },
});

export const clickAdSpec = defineSpec({
  id: 'clickAd',
  method: 'POST',
  path: '/api/ads/click',
  summary: 'Counts the click on a house ad, once a view, and leads to its address; pays nothing',
  auth: 'session',
  owner: 'session id, token and user must belong together',
  limit: 'adStart',
  raw: { mediaTypes: ['application/x-www-form-urlencoded', 'application/json'] },
  body: clickSchema,
  responses: {
    200: { description: 'The address; to a form, a page that leads there', schema: z.object({ url: z.string() }) },
    404: { description: 'No such ad of the caller, a wrong token, or an ad without a link' },
    409: { description: 'The view has not begun' },
  },
});

export const campaignSpecs = [
  listCampaignsSpec,
  createCampaignSpec,
  getCampaignSpec,
  updateCampaignSpec,
  deleteCampaignSpec,
  uploadCampaignMediaSpec,
  getAdMediaSpec,
  clickAdSpec,
];
