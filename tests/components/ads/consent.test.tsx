/** @jest-environment jsdom */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { runInNewContext } from 'node:vm';
import { ConsentBanner } from '@/components/ads/consent/consent-banner';
import { ConsentForm } from '@/components/ads/consent/consent-form';
import { adDocumentScript } from '@/components/ads/consent/document-script';
import { DisplayUnits } from '@/components/ads/display/display-units';
import { AdWarnings } from '@/components/admin/ad-warnings';
import type { DisplayUnit } from '@/lib/ads/types';
import { ALL_DENIED, consentSignals, NOT_ASKED, type AdConsent } from '@/lib/format';
import { renderWords } from '../../support/render-words';

const action = async () => undefined;
const GRANTED: AdConsent = { ads: 'granted', underAge: false };

describe('the question', () => {
  it('has two answers of one look and one for the young, all buttons of a form, and covers nothing', () => {
    renderWords(<ConsentBanner action={action} />);
    const region = within(screen.getByRole('region', { name: 'Whose ads may we show you?' }));
    const [accept, house, young] = region.getAllByRole('button');
    expect(accept!.className.split(' ').filter((name) => /^(bg|text|border|font)-/.test(name))).toEqual(
      house!.className.split(' ').filter((name) => /^(bg|text|border|font)-/.test(name)),
    );
    expect([accept, house, young].map((button) => [button!.textContent, button!.getAttribute('value')])).toEqual([
      ['Accept all ads', 'accept'],
      ['Only house ads', 'house'],
      ['I am under 16', 'under_age'],
    ]);
    expect(accept!.closest('form')).toBe(young!.closest('form'));
    expect(document.querySelector('[class*="fixed"],[class*="sticky"],[class*="absolute"]')).toBeNull();
  });

  it('leads to the consent platform where there is one, and asks nothing itself', () => {
    renderWords(<ConsentBanner action={action} platform />);
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByRole('link', { name: 'Choose' })).toHaveAttribute('href', '/ad-choices');
  });

  it('asked once more, says which answer holds', () => {
    renderWords(<ConsentForm action={action} chosen="house" />);
    expect(screen.getByRole('button', { pressed: true })).toHaveTextContent('Only house ads');
  });
});

describe('what an ad page says before any tag', () => {
  interface Page {
    dataLayer: IArguments[];
    adDocument?: unknown;
    googletag?: { cmd: (() => void)[]; pubads?: () => object };
    adsbygoogle?: { requestNonPersonalizedAds?: number };
  }
  const run = (state: 'asks' | 'tags', consent: AdConsent, childDirected = false): Page => {
    const window = {} as Page;
    runInNewContext(adDocumentScript({ state, signals: consentSignals(consent, { childDirected }), waitMs: 500 }), {
      window,
    });
    return window;
  };
  const said = ({ dataLayer }: Page) => dataLayer.map((call) => JSON.parse(JSON.stringify([...call])) as unknown);

  it('is that everything is denied, and nothing else, until somebody agrees', () => {
    const page = run('asks', NOT_ASKED);
    expect(said(page)).toEqual([['consent', 'default', { ...ALL_DENIED, wait_for_update: 500 }]]);
    expect([page.googletag, page.adsbygoogle]).toEqual([undefined, undefined]);
    expect(page.adDocument).toMatchObject({ state: 'asks' });
  });

  it('is the answer after the default, and how Google’s tags shall treat the visitor', () => {
    const page = run('tags', GRANTED);
    expect(said(page).map((call) => (call as string[])[1])).toEqual(['default', 'update']);
    const [privacy, safeFrame] = [jest.fn(), jest.fn()];
    page.googletag!.pubads = () => ({ setPrivacySettings: privacy, setForceSafeFrame: safeFrame });
    page.googletag!.cmd.forEach((ask) => ask());
    expect(privacy).toHaveBeenCalledWith(
      expect.objectContaining({ childDirectedTreatment: false, nonPersonalizedAds: false, limitedAds: false }),
    );
    expect(safeFrame).toHaveBeenCalledWith(true);
    expect(page.adsbygoogle?.requestNonPersonalizedAds).toBe(0);
  });

  it('on a hub for children: nothing personal', () => {
    const page = run('tags', GRANTED, true);
    expect(page.adDocument).toMatchObject({ childDirected: true });
    expect(page.adsbygoogle?.requestNonPersonalizedAds).toBe(1);
    expect(said(page).at(-1)).toMatchObject([{}, {}, { ad_storage: 'granted', ad_personalization: 'denied' }]);
  });
});

describe('display units', () => {
  const units: DisplayUnit[] = [
    { network: 'adsense', scriptUrl: 'https://a.example/tag.js', client: 'ca-pub-1', slot: '99' },
    { network: 'revcontent', scriptUrl: 'https://r.example/tag.js', client: '7', slot: null },
  ];
  const scripts = () => [...document.head.querySelectorAll('script')].map((script) => script.src);
  afterEach(() => {
    delete window.adDocument;
    document.head.replaceChildren();
  });

  it('are called advertisements, keep their room and load nothing in a document that was not made for tags', () => {
    const { container } = renderWords(<DisplayUnits units={units} childDirected={false} />);
    const aside = within(screen.getByRole('complementary', { name: 'Advertisement' }));
    expect(aside.getAllByText('Advertisement')).toHaveLength(2);
    expect([...container.querySelectorAll('div')].filter((box) => /^h-\[\d+px\]/.test(box.className))).toHaveLength(2);
    expect(scripts()).toEqual([]);
  });

  it('load each script once, where tags may', () => {
    window.adDocument = { state: 'tags', childDirected: true };
    const push = jest.fn();
    Object.assign(window, { adsbygoogle: { push } });
    const { container, unmount } = renderWords(<DisplayUnits units={units} childDirected />);
    expect(scripts()).toEqual(['https://a.example/tag.js?client=ca-pub-1', 'https://r.example/tag.js']);
    expect(push).toHaveBeenCalledTimes(1);
    expect(container.querySelector('ins')).toHaveAttribute('data-tag-for-child-directed-treatment', '1');
    unmount();
    renderWords(<DisplayUnits units={units} childDirected />);
    expect(scripts()).toHaveLength(2);
  });

  it('leave no empty place where there are none', () => {
    const { container } = renderWords(<DisplayUnits units={[]} childDirected={false} />);
    expect(container).toBeEmptyDOMElement();
  });
});

it('the operator reads what is wrong and what to do', () => {
  renderWords(
    <AdWarnings
      warnings={[
        { code: 'house_alone' },
        { code: 'ads_txt', missing: ['google.com', 'revcontent.com'] },
        { code: 'admob_units' },
        { code: 'not_https' },
      ]}
    />,
  );
  expect(screen.getByText(/house ads alone pay for them/)).toBeVisible();
  expect(screen.getByText(/has no line for google.com and revcontent.com/)).toBeVisible();
  expect(screen.getByRole('link', { name: /Copy the line/ })).toHaveAttribute('href', '/admin/ads#setup');
  expect(screen.getByText('ADMOB_AD_UNITS')).toBeVisible();
  expect(screen.getByText('APP_URL')).toBeVisible();
});
