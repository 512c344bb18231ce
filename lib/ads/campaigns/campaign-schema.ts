import { z } from 'zod';
import { AD_KINDS } from '../types';
import { httpsUrl, plainText } from './plain-text';

export const CAMPAIGN_STATES = ['draft', 'live', 'paused', 'ended'] as const;

const time = z.iso
  .datetime({ offset: true, message: 'must be a time as in 2026-11-30T18:00:00Z' })
  .nullable()
  .default(null);
const few = <Item extends z.ZodType>(item: Item, most: number) =>
  z
    .array(item)
    .max(most)
    .refine((items) => new Set(items).size === items.length, 'names something twice')
    .default([]);

/** An empty list means all. */
const target = z.strictObject({
  kinds: few(z.enum(AD_KINDS), 3),
  countries: few(z.string().regex(/^[A-Z]{2}$/, 'must be codes of two capital letters'), 250),
  languages: few(z.string().regex(/^[a-z]{2,3}$/, 'must be codes of two or three small letters'), 100),
  plans: few(z.enum(['free', 'premium']), 2),
});

const creative = z
  .strictObject({
    headline: plainText(1, 60),
    body: plainText(0, 160).default(''),
    action: plainText(1, 24).nullable().default(null),
    url: httpsUrl.nullable().default(null),
    mediaId: z.uuid('is not an uploaded picture or film').nullable().default(null),
    alt: plainText(0, 160).default(''),
  })
  .superRefine(({ action, url, mediaId, alt }, check) => {
    const refuse = (path: string, message: string) => check.addIssue({ code: 'custom', path: [path], message });
    if (mediaId !== null && alt === '') refuse('alt', 'is required: say what is to be seen');
    if (url !== null && action === null) refuse('action', 'is required with an address');
    if (action !== null && url === null) refuse('url', 'is required with words for a link');
  });

const question = z.strictObject({
  text: plainText(1, 120),
  choices: z
    .array(plainText(1, 40))
    .min(2, 'must be at least two')
    .max(4, 'must be at most four')
    .refine(
      (choices) => new Set(choices.map((choice) => choice.toLowerCase())).size === choices.length,
      'are the same twice',
    ),
});

/** What an operator says of a house ad. Times are ISO 8601; null for none. */
export const campaignSchema = z
  .strictObject({
    name: plainText(1, 120),
    state: z.enum(CAMPAIGN_STATES).default('draft'),
    startsAt: time,
    endsAt: time,
    weight: z
      .int('must be a whole number from 1 to 1000')
      .min(1, 'must be 1 to 1000')
      .max(1000, 'must be 1 to 1000')
      .default(1),
    /** Views of one person in a UTC day. */
    capPerUserDay: z
      .int('must be a whole number from 1 to 1000')
      .min(1, 'must be 1 to 1000')
      .max(1000, 'must be 1 to 1000')
      .nullable()
      .default(null),
    target: target.prefault({}),
    creative,
    question: question.nullable().default(null),
  })
  .superRefine(({ startsAt, endsAt }, check) => {
    if (startsAt !== null && endsAt !== null && Date.parse(endsAt) <= Date.parse(startsAt))
      check.addIssue({ code: 'custom', path: ['endsAt'], message: 'must be later than the beginning' });
  });

export type CampaignInput = z.input<typeof campaignSchema>;
export type Campaign = z.output<typeof campaignSchema>;

export const campaignListSchema = z.object({
  state: z.enum(CAMPAIGN_STATES).optional(),
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type CampaignListInput = z.output<typeof campaignListSchema>;
