import { z } from 'zod';
import { price } from './price-rules';

const seconds = z.number().int().min(1).max(3_600);
const adKind = z.enum(['text', 'image', 'video']);
const country = z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters');
const dollars = z.number().min(0).max(1_000);

const adRule = (watchSeconds: number, reward: number) =>
  z.strictObject({ watchSeconds: seconds.default(watchSeconds), reward: price.default(reward) }).prefault({});

/** A network beside its account in the environment. Caps are credits of one user in a UTC day. */
const network = (dailyCap: number) =>
  z
    .strictObject({
      enabled: z.boolean().default(true),
      dailyCap: price.default(dailyCap),
      /** How many of its views one user may be shown in a UTC day. */
      viewsPerDay: z.number().int().min(1).max(10_000).default(60),
    })
    .prefault({});

/** What pays beside the plain view: watching on after a claim, or one tap on a question of a house ad. */
const bonusRule = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower case words with hyphens'),
  type: z.enum(['watch_on', 'question']),
  kinds: z.array(adKind).min(1).max(3).default(['text', 'image', 'video']),
  /** Of `watch_on`: how long. A question asks for no time of its own. */
  watchSeconds: seconds.default(30),
  reward: price,
  enabled: z.boolean().default(true),
});

/** An address may have more in its host than this, such as `;` or `*`, and pages name that host in their policy. */
const HOST_NAME = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

/** As the standard has them: a comment, a variable, or seller, account and relation: https://iabtechlab.com/ads-txt/ */
const SELLERS_LINE = /^(?:#.*|[A-Za-z]+ *= *\S.*|[\w.-]+\.[\w-]+ *, *[^,#\s]+ *, *(?:DIRECT|RESELLER) *(?:[,;#].*)?)$/i;

const sellersLine = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .regex(SELLERS_LINE, 'must be like seller.example, account, DIRECT')
  .refine((line) => !/[\x00-\x1f\x7f]/.test(line), 'must be one line');

const bonusRules = z
  .array(bonusRule)
  .max(20)
  .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'two rules have the same id');

/** What ads pay and where they come from. */
export const adSettings = z.strictObject({
  text: adRule(60, 5),
  image: adRule(120, 10),
  video: adRule(180, 15),
  /** Credits one user, one device and one network address may earn by ads in a UTC day. */
  dailyCap: price.default(100),
  deviceDailyCap: price.default(150),
  addressDailyCap: price.default(600),
  cooldownSeconds: z.number().int().min(0).max(86_400).default(10),
  /** Of each built-in house ad, beside the weights of campaigns; with 0 they are shown only where nothing else is. */
  builtInWeight: z.number().int().min(0).max(1_000).default(1),
  bonuses: bonusRules.default([
    { id: 'watch-on', type: 'watch_on', kinds: ['text', 'image', 'video'], watchSeconds: 30, reward: 3, enabled: true },
    { id: 'question', type: 'question', kinds: ['text', 'image', 'video'], watchSeconds: 30, reward: 1, enabled: true },
  ]),
  networks: z
    .strictObject({
      // What only a browser vouches for is capped more tightly.
      gpt: network(60),
      h5: network(60),
      admob: network(100),
      offerwall: z
        .strictObject({
          enabled: z.boolean().default(true),
          dailyCap: price.default(2_000),
          /** What part of a payout the user gets, at the value of a credit. */
          share: z.number().min(0.01).max(1).default(0.5),
          /** The most one offer may pay. */
          maxCredits: price.default(1_000),
        })
        .prefault({}),
    })
    .prefault({}),
  /** US dollars per 1,000 views where no report says more; by country over the default. */
  assumedCpmUsd: z
    .strictObject({ default: dollars.default(1), countries: z.record(country, dollars).default({}) })
    .prefault({}),
  /** Display units, which never pay anybody. */
  display: z
    .strictObject({
      enabled: z.boolean().default(true),
      adsenseSlot: z
        .string()
        .regex(/^\d{1,20}$/, 'must be a number')
        .or(z.literal(''))
        .default(''),
    })
    .prefault({}),
  /** Lines of `/ads.txt` beside those that follow from the configured accounts. */
  adsTxt: z.array(sellersLine).max(500).default([]),
  consent: z
    .strictObject({
      /** The script of a certified consent management platform, in place of the hub's own banner. */
      cmpScriptUrl: z
        .url({ protocol: /^https$/, hostname: HOST_NAME, error: 'must be an https address of a host by its name' })
        .or(z.literal(''))
        .default(''),
      /** The whole hub is for children: ads of other companies are never personal. */
      childDirected: z.boolean().default(false),
    })
    .prefault({}),
});
