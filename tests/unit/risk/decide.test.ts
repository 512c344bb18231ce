import { describe, expect, it } from '@jest/globals';
import { decide, MOST_CHALLENGES, type Mitigation } from '@/lib/risk/score';
import { settingsSchema } from '@/lib/settings';

const { risk } = settingsSchema.parse({});
const NEW: Mitigation = { trusted: false, solved: 'no', issued: 0 };

describe('what a score leads to', () => {
  it.each([
    [0, 'allow'],
    [risk.challengeAt - 1, 'allow'],
    [risk.challengeAt, 'challenge'],
    [risk.delayAt - 1, 'challenge'],
    [risk.delayAt, 'delay'],
    [risk.refuseAt - 1, 'delay'],
    [risk.refuseAt, 'refuse'],
    [1_000, 'refuse'],
  ] as const)('%i points: %s', (score, decision) => {
    expect(decide(score, risk, NEW)).toBe(decision);
  });

  it('lets a solved challenge through, but no more than that', () => {
    expect(decide(risk.challengeAt, risk, { ...NEW, solved: 'well', issued: 1 })).toBe('allow');
    expect(decide(risk.delayAt, risk, { ...NEW, solved: 'well', issued: 1 })).toBe('delay');
    expect(decide(risk.refuseAt, risk, { ...NEW, solved: 'well', issued: 1 })).toBe('refuse');
  });

  it('delays who went round the service, and who solves none of many', () => {
    expect(decide(risk.challengeAt, risk, { ...NEW, solved: 'weakly', issued: 2 })).toBe('delay');
    expect(decide(risk.challengeAt, risk, { ...NEW, issued: MOST_CHALLENGES - 1 })).toBe('challenge');
    expect(decide(risk.challengeAt, risk, { ...NEW, issued: MOST_CHALLENGES })).toBe('delay');
  });

  it('believes an operator’s word below a refusal', () => {
    expect(decide(risk.delayAt, risk, { ...NEW, trusted: true })).toBe('allow');
    expect(decide(risk.refuseAt, risk, { ...NEW, trusted: true })).toBe('refuse');
  });

  it('does nothing where it is switched off, and steps are switched off beyond reach', () => {
    expect(decide(1_000, { ...risk, enabled: false }, NEW)).toBe('allow');
    expect(decide(500, { ...risk, delayAt: 1_000, refuseAt: 1_000 }, NEW)).toBe('challenge');
  });
});

describe('the settings', () => {
  const wrong = (tree: object) => settingsSchema.safeParse({ risk: tree }).error?.issues[0]?.path.join('.');

  it('refuse thresholds in another order, unknown weights and what is no domain', () => {
    expect(wrong({ challengeAt: 70 })).toBe('risk.delayAt');
    expect(wrong({ refuseAt: 50 })).toBe('risk.delayAt');
    expect(wrong({ weights: { rhythm: 101 } })).toBe('risk.weights.rhythm');
    expect(wrong({ weights: { moon: 1 } })).toBe('risk.weights');
    expect(wrong({ disposableDomains: ['not a domain'] })).toBe('risk.disposableDomains.0');
    expect(settingsSchema.parse({ risk: { disposableDomains: [' Throw.Example '] } }).risk.disposableDomains).toEqual([
      'throw.example',
    ]);
  });
});
