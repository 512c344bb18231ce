import type { AdAccounts } from '@/lib/env';
import { mayLoadAds, type AdConsent } from '@/lib/format';
import type { Settings } from '@/lib/settings';

/**
 * The pages whose documents may load something of an ad network. `rewarded` shows ads that pay, `display` units that
 * never do, `choice` only asks: a consent platform's script runs there and no tag.
 */
const AD_ROUTES = [
  { kind: 'rewarded', path: /^\/earn\/watch$/ },
  { kind: 'display', path: /^\/r\/[^/]+$/ },
  { kind: 'choice', path: /^\/ad-choices$/ },
] as const;

export type AdRoute = (typeof AD_ROUTES)[number]['kind'];

/** Null for every page that never loads a tag. */
export function adRouteOf(path: string): AdRoute | null {
  return AD_ROUTES.find((route) => route.path.test(path))?.kind ?? null;
}

/** Where a doubtful claim may meet the challenge service. It is no ad: nobody has to agree to it. */
const CHALLENGE_ROUTES = /^\/(?:earn|tool)(?:\/|$)/;

export interface AdPolicyInput {
  path: string;
  accounts: AdAccounts;
  /** The operator's settings; without them nothing is on. */
  ads: Settings['ads'] | undefined;
  consent: AdConsent;
}

/** What a page's policy adds to the strict one. */
export interface AdPolicy {
  /** Origins scripts are first loaded from; what those load is trusted by 'strict-dynamic'. */
  scripts: string[];
  /** Origins of frames, where not every https one is open. */
  frames: string[];
  /** Ads come from hosts nobody can list: pictures, films, frames and calls over https. */
  isOpen: boolean;
  /** Google's tags are supported only with it: https://developers.google.com/publisher-tag/guides/content-security-policy */
  evaluates: boolean;
}

const originOf = (url: string) => new URL(url).origin;

/** The scripts of the networks that are on for this kind of page. */
function tagsOf(route: AdRoute | null, accounts: AdAccounts, ads: Settings['ads']): string[] {
  const { gpt, h5 } = ads.networks;
  if (route === 'rewarded')
    return [
      ...(gpt.enabled && accounts.GAM_REWARDED_AD_UNIT ? [accounts.GPT_SCRIPT_URL] : []),
      ...(h5.enabled && accounts.ADSENSE_CLIENT_ID ? [accounts.H5_SCRIPT_URL] : []),
    ];
  if (route !== 'display' || !ads.display.enabled) return [];
  return [
    ...(accounts.ADSENSE_CLIENT_ID && ads.display.adsenseSlot ? [accounts.H5_SCRIPT_URL] : []),
    ...(accounts.REVCONTENT_WIDGET_ID ? [accounts.REVCONTENT_SCRIPT_URL] : []),
  ];
}

/** Whether anything here would have to be agreed to. The page of choices asks for all the others. */
function needsConsent(route: AdRoute | null, accounts: AdAccounts, ads: Settings['ads']): boolean {
  const routes: (AdRoute | null)[] = route === 'choice' ? ['rewarded', 'display'] : [route];
  return routes.some((each) => tagsOf(each, accounts, ads).length > 0);
}

/**
 * What the policy of a page adds by the configured accounts, the operator's switches and the visitor's answer; null for
 * the strict policy. Whether a tag is drawn at all the page decides, which also knows who has premium.
 */
export function adPolicyOf({ path, accounts, ads, consent }: AdPolicyInput): AdPolicy | null {
  if (!ads) return null;
  const route = adRouteOf(path);
  const tags = mayLoadAds(consent) ? tagsOf(route, accounts, ads) : [];
  // A consent platform brings its texts and lists of vendors from hosts of its own.
  const { cmpScriptUrl } = ads.consent;
  const asks = cmpScriptUrl !== '' && !consent.underAge && needsConsent(route, accounts, ads);
  const challenge = accounts.TURNSTILE_SITE_KEY && CHALLENGE_ROUTES.test(path) ? accounts.TURNSTILE_SCRIPT_URL : null;
  const loaded = [...tags, ...(asks ? [cmpScriptUrl] : []), ...(challenge ? [challenge] : [])];
  if (loaded.length === 0) return null;
  return {
    scripts: [...new Set(loaded.map(originOf))],
    // Of a server on this machine, as tests have it, `https:` says nothing.
    frames: [...new Set(loaded.filter((url) => url === challenge || url.startsWith('http:')).map(originOf))],
    isOpen: tags.length > 0 || asks,
    evaluates: tags.length > 0,
  };
}
