import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ });
const text = z.string().min(1);
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);

/** Every variable the hub reads, as documented in `.env.example`. Empty strings count as absent. */
const schema = z
  .object({
    NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    APP_URL: url.optional(),
    APP_NAME: text.default('MegicAI'),
    DATA_DIR: text.default('.data'),
    LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
    /** Reverse proxies in front of us whose X-Forwarded-For entry is believed. */
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
    NEXTAUTH_SECRET: z.string().min(16).optional(),
    NEXTAUTH_URL: url.optional(),
    ADMIN_EMAIL: z.email().optional(),
    ADMIN_PASSWORD: z.string().min(10).max(256).optional(),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(16),
    REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
    UPSTASH_REDIS_REST_URL: url.optional(),
    UPSTASH_REDIS_REST_TOKEN: text.optional(),
    /** Milliseconds until a command of that store has failed: a store that hangs must never hang us. */
    REDIS_TIMEOUT_MS: z.coerce.number().int().min(50).max(60_000).default(500),
    /** Stored files: a folder under DATA_DIR, or this bucket. */
    S3_BUCKET: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
      .optional(),
    /** Of a compatible store that is not Amazon's; the bucket then stands in the path. */
    S3_ENDPOINT: url.optional(),
    S3_REGION: text.default('us-east-1'),
    S3_ACCESS_KEY_ID: text.optional(),
    S3_SECRET_ACCESS_KEY: text.optional(),
    /** What `/api/metrics` asks for as bearer token; without it nothing is served there. */
    METRICS_TOKEN: text.optional(),
    OPENAI_API_KEY: text.optional(),
    OPENAI_BASE_URL: url.optional(),
    HUGGINGFACE_API_KEY: text.optional(),
    HUGGINGFACE_BASE_URL: url.optional(),
    DEEPSEEK_API_KEY: text.optional(),
    DEEPSEEK_BASE_URL: url.optional(),
    OPENROUTER_API_KEY: text.optional(),
    OPENROUTER_BASE_URL: url.optional(),
    MISTRAL_API_KEY: text.optional(),
    MISTRAL_BASE_URL: url.optional(),
    OPENAI_COMPATIBLE_BASE_URL: url.optional(),
    OPENAI_COMPATIBLE_API_KEY: text.optional(),
    OPENAI_COMPATIBLE_MODELS: list.optional(),
    /** Header in which a trusted proxy names the visitor's country, such as `cf-ipcountry`. */
    COUNTRY_HEADER: z
      .string()
      .regex(/^[a-z0-9-]{1,60}$/i)
      .transform((name) => name.toLowerCase())
      .optional(),
    /** Ads. A network without its account here is off. Google Ad Manager: `/network-code/unit`. */
    GAM_REWARDED_AD_UNIT: z
      .string()
      .regex(/^\/\d+(,\d+)?\/[\w./-]+$/, 'must be like /1234567/rewarded')
      .optional(),
    ADSENSE_CLIENT_ID: z
      .string()
      .regex(/^ca-(?:[a-z]+-)*pub-\d{10,20}$/, 'must be like ca-pub-1234567890123456')
      .optional(),
    /** Our own ad units: Google's keys sign the callbacks of every publisher. */
    ADMOB_AD_UNITS: list.optional(),
    ADMOB_SSV_KEYS_URL: url.default('https://www.gstatic.com/admob/reward/verifier-keys.json'),
    REVCONTENT_WIDGET_ID: z
      .string()
      .regex(/^\d{1,12}$/, 'must be a number')
      .optional(),
    OFFERWALL_SECRET: z.string().min(16).optional(),
    /** Where the pages that offers are taken from stand; `{user}` becomes the user's id. */
    OFFERWALL_URL: url.optional(),
    GPT_SCRIPT_URL: url.default('https://securepubads.g.doubleclick.net/tag/js/gpt.js'),
    H5_SCRIPT_URL: url.default('https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js'),
    REVCONTENT_SCRIPT_URL: url.default('https://assets.revcontent.com/master/delivery.js'),
    TURNSTILE_SITE_KEY: text.optional(),
    TURNSTILE_SECRET_KEY: text.optional(),
    TURNSTILE_SCRIPT_URL: url.default('https://challenges.cloudflare.com/turnstile/v0/api.js'),
    TURNSTILE_VERIFY_URL: url.default('https://challenges.cloudflare.com/turnstile/v0/siteverify'),
    /** More compatible servers as JSON: [{"id","label","baseUrl","apiKey"?,"models"?:[…]}], each a provider of its own. */
    OPENAI_COMPATIBLE_SERVERS: z
      .string()
      .transform((value, context) => {
        try {
          return JSON.parse(value) as unknown;
        } catch {
          context.addIssue({ code: 'custom', message: 'is not JSON' });
          return z.NEVER;
        }
      })
      .pipe(
        z.array(
          z.strictObject({
            id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
            label: text,
            baseUrl: url,
            apiKey: text.optional(),
            /** Without names the server's own list is offered. */
            models: z.array(text).optional(),
          }),
        ),
      )
      .optional(),
  })
  .superRefine((env, context) => {
    const need = (variable: string, other: string) =>
      context.addIssue({ code: 'custom', path: [variable], message: `is required with ${other}` });
    if (env.UPSTASH_REDIS_REST_URL && !env.UPSTASH_REDIS_REST_TOKEN)
      need('UPSTASH_REDIS_REST_TOKEN', 'UPSTASH_REDIS_REST_URL');
    if (env.ADMIN_PASSWORD && !env.ADMIN_EMAIL) need('ADMIN_EMAIL', 'ADMIN_PASSWORD');
    if (env.TURNSTILE_SITE_KEY && !env.TURNSTILE_SECRET_KEY) need('TURNSTILE_SECRET_KEY', 'TURNSTILE_SITE_KEY');
    if (env.TURNSTILE_SECRET_KEY && !env.TURNSTILE_SITE_KEY) need('TURNSTILE_SITE_KEY', 'TURNSTILE_SECRET_KEY');
    if (env.OFFERWALL_URL && !env.OFFERWALL_SECRET) need('OFFERWALL_SECRET', 'OFFERWALL_URL');
    if (env.S3_ENDPOINT && !env.S3_BUCKET) need('S3_BUCKET', 'S3_ENDPOINT');
    if (env.S3_ACCESS_KEY_ID && !env.S3_SECRET_ACCESS_KEY) need('S3_SECRET_ACCESS_KEY', 'S3_ACCESS_KEY_ID');
    if (env.S3_SECRET_ACCESS_KEY && !env.S3_ACCESS_KEY_ID) need('S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY');
    if (env.S3_ENDPOINT && !env.S3_ACCESS_KEY_ID) need('S3_ACCESS_KEY_ID', 'S3_ENDPOINT');
  });

export type Env = z.infer<typeof schema> & {
  /** The operator's defaults from `config.yaml`, validated by the settings room. */
  settingsDefaults: Record<string, unknown>;
};

/** What the hub knows of its accounts at ad networks and at the challenge service. */
export type AdAccounts = Pick<
  Env,
  | 'APP_URL'
  | 'GAM_REWARDED_AD_UNIT'
  | 'ADSENSE_CLIENT_ID'
  | 'ADMOB_AD_UNITS'
  | 'ADMOB_SSV_KEYS_URL'
  | 'REVCONTENT_WIDGET_ID'
  | 'OFFERWALL_SECRET'
  | 'OFFERWALL_URL'
  | 'GPT_SCRIPT_URL'
  | 'H5_SCRIPT_URL'
  | 'REVCONTENT_SCRIPT_URL'
  | 'TURNSTILE_SITE_KEY'
  | 'TURNSTILE_SECRET_KEY'
  | 'TURNSTILE_SCRIPT_URL'
  | 'TURNSTILE_VERIFY_URL'
>;

const KNOWN = new Set(Object.keys(schema.shape));

/** A YAML value as the text its variable would have. */
function asVariable(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && /_(?:MODELS|UNITS)$/.test(name)) return value.join(',');
  return JSON.stringify(value);
}

/** The file's part: upper-case keys are variables, `settings` is the operator's defaults. */
function readConfig(
  source: string,
  file: string,
): { variables: Record<string, string>; settings: Record<string, unknown> } {
  const tree = z.record(z.string(), z.unknown()).nullable().safeParse(parseYaml(source));
  if (!tree.success) throw new Error(`${file}: must be a mapping of names to values`);
  const { settings = {}, ...rest } = tree.data ?? {};
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (!KNOWN.has(name)) throw new Error(`${file}: ${name} is not a setting of this hub`);
    if (value === null) continue;
    variables[name] = asVariable(name, value);
  }
  const parsed = z.record(z.string(), z.unknown()).safeParse(settings ?? {});
  if (!parsed.success) throw new Error(`${file}: settings must be a mapping`);
  return { variables, settings: parsed.data };
}

/**
 * Parses variables over an optional `config.yaml` text; the environment wins.
 * @throws Error naming every wrong variable.
 */
export function parseEnv(variables: Record<string, string | undefined>, yaml = '', file = 'config.yaml'): Env {
  const config = readConfig(yaml, file);
  const present = Object.fromEntries(Object.entries(variables).filter(([name, value]) => KNOWN.has(name) && value));
  const parsed = schema.safeParse({ ...config.variables, ...present });
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || 'configuration'}: ${issue.message}`);
    throw new Error(`The configuration is wrong:\n${lines.join('\n')}`);
  }
  return { ...parsed.data, settingsDefaults: config.settings };
}

let cached: Env | undefined;

/** The environment of this process, parsed once. */
export function getEnv(): Env {
  if (cached) return cached;
  const file = path.resolve(/* turbopackIgnore: true */ process.env.CONFIG_FILE ?? 'config.yaml');
  const yaml = existsSync(file) ? readFileSync(file, 'utf8') : '';
  cached = parseEnv(process.env, yaml, file);
  return cached;
}

// NextAuth reads this by itself: it then takes its address from headers, which lib/http sets to the hub's own.
process.env.AUTH_TRUST_HOST ??= 'true';
