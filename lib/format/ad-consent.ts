/** The first-party cookie that keeps a visitor's answer about ads of other companies; scripts of ours may read it. */
export const CONSENT_COOKIE = 'ad-consent';

export interface AdConsent {
  /** `unknown` until somebody answered: no tag of another company loads then. */
  ads: 'granted' | 'denied' | 'unknown';
  /** Said to be under the age of consent: nothing of another company is shown, whatever else was answered. */
  underAge: boolean;
}

export const NOT_ASKED: AdConsent = { ads: 'unknown', underAge: false };

/** The cookie's text: version, answer, age. */
const COOKIE = /^1\.(granted|denied)\.(adult|minor)$/;

/** What the cookie says; anything strange counts as no answer. */
export function readConsent(cookie: string | undefined): AdConsent {
  const [, ads, age] = COOKIE.exec(cookie ?? '') ?? [];
  if (ads !== 'granted' && ads !== 'denied') return NOT_ASKED;
  return { ads, underAge: age === 'minor' };
}

/** The text that `readConsent` reads. */
export function writeConsent({ ads, underAge }: AdConsent & { ads: 'granted' | 'denied' }): string {
  return `1.${ads}.${underAge ? 'minor' : 'adult'}`;
}

/** Whether ads of other companies may load for this visitor. */
export function mayLoadAds({ ads, underAge }: AdConsent): boolean {
  return ads === 'granted' && !underAge;
}

/** How long an answer is kept, in seconds: half a year. */
export const CONSENT_SECONDS = 180 * 86_400;

/** What networks are told about the visitor, beside what a consent platform on the page tells them by itself. */
export interface ConsentSignals {
  /** The hub is for children, or so its operator says. */
  childDirected: boolean;
  underAge: boolean;
  /** Ads may be chosen by context alone. */
  nonPersonal: boolean;
  /** No storage at all. */
  limited: boolean;
}

export function consentSignals(consent: AdConsent, { childDirected }: { childDirected: boolean }): ConsentSignals {
  const granted = mayLoadAds(consent);
  return {
    childDirected,
    underAge: consent.underAge,
    nonPersonal: childDirected || !granted,
    limited: !granted,
  };
}

type ModeState = 'granted' | 'denied';

/** The parameters of Consent Mode v2: https://developers.google.com/tag-platform/security/concepts/consent-mode */
export interface ConsentMode {
  ad_storage: ModeState;
  ad_user_data: ModeState;
  ad_personalization: ModeState;
  analytics_storage: ModeState;
}

/** What stands before anybody has answered, and before any tag. */
export const ALL_DENIED: ConsentMode = {
  ad_storage: 'denied',
  ad_user_data: 'denied',
  ad_personalization: 'denied',
  analytics_storage: 'denied',
};

/** The same after the answer; the hub measures nobody, so `analytics_storage` stays denied. */
export function consentModeOf(signals: ConsentSignals): ConsentMode {
  const ads: ModeState = signals.limited ? 'denied' : 'granted';
  const personal: ModeState = signals.nonPersonal ? 'denied' : 'granted';
  return { ...ALL_DENIED, ad_storage: ads, ad_user_data: personal, ad_personalization: personal };
}
