import { cacheKeyOf, type Asked } from '@/lib/tools/cache-key';
import { cachedPriceMicro, sharedPriceMicro } from '@/lib/tools/price';
import { reasonSentence, REASONS } from '@/lib/runs';
import { joinedMessage } from '@/lib/runs/reasons';

const ASKED: Asked = {
  definition: { id: 'text-generation', version: 1 },
  call: { input: { prompt: 'Café', tone: 'calm' }, options: { length: 'short', style: 'plain' }, turns: [] },
  request: {
    kind: 'text',
    instructions: 'Write.',
    prompt: 'Café',
    maxOutputTokens: 1_000,
    demo: { task: 'write', text: 'Café', options: {} },
  },
  model: 'alpha/alpha-large',
};
const KEY = cacheKeyOf(ASKED);
const withCall = (call: Partial<Asked['call']>) => cacheKeyOf({ ...ASKED, call: { ...ASKED.call, ...call } });

describe('the cache key', () => {
  it('is the same for members in another order and for letters composed otherwise', () => {
    expect(withCall({ input: { tone: 'calm', prompt: 'Cafe\u0301' } })).toBe(KEY);
    expect(withCall({ options: { style: 'plain', length: 'short' } })).toBe(KEY);
  });

  it.each([
    ['another tool', { ...ASKED, definition: { id: 'summarize', version: 1 } }],
    ['another version', { ...ASKED, definition: { id: 'text-generation', version: 2 } }],
    ['another model', { ...ASKED, model: 'alpha/alpha-small' }],
    ['another limit', { ...ASKED, request: { ...ASKED.request, maxOutputTokens: 500 } as Asked['request'] }],
    ['another word', { ...ASKED, call: { ...ASKED.call, input: { prompt: 'Cafe', tone: 'calm' } } }],
    ['another case', { ...ASKED, call: { ...ASKED.call, input: { prompt: 'CAFÉ', tone: 'calm' } } }],
    ['another option', { ...ASKED, call: { ...ASKED.call, options: { length: 'long', style: 'plain' } } }],
  ])('is another for %s', (_what, asked: Asked) => {
    expect(cacheKeyOf(asked)).not.toBe(KEY);
  });

  it('tells a conversation from another, and from none', () => {
    const said = (text: string) => withCall({ turns: [{ role: 'user', text }] });
    expect(said('Hello')).not.toBe(KEY);
    expect(said('Hello')).not.toBe(said('Good bye'));
    expect(said('Cafe\u0301')).toBe(said('Café'));
  });

  it('tells an input from an option of the same name', () => {
    const asInput = cacheKeyOf({ ...ASKED, call: { input: { tone: 'calm' }, options: {}, turns: [] } });
    const asOption = cacheKeyOf({ ...ASKED, call: { input: {}, options: { tone: 'calm' }, turns: [] } });
    expect(asInput).not.toBe(asOption);
  });
});

describe('the price of a kept answer', () => {
  it('is never more than the quote', () => {
    expect(cachedPriceMicro({ ownRepeat: 2 }, 5_000_000n)).toBe(2_000_000n);
    expect(cachedPriceMicro({ ownRepeat: 9 }, 5_000_000n)).toBe(5_000_000n);
    expect(sharedPriceMicro({ sharedRepeat: 1 }, 5_000_000n)).toBe(1_000_000n);
    expect(sharedPriceMicro({ sharedRepeat: 9 }, 5_000_000n)).toBe(5_000_000n);
  });
});

describe('what a run that joined another says of its end', () => {
  it('never speaks of credits that come back: none were set aside', () => {
    for (const code of Object.keys(REASONS).filter((name) => name !== 'refunded_by_operator')) {
      const said = joinedMessage(code);
      if (REASONS[code as keyof typeof REASONS].share !== 'all') continue;
      expect(said).toMatch(/othing is charged/);
      expect(said).not.toMatch(/are back/);
    }
  });

  it('says why as its leader does', () => {
    const leader = reasonSentence('provider_timeout');
    expect(joinedMessage('provider_timeout')).toBe(leader?.replace('Your credits are back.', 'Nothing is charged.'));
    expect(joinedMessage(null)).toBeUndefined();
  });
});
