import type { ModelRequest, RequestFile } from '@/lib/ai/types';
import { settingsSchema } from '@/lib/settings/schema';
import { billOf } from '@/lib/tools/bill';
import { NOTHING } from '@/lib/tools/pricing/meter';
import { applyRule, mostUsed } from '@/lib/tools/pricing/pricing';
import { priceRuleOf } from '@/lib/tools/pricing/rule';
import { pricingView } from '@/lib/tools/pricing/view';
import { measure } from '@/lib/tools/run/measure';
import { IMAGE_REQUEST, textRequest } from '@/tests/support/requests';
import { STANDARD } from '@/tests/support/scripted-ai';

const LIMITS = settingsSchema.parse({}).runs;
const { prices } = settingsSchema.parse({});
const FLAT = { rule: 'flat' as const, priceMicro: 5_000_000n };
const quoteOf = (request: ModelRequest) => applyRule(FLAT, { request, limits: LIMITS });

function recording(change: Partial<RequestFile>): ModelRequest {
  const load = () => Promise.resolve(new Uint8Array(1));
  return {
    kind: 'transcription',
    audio: { mediaType: 'audio/mpeg', bytes: 1_000, fileName: 'talk.mp3', load, ...change },
  };
}

describe('a flat price is due', () => {
  it.each([1, 2, 4])('for each of %i pictures', (count) => {
    const pricing = quoteOf({ ...IMAGE_REQUEST, count } as ModelRequest);
    expect(pricing.quoteMicro).toBe(5_000_000n * BigInt(count));
    expect(pricingView(pricing)).toEqual({ rule: 'flat', price: 5, ...(count > 1 ? { pieces: count } : {}) });
  });

  it.each([
    [1, 5_000_000n],
    [1_000, 5_000_000n],
    [1_001, 10_000_000n],
    [3_000, 15_000_000n],
  ])('for each begun thousand of %i characters that are read aloud', (length, price) => {
    expect(quoteOf({ kind: 'speech', text: 'x'.repeat(length), format: 'mp3' }).quoteMicro).toBe(price);
  });

  it.each([
    [{ seconds: 1 }, 5_000_000n],
    [{ seconds: 300 }, 5_000_000n],
    [{ seconds: 301 }, 10_000_000n],
    // A file that does not say how long it is counts as long as its bytes can be: 2,000 of them a second.
    [{ bytes: 1_300_000 }, 15_000_000n],
  ])('for each begun five minutes of a recording (%j)', (audio, price) => {
    expect(quoteOf(recording(audio)).quoteMicro).toBe(price);
  });

  it('for everything that was said before, too', () => {
    const turns = [{ role: 'user' as const, text: 'x'.repeat(12_000) }];
    expect(quoteOf({ ...textRequest('x'.repeat(4_000)), turns } as ModelRequest).quoteMicro).toBe(5_000_000n);
    expect(quoteOf({ ...textRequest('x'.repeat(20_000)), turns } as ModelRequest).quoteMicro).toBe(10_000_000n);
  });

  it("for the user's own words alone, where we have put ours around them", () => {
    const request = { ...textRequest('x'.repeat(20_000)), userCharacters: 16_000 } as ModelRequest;
    expect(quoteOf(request).quoteMicro).toBe(5_000_000n);
  });
});

describe('pictures that did not come', () => {
  const request = { ...IMAGE_REQUEST, count: 3 } as ModelRequest;
  const pricing = quoteOf(request);
  const billFor = (files: number) =>
    billOf(
      {
        end: { status: 'succeeded', provider: 'alpha', model: 'alpha/large', usage: {} },
        used: measure(
          request,
          {},
          '',
          Array.from({ length: files }, () => ({})),
        ),
        deliveredFiles: files > 0,
        hasOutput: files > 0,
        stopReason: null,
      },
      pricing.quoteMicro,
      pricing,
    );

  it.each([
    [3, 15_000_000n, null],
    [2, 10_000_000n, 'fewer_pieces'],
    [1, 5_000_000n, 'fewer_pieces'],
    [0, 0n, 'empty_output'],
  ])('are not paid: of three %i', (files, captureMicro, reason) => {
    expect(billFor(files)).toMatchObject({ captureMicro, reason });
  });

  it('are named also where use is metered: what is not whole is not kept', () => {
    const rates = { thousandInputTokens: 0n, thousandOutputTokens: 0n, thousandCharacters: 0n };
    const rule = { rule: 'cost-plus' as const, rates: { ...rates, image: 3_000_000n, source: 0n, second: 0n } };
    const metered = applyRule({ ...rule, floorMicro: 1n, ceilingMicro: 90_000_000n }, { request, limits: LIMITS });
    const end = { status: 'succeeded' as const, provider: 'a', model: 'a/b', usage: {} };
    const ending = { end, used: { ...NOTHING, images: 2 }, deliveredFiles: true, hasOutput: true, stopReason: null };
    const bill = billOf({ ...ending, isShort: true }, metered.quoteMicro, metered);
    expect(bill).toMatchObject({ captureMicro: 6_000_000n, reason: 'fewer_pieces' });
    expect(billOf(ending, metered.quoteMicro, metered).reason).toBe('metered');
  });

  it('are rounded for us by less than a microcredit', () => {
    const odd = applyRule({ rule: 'flat', priceMicro: 3_333_333n }, { request, limits: LIMITS });
    const used = { ...NOTHING, images: 2 };
    const end = { status: 'succeeded' as const, provider: 'a', model: 'a/b', usage: {} };
    const bill = billOf({ end, used, deliveredFiles: true, hasOutput: true, stopReason: null }, odd.quoteMicro, odd);
    expect(bill.captureMicro).toBe(6_666_666n);
  });
});

describe('an answer without the form that was asked for', () => {
  it('is refunded whole', () => {
    const pricing = quoteOf(textRequest('Extract.'));
    const bill = billOf(
      {
        end: { status: 'succeeded', provider: 'alpha', model: 'alpha/large', usage: {} },
        ...{ used: { ...NOTHING, outputTokens: 9 }, deliveredFiles: false, hasOutput: true, stopReason: null },
        isWrong: true,
      },
      pricing.quoteMicro,
      pricing,
    );
    expect(bill).toMatchObject({ status: 'failed', captureMicro: 0n, reason: 'wrong_form' });
  });
});

describe('a film', () => {
  const film = (cost: object) => ({ ...STANDARD, kind: 'video' as const, cost });
  const request: ModelRequest = { kind: 'video', prompt: 'Waves', width: 1_280, height: 720, seconds: 6 };

  it('costs what its provider charges, never less than the price of its tier', () => {
    // 6 s at 0.10 dollars, times 1.5, at a tenth of a cent a credit.
    const rule = priceRuleOf(prices, 'video-generation', film({ perSecond: 100_000 }));
    expect(rule && applyRule(rule, { request, limits: LIMITS }).quoteMicro).toBe(900_000_000n);
    const cheap = priceRuleOf(prices, 'video-generation', film({ perSecond: 100 }));
    expect(cheap && applyRule(cheap, { request, limits: LIMITS }).quoteMicro).toBe(15_000_000n);
  });

  it('that costs us nothing costs the flat price', () => {
    expect(priceRuleOf(prices, 'video-generation', film({ perSecond: 0 }))).toEqual({
      rule: 'flat',
      priceMicro: 15_000_000n,
    });
  });

  it('of unknown cost is not for sale', () => {
    expect(priceRuleOf(prices, 'video-generation', film({}))).toBeNull();
  });

  it('is quoted by the seconds that are asked for', () => {
    expect(mostUsed(request)).toEqual({ ...NOTHING, seconds: 6 });
  });
});
