import { describe, expect, it } from '@jest/globals';
import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { isCreativeId } from '@/components/ads/creatives';
import { HouseAd } from '@/components/ads/player/house-ad';
import { HOUSE_CREATIVES } from '@/lib/ads';
import type { Creative } from '@/lib/ads/types';
import { messages } from '@/lib/i18n/messages';

function draw(
  creative: Creative,
  positionSeconds: number,
  change: { playing?: boolean; reducedMotion?: boolean } = {},
): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <HouseAd
        creative={creative}
        positionSeconds={positionSeconds}
        totalSeconds={60}
        playing
        reducedMotion={false}
        {...change}
      />
    </NextIntlClientProvider>,
  );
}

const words = (html: string): string[] => [...html.matchAll(/<p[^>]*>([^<]+)<\/p>/g)].map((match) => match[1]!);

describe.each(HOUSE_CREATIVES.map((creative) => [creative.id, creative] as const))('house ad "%s"', (id, creative) => {
  it('has a drawing of its own', () => {
    expect(isCreativeId(id)).toBe(true);
  });

  it('keeps its headline and says another line in each scene', () => {
    const scenes = Array.from({ length: creative.scenes }, (_, scene) =>
      words(draw(creative, ((scene + 0.5) / creative.scenes) * 60)),
    );
    expect(new Set(scenes.map(([headline]) => headline)).size).toBe(1);
    const lines = scenes.map((texts) => texts[1]);
    expect(new Set(lines).size).toBe(creative.scenes);
    for (const text of scenes.flat()) expect(text?.trim()).toBeTruthy();
    // A longer one takes two lines on a phone, and the picture shrinks under it.
    for (const text of lines) expect(text?.length).toBeLessThanOrEqual(42);
  });

  it('is no still: every scene looks different', () => {
    const pictures = Array.from({ length: creative.scenes }, (_, scene) =>
      draw(creative, ((scene + 0.6) / creative.scenes) * 60).replace(/<p[\s\S]*?<\/p>/g, ''),
    );
    expect(new Set(pictures).size).toBe(creative.scenes);
  });

  it('draws the same moment the same way, and holds its first and last scene beyond its ends', () => {
    expect(draw(creative, 17)).toBe(draw(creative, 17));
    expect(words(draw(creative, -5))).toEqual(words(draw(creative, 0)));
    expect(words(draw(creative, 900))).toEqual(words(draw(creative, 60)));
  });

  it('stands still while paused and where motion is unwelcome, with the same words', () => {
    const running = draw(creative, 30);
    for (const calm of [draw(creative, 30, { playing: false }), draw(creative, 30, { reducedMotion: true })]) {
      expect(calm).not.toBe(running);
      expect(words(calm)).toEqual(words(running));
    }
  });
});

it('draws a creative this build does not know as one it knows', () => {
  for (const id of ['from the future', 'toString'])
    expect(words(draw({ id, kind: 'text', scenes: 4 }, 0))).toHaveLength(2);
});
