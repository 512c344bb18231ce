import type { Model, ModelRequest } from '@/lib/ai/types';
import type { Settings } from '@/lib/settings';
import { meteredMicro, NOTHING, type Measured } from './meter';
import { priceRuleOf, type FlatRule, type MeterRule, type PriceRule } from './rule';

/** Text beyond what a flat price covers; both in characters. */
export interface LongInput {
  characters: number;
  covered: number;
}

/** What one request costs with one model, fixed at the quote: what the operator changes later changes no run under way. */
export type Pricing =
  | (FlatRule & { quoteMicro: bigint; long: LongInput | null; coveredTokens: number })
  | (MeterRule & { quoteMicro: bigint });

/** A request, and how much of it a flat price covers. */
export interface PricedRequest {
  request: ModelRequest;
  limits: Pick<Settings['runs'], 'inputCharacters' | 'outputTokens'>;
}

/** Nobody reads aloud more slowly than this, in bytes of UTF-8 a second: where a letter takes more of them, it says more. */
const SPOKEN_BYTES_PER_SECOND = 8;
/** A figure is one letter and a whole word: "7" takes as long as "seven" does. */
const FIGURES = /[\d%&+=€$£§°]/g;
/** Speech is hardly ever recorded with less: 16 kbit/s. */
const SOUND_BYTES_PER_SECOND = 2_000;

function mostSpoken({ text, speed = 1 }: Extract<ModelRequest, { kind: 'speech' }>): Measured {
  const bytes = Buffer.byteLength(text.replace(FIGURES, 'seven'));
  // Some models do not know the wish for speed.
  const seconds = bytes / SPOKEN_BYTES_PER_SECOND / Math.min(1, speed);
  return { ...NOTHING, characters: text.length, seconds: Math.ceil(seconds) };
}

/**
 * The most a request may use. Tokens of the input cannot be counted before the model does: its UTF-8 bytes / 3 stand for
 * them, which is more than the tokens of ordinary text in any script. Where it is not, the quote still holds.
 */
export function mostUsed(request: ModelRequest): Measured {
  if (request.kind === 'image') return { ...NOTHING, images: 1 };
  if (request.kind === 'speech') return mostSpoken(request);
  if (request.kind === 'transcription')
    return { ...NOTHING, seconds: Math.ceil(request.audio.byteLength / SOUND_BYTES_PER_SECOND) };
  if (request.kind === 'video') return { ...NOTHING, seconds: Math.ceil(request.seconds) };
  const bytes = Buffer.byteLength(request.instructions) + Buffer.byteLength(request.prompt);
  return { ...NOTHING, inputTokens: Math.ceil(bytes / 3), outputTokens: request.maxOutputTokens };
}

/**
 * A flat price for `n` characters of text where `c` are covered: price x n / c for n > c, rounded up to the microcredit.
 * Twice the covered text costs twice the price.
 */
export function longPriceMicro(priceMicro: bigint, { characters, covered }: LongInput): bigint {
  if (characters <= covered) return priceMicro;
  return (priceMicro * BigInt(characters) + BigInt(covered) - 1n) / BigInt(covered);
}

/** A rule applied to a request. */
export function applyRule(rule: PriceRule, { request, limits }: PricedRequest): Pricing {
  if (rule.rule !== 'flat') {
    return { ...rule, quoteMicro: meteredMicro(rule, mostUsed(request)) };
  }
  const characters = request.kind === 'text' ? request.prompt.length : 0;
  const long = characters > limits.inputCharacters ? { characters, covered: limits.inputCharacters } : null;
  const quoteMicro = long ? longPriceMicro(rule.priceMicro, long) : rule.priceMicro;
  return { ...rule, quoteMicro, long, coveredTokens: limits.outputTokens };
}

/** The pricing of a request with a model; null where the model has no price. */
export function pricingOf(
  prices: Settings['prices'],
  toolId: string,
  model: Model,
  asked: PricedRequest,
): Pricing | null {
  const rule = priceRuleOf(prices, toolId, model);
  return rule && applyRule(rule, asked);
}
