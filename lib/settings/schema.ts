import { z } from 'zod';
import { adSettings } from './ad-rules';
import { modelOverride } from './model-override';
import { moderationSettings, supportSettings } from './safety-rules';
import { costPlusSettings, credits, price, priceOverride } from './price-rules';
import { riskSettings } from './risk-rules';

export { modelOverride };

/** A century: beyond it dates end, and with them every claim and registration. */
const days = z.number().int().min(1).max(36_500);
/** A patch's null takes a member back to its default, so "never" has a word; null says it in a configuration file too. */
const expiry = z.union(
  [days, z.literal('never'), z.null()],
  'must be a whole number of days from 1 to 36,500, or "never"',
);

/** No more than the outermost wall of an upload's route. */
const megabytes = z.number().int().min(1).max(100);

const providerId = z.string().min(1).max(60);

const kindPrices = (standard: number, economy: number) =>
  z.strictObject({ standard: price.default(standard), economy: price.default(economy) }).prefault({});

/** What the operator may change at run time. Credits are decimal numbers, times are in the unit their name says. */
export const settingsSchema = z.strictObject({
  ads: adSettings.prefault({}),
  prices: z
    .strictObject({
      /** `tiers`: the flat prices below, by kind and tier. `cost-plus`: what the provider charges, times a margin. */
      mode: z.enum(['tiers', 'cost-plus']).default('tiers'),
      costPlus: costPlusSettings.prefault({}),
      text: kindPrices(5, 2),
      image: kindPrices(10, 4),
      audio: kindPrices(5, 2),
      /** The least for a film: beyond it, a film costs what its provider charges, by `costPlus`. */
      video: kindPrices(15, 15),
      /** What repeating one's own run costs while its answer is still kept. */
      ownRepeat: credits.default(0),
      /** What an answer costs that somebody else's same request has left behind, for tools in `cache.shared`. */
      sharedRepeat: price.default(1),
      /** What part of its price a row of a batch costs that a provider may do within a day. */
      batchShare: z.number().min(0.01).max(1).default(0.5),
      /** Flat prices or rules by "toolId" or "toolId:modelId", over the mode. */
      overrides: z.record(z.string().min(1).max(200), priceOverride).default({}),
    })
    .prefault({}),
  rewards: z
    .strictObject({
      welcomeBonus: credits.default(5),
      /** Days until earned credits expire, by source, or "never". Bought credits never expire. */
      expiryDays: z
        .strictObject({
          ad: expiry.default(90),
          daily: expiry.default(90),
          streak: expiry.default(90),
          referral: expiry.default(365),
          bonus: expiry.default(365),
          offer: expiry.default(365),
          royalty: expiry.default(null),
          admin: expiry.default(null),
        })
        .prefault({}),
    })
    .prefault({}),
  royaltyRate: z.number().min(0).max(0.5).default(0.02),
  routing: z
    .strictObject({
      /** Provider ids in the order "auto" tries them; configured providers that are missing here come last. */
      order: z
        .array(z.string().min(1).max(60))
        .max(50)
        .default(['openai', 'huggingface', 'deepseek', 'openrouter', 'mistral', 'compatible']),
      /** What "auto" prefers: the order above, the least cost, the best quality, or the quickest first words of late. */
      policy: z.enum(['order', 'cost', 'quality', 'speed']).default('order'),
      /** Providers that are switched off. */
      disabled: z.array(providerId).max(50).default([]),
      /** US dollars a provider may charge us in a UTC day; others have no cap. */
      dailySpendUsd: z.record(providerId, z.number().positive().max(1_000_000)).default({}),
      race: z
        .strictObject({
          /** Asks a second candidate when the first shows no content after the slowest twentieth of its usual time. */
          enabled: z.boolean().default(false),
          /** Never earlier than this, and as long as too little is known. */
          leastMs: z.number().int().min(50).max(60_000).default(2_000),
        })
        .prefault({}),
    })
    .prefault({}),
  /** The operator's changes to the catalog, by "provider/name"; a name the catalog lacks adds a model. */
  models: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,30}\/\S{1,180}$/), modelOverride).default({}),
  cache: z
    .strictObject({
      /** How long answers are kept, by tool, over `runs.cacheHours`. */
      hours: z.record(z.string().min(1).max(100), z.number().min(0).max(8_760)).default({}),
      /** Tools of kind text whose answers serve other people's same requests, too. */
      shared: z.array(z.string().min(1).max(100)).max(100).default([]),
    })
    .prefault({}),
  runs: z
    .strictObject({
      /** What a flat text price covers; four characters count as one token. */
      inputCharacters: z.number().int().min(100).max(200_000).default(16_000),
      /** The longest text one may send, at a price that grows with it; never less than what is covered. */
      maxInputCharacters: z.number().int().min(100).max(200_000).default(64_000),
      /** What a flat price of speech covers; more costs it again for each such part that is begun. */
      speechCharacters: z.number().int().min(100).max(100_000).default(1_000),
      /** The same for a recording that is written down. */
      audioSeconds: z.number().int().min(10).max(36_000).default(300),
      outputTokens: z.number().int().min(50).max(32_000).default(1_000),
      /** One budget for the whole chain. */
      maxAttempts: z.number().int().min(1).max(10).default(3),
      connectMs: z.number().int().min(50).max(120_000).default(10_000),
      firstContentMs: z.number().int().min(50).max(300_000).default(20_000),
      idleMs: z.number().int().min(50).max(300_000).default(20_000),
      totalMs: z.number().int().min(100).max(600_000).default(120_000),
      /** The same for a film, which is made in minutes. */
      videoMs: z.number().int().min(100).max(3_600_000).default(600_000),
      /** How long a result answers the same input again. */
      cacheHours: z.number().min(0).max(8_760).default(168),
      /** Refunds for refused content within 24 hours, after which new runs wait. */
      moderationRefundsPerDay: z.number().int().min(1).max(10_000).default(20),
    })
    .prefault({}),
  /** What people may upload. A megabyte is 1,048,576 bytes. */
  files: z
    .strictObject({
      imageMegabytes: megabytes.default(15),
      audioMegabytes: megabytes.default(25),
      documentMegabytes: megabytes.default(10),
      /** What one user's uploads may take together. */
      quotaMegabytes: z.number().int().min(1).max(1_000_000).default(500),
      /** Of one user within 24 hours. */
      uploadsPerDay: z.number().int().min(1).max(100_000).default(200),
      /** Days after which an upload that no run works on is removed. */
      keepUploadsDays: days.default(30),
    })
    .prefault({}),
  batches: z
    .strictObject({
      maxRows: z.number().int().min(1).max(10_000).default(1_000),
      /** Rows of one batch, and of all of them in one process, that are under way at once. */
      perBatch: z.number().int().min(1).max(50).default(4),
      perProcess: z.number().int().min(1).max(200).default(8),
      /** How often a row is begun whose run was interrupted or found no provider. */
      tries: z.number().int().min(1).max(10).default(3),
    })
    .prefault({}),
  moderation: moderationSettings.prefault({}),
  risk: riskSettings.prefault({}),
  support: supportSettings.prefault({}),
  limits: z.strictObject({ enabled: z.boolean().default(true) }).prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;
