/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { HouseAd, type HouseAdProps } from '@/components/ads/player/house-ad';
import type { CampaignCreative } from '@/lib/ads/types';
import { inWords, renderWords } from '../../support/render-words';

const CAMPAIGN: CampaignCreative = {
  ...{ campaignId: 'a1', headline: 'Tulips are here', body: 'Bulbs by post.', action: 'See them', hasLink: true },
  click: { sessionId: 's', token: 't', viewId: 'v' },
  media: null,
};
const PICTURE = { url: '/api/ads/media/x', type: 'image' as const, alt: 'A field of tulips' };
const FILM = { ...PICTURE, type: 'video' as const };

const ad = (change: Partial<CampaignCreative> = {}, moment: Partial<HouseAdProps> = {}) => (
  <HouseAd
    creative={{ id: 'campaign', kind: 'text', scenes: 1, campaign: { ...CAMPAIGN, ...change } }}
    {...{ positionSeconds: 15, totalSeconds: 60, playing: true, reducedMotion: false, ...moment }}
  />
);

describe('a campaign in the player', () => {
  it('has its link as a form that posts whose click it was, to a new tab that knows nothing of this one', () => {
    const { container } = renderWords(ad());
    const form = container.querySelector('form')!;
    expect(form).toMatchObject({ method: 'post', target: '_blank' });
    expect([form.getAttribute('action'), form.getAttribute('rel')]).toEqual(['/api/ads/click', 'noopener']);
    expect(Object.fromEntries(new FormData(form))).toEqual(CAMPAIGN.click);
    expect(screen.getByRole('button', { name: 'See them (opens in a new tab)' })).toBeInTheDocument();
    expect(container.querySelector('a')).toBeNull();
  });

  it('without a link has none, and in a preview only its look', () => {
    const { container, unmount } = renderWords(ad({ action: null, hasLink: false, click: undefined }));
    expect(container.querySelector('form, button')).toBeNull();
    unmount();
    renderWords(ad({ click: undefined }));
    expect(screen.getByText('See them')).toBeInTheDocument();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('shows its words as words, whatever they look like', () => {
    const { container } = renderWords(ad({ headline: '<img src=x onerror=alert(1)>', body: '{{x}} & <script>' }));
    expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeInTheDocument();
    expect(container.querySelector('img, script')).toBeNull();
  });

  it('walks slowly over its picture, says what is to be seen, and stands still where motion is unwelcome', () => {
    const at = (positionSeconds: number, reducedMotion = false) => {
      const { unmount } = renderWords(ad({ media: PICTURE }, { positionSeconds, reducedMotion }));
      const { transform } = screen.getByRole('img', { name: 'A field of tulips' }).style;
      unmount();
      return transform;
    };
    expect(at(0)).not.toBe(at(30));
    expect(at(60)).toBe(at(600));
    expect(at(0, true)).toBe(at(60, true));
  });

  it('has a poster behind its picture for when that does not come', () => {
    const { container } = renderWords(ad({ media: PICTURE }));
    fireEvent.error(screen.getByRole('img'));
    expect(screen.queryByRole('img')).toBeNull();
    expect(container.querySelector('svg')).toBeInTheDocument();
    expect(screen.getByText('Tulips are here')).toBeInTheDocument();
  });

  it('runs a film silently in a loop while the ad plays, and by its own buttons where motion is unwelcome', () => {
    const calls: string[] = [];
    HTMLMediaElement.prototype.play = async () => void calls.push('play');
    HTMLMediaElement.prototype.pause = () => void calls.push('pause');
    const { rerender, container } = renderWords(ad({ media: FILM }));
    const film = container.querySelector('video')!;
    expect(film).toMatchObject({ muted: true, loop: true, controls: false, autoplay: true });
    expect(film).toHaveAttribute('aria-label', 'A field of tulips');
    rerender(inWords(ad({ media: FILM }, { playing: false })));
    rerender(inWords(ad({ media: FILM }, { reducedMotion: true })));
    expect(calls).toEqual(['play', 'pause']);
    expect(film.controls).toBe(true);
  });

  it('is whole before any script: the film with buttons, the link as a form', () => {
    const html = renderToStaticMarkup(inWords(ad({ media: FILM })));
    expect(html).toMatch(/<video[^>]* controls=""/);
    expect(html).toContain('action="/api/ads/click"');
    expect(html).toContain('name="viewId" value="v"');
  });

  it('moves with the time of the view, and draws the same moment the same way', () => {
    const html = (positionSeconds: number) => renderToStaticMarkup(inWords(ad({}, { positionSeconds })));
    expect(html(10)).toBe(html(10));
    expect(html(10)).not.toBe(html(40));
    expect(html(90)).toBe(html(60));
    expect(html(15)).toContain('transform:translate(577px, 143px)');
  });
});
