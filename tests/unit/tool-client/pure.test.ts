import { describe, expect, it, jest } from '@jest/globals';
import { createDraftWriter, DRAFT_DELAY_MS, readDraft, type DraftStorage } from '@/components/tool/draft';
import { atMost, isUpTo, needsQuote, planRun, priceOf } from '@/components/tool/plan';
import { IDLE, runReducer, type RunAction } from '@/components/tool/run-state';
import { isRepeatOf, withDraft, withProvider } from '@/components/tool/values';
import { runView } from '../../support/run-views';
import { RICH, TOOL } from '../../components/tool/render-bench';

const VALUES = withDraft(TOOL, null);
const typed = (prompt: string) => ({ ...VALUES, input: { prompt } });

function memory(): DraftStorage & { writes: number } {
  const kept = new Map<string, string>();
  return {
    writes: 0,
    getItem: (key) => kept.get(key) ?? null,
    setItem(key, value) {
      this.writes += 1;
      kept.set(key, value);
    },
    removeItem: (key) => void kept.delete(key),
  };
}

describe('drafts', () => {
  it('are written once typing pauses, or at once when the page goes', () => {
    jest.useFakeTimers();
    const storage = memory();
    const writer = createDraftWriter(storage, 'a', () => 5);
    writer.save(typed('T'));
    writer.save(typed('Te'));
    jest.advanceTimersByTime(DRAFT_DELAY_MS);
    expect(storage.writes).toBe(1);
    writer.save(typed('Tea'));
    writer.flush();
    expect(readDraft(storage, 'a', 6)).toEqual(typed('Tea'));
    jest.useRealTimers();
  });

  it('belong to one tool, vanish when emptied and grow old', () => {
    const storage = memory();
    const writer = createDraftWriter(storage, 'a', () => 0);
    writer.save(typed('Tea'));
    writer.flush();
    expect(readDraft(storage, 'b', 1)).toBeNull();
    expect(readDraft(storage, 'a', 40 * 86_400_000)).toBeNull();
    writer.save(typed(' '));
    writer.flush();
    expect(readDraft(storage, 'a', 1)).toBeNull();
  });

  it('never break the page: spoilt, full or forbidden storage counts as empty', () => {
    const storage = memory();
    storage.setItem('megicai:draft:a', '{"v":1,"savedAt":1,"values":{"input":{"prompt":7}}}');
    expect(readDraft(storage, 'a', 2)).toBeNull();
    const refuse = () => {
      throw new Error('denied');
    };
    const forbidden = { getItem: refuse, setItem: refuse, removeItem: refuse };
    const writer = createDraftWriter(forbidden, 'a', () => 0);
    writer.save(typed('Tea'));
    expect(() => writer.flush()).not.toThrow();
    expect(readDraft(forbidden, 'a', 1)).toBeNull();
  });
});

describe('choices', () => {
  it('keep a model only under its own provider, and drop what the tool no longer has', () => {
    const chosen = { ...VALUES, provider: 'openai', model: 'openai/gpt' };
    expect(withProvider(TOOL, chosen, 'deepseek')).toMatchObject({ provider: 'deepseek', model: 'auto' });
    expect(withProvider(TOOL, chosen, 'auto').model).toBe('openai/gpt');
    expect(withDraft(TOOL, { ...chosen, model: 'gone', input: { prompt: 'Tea', old: 'x' } })).toEqual({
      ...typed('Tea'),
      provider: 'openai',
    });
  });

  it('never show less than what may be charged: the dearest model of a provider counts', () => {
    expect(priceOf(TOOL, { ...VALUES, provider: 'deepseek' }, null)).toBe(2);
    expect(priceOf(TOOL, VALUES, null)).toBe(5);
    expect(priceOf(TOOL, VALUES, { price: 7 })).toBe(7);
  });

  it('ask for a quote where the price depends on the text, and say "up to" then', () => {
    const meter = { rule: 'metered' as const, perThousandOutputTokens: 1, floor: 1, ceiling: 9 };
    const mixed = { ...TOOL, models: [{ ...TOOL.models[0]!, pricing: meter }, TOOL.models[1]!] };
    const chosen = (provider: string, model = 'auto') => ({ ...typed('Tea'), provider, model });
    expect(needsQuote(TOOL, typed('Tea'))).toBe(false);
    expect(needsQuote(TOOL, typed('x'.repeat(21)))).toBe(true);
    expect(needsQuote({ ...TOOL, coveredCharacters: null }, typed('x'.repeat(21)))).toBe(false);
    expect(needsQuote(mixed, chosen('auto', 'openai/gpt'))).toBe(true);
    expect(needsQuote(mixed, chosen('openai'))).toBe(true);
    expect(needsQuote(mixed, chosen('deepseek'))).toBe(false);
    expect(needsQuote({ ...mixed, autoPricing: meter }, typed('Tea'))).toBe(true);
    expect(isUpTo(mixed, chosen('openai'), null)).toBe(true);
    expect(isUpTo(mixed, chosen('openai'), { pricing: { rule: 'flat', price: 5 } })).toBe(false);
  });
});

describe('the most a run can cost', () => {
  it('is read with two decimals, never below what it is', () => {
    expect([13.062188, 5, 0.000001, 1.1, 2.675].map(atMost)).toEqual([13.07, 5, 0.01, 1.1, 2.68]);
  });
});

describe('a repeat', () => {
  const repeats = (credits: object) =>
    isRepeatOf(runView({ credits: { quoted: 5, charged: 2, refunded: 3, ...credits } }), typed('Tea'), typed('Tea'));

  it('is one of an answer that is kept: not of a refunded one, yet of a metered one', () => {
    expect(repeats({ charged: 5, refunded: 0 })).toBe(true);
    expect(repeats({ reason: 'metered' })).toBe(true);
    expect(repeats({ reason: 'cheaper_model' })).toBe(false);
  });
});

describe('the plan of a press', () => {
  const plan = (available: number, debt = 0, free = false) =>
    planRun({ viewer: { ...RICH, debt }, tool: TOOL, price: 5, available, free, offer: null });

  it('runs where the balance covers the price to the last microcredit', () => {
    expect(plan(5).action).toBe('run');
    expect(plan(4.999999)).toMatchObject({ action: 'watch', missing: 0.000001, offer: { count: 1 } });
  });

  it('counts the ads that pay debt and gap together', () => {
    expect(plan(0, 5)).toMatchObject({ action: 'watch', offer: { count: 2 } });
    expect(plan(0, 5.000001)).toMatchObject({ offer: { count: 3 } });
  });

  it('needs no credits for a free repeat', () => {
    expect(plan(0, 0, true)).toMatchObject({ action: 'run', free: true });
  });
});

describe('the state of a run', () => {
  const after = (...actions: RunAction[]) => actions.reduce(runReducer, IDLE);
  const offer = { kind: 'text' as const, watchSeconds: 60, reward: 5, count: 2 };

  it('goes through ads to the run, and ignores presses while it is busy', () => {
    const watching = after({ type: 'watch', offer, fresh: false });
    expect(watching).toMatchObject({ phase: 'watchingAd', adsLeft: 2 });
    expect(runReducer(watching, { type: 'press', fresh: false })).toBe(watching);
    const paid = after({ type: 'watch', offer, fresh: false }, { type: 'claimed' }, { type: 'claimed' });
    expect(paid).toMatchObject({ phase: 'claiming', adsLeft: 0 });
    expect(runReducer(paid, { type: 'press', fresh: false }).phase).toBe('starting');
  });

  it('takes the recorded text over what streamed by, and keeps what arrived before a failure', () => {
    const start: RunAction[] = [
      { type: 'press', fresh: false },
      { type: 'started', runId: 'r' },
      { type: 'event', event: { type: 'text', delta: 'Te' } },
    ];
    expect(after(...start, { type: 'event', event: { type: 'run', run: runView() } })).toMatchObject({
      phase: 'done',
      text: 'Tea is a drink.',
    });
    const failed = runView({ status: 'failed', output: {} });
    expect(after(...start, { type: 'event', event: { type: 'run', run: failed } })).toMatchObject({
      phase: 'failed',
      text: 'Te',
    });
  });

  it('takes away what had arrived of an answer that is withheld, and only of such a one', () => {
    const streamed = { ...IDLE, phase: 'streaming' as const, runId: 'r', text: 'Half an' };
    const ended = (code: 'moderated' | 'provider_unavailable') =>
      runReducer(streamed, {
        type: 'event',
        event: { type: 'run', run: runView({ status: 'failed', code, output: {} }) },
      });
    expect(ended('moderated')).toMatchObject({ phase: 'failed', text: '', files: [] });
    expect(ended('provider_unavailable')).toMatchObject({ phase: 'failed', text: 'Half an' });
  });

  it('forgets the text when a stream starts over', () => {
    const state = after(
      { type: 'reattach', runId: 'r' },
      { type: 'event', event: { type: 'text', delta: 'Te' } },
      { type: 'event', event: { type: 'restart' } },
    );
    expect(state).toMatchObject({ text: '', reconnecting: true, phase: 'streaming' });
  });
});
