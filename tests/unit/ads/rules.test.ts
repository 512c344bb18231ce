import { describe, expect, it } from '@jest/globals';
import { AD_KINDS, creativesOf, HOUSE_CREATIVES } from '@/lib/ads';
import { adKindOf } from '@/lib/tools';
import { utcDayEnd } from '@/lib/ads/caps';
import { utcDayStart } from '@/lib/format';
import { checkToken } from '@/lib/ads/check-token';
import { creativeById } from '@/lib/ads/campaigns/house-creatives';
import { tokenOf } from '@/lib/ads/session-row';

describe('house creatives', () => {
  it('has two or three of each kind, with names of their own and three to five scenes', () => {
    for (const kind of AD_KINDS) {
      const creatives = creativesOf(kind);
      expect(creatives.length).toBeGreaterThanOrEqual(2);
      expect(creatives.length).toBeLessThanOrEqual(3);
      for (const { scenes } of creatives) expect([3, 4, 5]).toContain(scenes);
    }
    expect(new Set(HOUSE_CREATIVES.map((creative) => creative.id)).size).toBe(HOUSE_CREATIVES.length);
  });

  it('replaces one that is no longer there by another of its kind', () => {
    expect(creativeById('orbit', 'video').id).toBe('orbit');
    expect(creativeById('long gone', 'video').kind).toBe('video');
  });

  it('pays every kind of run with an ad kind that exists', () => {
    expect((['text', 'image', 'audio', 'video'] as const).map(adKindOf)).toEqual(['text', 'image', 'text', 'video']);
  });
});

describe('the UTC day', () => {
  it('begins and ends at midnight UTC, also at midnight itself', () => {
    const midnight = new Date('2026-03-10T00:00:00.000Z');
    for (const moment of ['2026-03-10T00:00:00.000Z', '2026-03-10T23:59:59.999Z']) {
      expect(utcDayStart(new Date(moment))).toEqual(midnight);
      expect(utcDayEnd(new Date(moment)).toISOString()).toBe('2026-03-11T00:00:00.000Z');
    }
  });
});

describe('a session’s token', () => {
  const hub = { sign: (text: string) => `signed(${text})` };
  const id = '0190a000-0000-7000-8000-000000000001';

  it('is the same after a reload, another for each session, and opens its own session only', () => {
    const token = tokenOf(hub, id);
    expect(tokenOf(hub, id)).toBe(token);
    expect(() => checkToken(hub, id, token)).not.toThrow();
    expect(() => checkToken(hub, id.replace(/1$/, '2'), token)).toThrow('not_found');
    expect(() => checkToken(hub, id, '')).toThrow('not_found');
  });

  it('does not open what is no session id, even when signed', () => {
    expect(() => checkToken(hub, 'x', tokenOf(hub, 'x'))).toThrow('not_found');
  });
});
