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
  /** `pieces`: pictures that are asked for, or spans of sound; each costs the price. */
  | (FlatRule & { quoteMicro: bigint; long: LongInput | null; pieces: number; coveredTokens: number })
  | (MeterRule & { quoteMicro: bigint });

/** A request, and how much of it a flat price covers. */
export interface PricedRequest {
  request: ModelRequest;
  limits: Pick<Settings['runs'], 'inputCharacters' | 'outputTokens' | 'speechCharacters' | 'audioSeconds'>;
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

type TextRequest = Extract<ModelRequest, { kind: 'text' }>;

/** Everything a model is given to read, in bytes of UTF-8. */
export function readBytes({ instructions, turns = [], prompt }: TextRequest): number {
  const earlier = turns.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  return Buffer.byteLength(instructions) + earlier + Buffer.byteLength(prompt);
}

/** The user's part of it, in characters: what a flat price counts. */
function ownCharacters({ turns = [], prompt, userCharacters = prompt.length }: TextRequest): number {
  return turns.reduce((sum, { text }) => sum + text.length, userCharacters);
}

/** The length of a recording: as it says, else as its bytes bound it. */
function heardSeconds({ audio }: Extract<ModelRequest, { kind: 'transcription' }>): number {
  return Math.ceil(audio.seconds ?? audio.bytes / SOUND_BYTES_PER_SECOND);
}

/** How many times a flat price is due: by picture, and by span of what is read aloud or listened to that is begun. */
function piecesOf(request: ModelRequest, limits: PricedRequest['limits']): number {
  switch (request.kind) {
    case 'image':
      return request.count ?? 1;
    case 'speech':
      return Math.max(1, Math.ceil(request.text.length / limits.speechCharacters));
    case 'transcription':
      return Math.max(1, Math.ceil(heardSeconds(request) / limits.audioSeconds));
    case 'text':
    case 'video':
      return 1;
  }
}

/**
 * The most a request may use. Tokens of the input cannot be counted before the model does: its UTF-8 bytes / 3 stand for
 * them, which is more than the tokens of ordinary text in any script. Where it is not, the quote still holds.
 */
export function mostUsed(request: ModelRequest): Measured {
  if (request.kind === 'image')
    return { ...NOTHING, images: request.count ?? 1, ...(request.source ? { sources: 1 } : {}) };
  if (request.kind === 'speech') return mostSpoken(request);
  if (request.kind === 'transcription') {
    const { seconds, bytes } = request.audio;
    return { ...NOTHING, seconds: Math.ceil(seconds ?? bytes / SOUND_BYTES_PER_SECOND) };
  }
  if (request.kind === 'video') return { ...NOTHING, seconds: Math.ceil(request.seconds) };
  return { ...NOTHING, inputTokens: Math.ceil(readBytes(request) / 3), outputTokens: request.maxOutputTokens };
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
  const characters = request.kind === 'text' ? ownCharacters(request) : 0;
  const covered = Math.min(limits.inputCharacters, (request.kind === 'text' && request.coveredCharacters) || Infinity);
  const long = characters > covered ? { characters, covered } : null;
  const pieces = piecesOf(request, limits);
  const quoteMicro = long ? longPriceMicro(rule.priceMicro, long) : rule.priceMicro * BigInt(pieces);
  return { ...rule, quoteMicro, long, pieces, coveredTokens: limits.outputTokens };
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
