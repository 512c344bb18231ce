/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { Receipt as HistoryReceipt } from '@/components/runs/receipt';
import { Receipt as BenchReceipt } from '@/components/tool/receipt';
import type { RunView } from '@/lib/runs/types';
import { renderWords } from '../../support/render-words';
import { runView } from '../../support/run-views';

const METER = {
  rule: 'metered' as const,
  perThousandInputTokens: 0.5,
  perThousandOutputTokens: 2,
  floor: 0.1,
  ceiling: 9,
};

/** A receipt's lines: what stands at the left, and what at the right. */
function linesOf(container: HTMLElement): Record<string, string> {
  return Object.fromEntries(
    [...container.querySelectorAll('dl > div')].map((line) => [
      line.querySelector('dt')?.textContent ?? '',
      line.querySelector('dd')?.textContent ?? '',
    ]),
  );
}

describe.each([
  ['beside the result', BenchReceipt],
  ['in the history', HistoryReceipt],
])('the receipt %s', (_where, Receipt) => {
  const show = (change: Partial<RunView>) => renderWords(<Receipt run={runView(change)} />).container;
  const credits = (change: object) => ({ credits: { quoted: 5, charged: 5, refunded: 0, ...change } });

  it('names a flat price, and the length of a text beyond it', () => {
    const short = linesOf(show(credits({ pricing: { rule: 'flat', price: 5 } })));
    expect(short.Priced).toBe('5 credits flat');
    const three = linesOf(show(credits({ quoted: 30, pricing: { rule: 'flat', price: 10, pieces: 3 } })));
    expect(three.Priced).toBe('10 credits flat× 3');
    const input = { characters: 40_000, covered: 16_000 };
    const long = linesOf(show(credits({ quoted: 12.5, pricing: { rule: 'flat', price: 5, input } })));
    expect(long.Priced).toContain('× 40,000 / 16,000 characters');
  });

  it('names every rate of a price by use, what was measured, and what came back unused', () => {
    const usage = { inputTokens: 1_200, outputTokens: 300 };
    const container = show({
      usage,
      ...credits({ charged: 1.2, refunded: 3.8, reason: 'metered', pricing: METER }),
    });
    const lines = linesOf(container);
    expect(lines.Priced).toContain('by use, 0.1 to 9 credits');
    expect(lines.Priced).toContain('0.5 per 1,000 tokens read');
    expect(lines.Priced).toContain('2 per 1,000 tokens written');
    expect(lines.Measured).toBe('1,200 tokens read, 300 written');
    expect(lines['Not used, back with you']).toContain('3.8');
    expect(lines.Charged).toContain('1.2');
  });

  it('names what is read aloud', () => {
    const pricing = {
      rule: 'cost-plus' as const,
      perThousandCharacters: 19.5,
      perSecond: 0.375,
      floor: 0.5,
      ceiling: 100,
    };
    const lines = linesOf(show({ kind: 'audio', ...credits({ pricing }) }));
    expect(lines.Priced).toContain('19.5 per 1,000 characters read aloud');
    expect(lines.Priced).toContain('0.375 per second');
  });

  it('counts pictures', () => {
    const file = { url: '/f', mediaType: 'image/png', bytes: 1 };
    const lines = linesOf(show({ kind: 'image', output: { files: [file, file] } }));
    expect(lines.Measured).toBe('2 pictures');
  });

  it('gives a refund its reason and the way to the rules', () => {
    const container = show({ status: 'failed', ...credits({ charged: 0, refunded: 5, reason: 'provider_timeout' }) });
    const lines = linesOf(container);
    expect(lines.Refunded).toContain('5');
    expect(lines.Why).toContain('The providers took too long.');
    const link = container.querySelector('a[href^="/refunds"]');
    expect(link).toHaveAttribute('href', '/refunds#provider_timeout');
    expect(link).toHaveTextContent('Refund rules');
  });

  it('says that a kept answer was charged as a repeat, and nothing of a rule for runs of old', () => {
    const repeat = { quoted: 0, charged: 0, refunded: 0, pricing: { rule: 'repeat' as const, price: 0 } };
    expect(linesOf(show({ cached: true, credits: repeat })).Priced).toBe('as a repeat: free');
    expect(linesOf(show({}))).not.toHaveProperty('Priced');
  });
});
