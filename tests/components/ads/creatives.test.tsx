/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { HouseAd } from '@/components/ads/player/house-ad';
import { HOUSE_CREATIVES } from '@/lib/ads/house-creatives';
import { messages } from '@/lib/i18n';
import { renderWords } from '../../support/render-words';

const SECONDS = 60;
const STILL = { totalSeconds: SECONDS, playing: false, reducedMotion: true };

/** What a creative shows in the middle of a scene. */
function show(creative: (typeof HOUSE_CREATIVES)[number], scene: number) {
  const positionSeconds = (SECONDS * (scene + 0.5)) / creative.scenes;
  const { container, unmount } = renderWords(<HouseAd {...STILL} creative={creative} positionSeconds={positionSeconds} />);
  const picture = container.querySelector('svg')!;
  const words = [...container.querySelectorAll('p')].map((line) => line.textContent ?? '');
  const shown = { drawing: picture.innerHTML, hidden: picture.getAttribute('aria-hidden'), headline: words[0], line: words[1] };
  unmount();
  return shown;
}

describe.each(HOUSE_CREATIVES.map((creative) => [creative.id, creative] as const))('the house ad "%s"', (id, creative) => {
  const scenes = Array.from({ length: creative.scenes }, (_, scene) => show(creative, scene));

  it('has words of its own, one line per scene', () => {
    expect(messages.creatives).toHaveProperty(id);
    expect(new Set(scenes.map((scene) => scene.headline)).size).toBe(1);
    expect(new Set(scenes.map((scene) => scene.line)).size).toBe(creative.scenes);
    // Longer ones would take two lines on a phone, and the picture would shrink under them.
    for (const { line = '' } of scenes) expect(line.length).toBeLessThanOrEqual(42);
  });

  it('draws every scene differently, for the eye alone', () => {
    expect(new Set(scenes.map((scene) => scene.drawing)).size).toBe(creative.scenes);
    expect(scenes.every((scene) => scene.hidden === 'true')).toBe(true);
  });

  it('draws the same moment the same way, before its beginning and after its end too', () => {
    expect(show(creative, 1)).toEqual(scenes[1]);
    expect(show(creative, creative.scenes + 3).line).toBe(scenes.at(-1)?.line);
    expect(show(creative, -2).line).toBe(scenes[0]?.line);
  });
});

it('draws one it does not know as another, and not as nothing', () => {
  const shown = show({ id: 'toString', kind: 'text', scenes: 4 }, 0);
  expect(shown.headline).toBe(messages.creatives.coins.headline);
});
