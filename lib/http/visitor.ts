import type { Env } from '@/lib/env';
import { CONSENT_COOKIE, readConsent, type AdConsent } from '@/lib/format';

/** Two letters; networks of proxies write XX or T1 for what they do not know. */
function countryOf(value: string | null | undefined): string | null {
  const code = value?.trim().toUpperCase() ?? '';
  return /^[A-Z]{2}$/.test(code) && code !== 'XX' ? code : null;
}

/** A browser that says for its user that nothing may be sold or shared has answered, until the user says otherwise here. */
function consentOf(headers: Headers, cookie: string | undefined): AdConsent {
  const consent = readConsent(cookie);
  return consent.ads === 'unknown' && headers.get('sec-gpc') === '1' ? { ...consent, ads: 'denied' } : consent;
}

/** What is known of a visitor beside who it is. The country is believed only from a proxy that is configured. */
export function visitorOf(
  env: Pick<Env, 'COUNTRY_HEADER' | 'TRUSTED_PROXIES'>,
  headers: Headers,
  cookies: { get(name: string): { value: string } | undefined },
): { country: string | null; consent: AdConsent } {
  const { COUNTRY_HEADER: header, TRUSTED_PROXIES: proxies } = env;
  return {
    country: header !== undefined && proxies > 0 ? countryOf(headers.get(header)) : null,
    consent: consentOf(headers, cookies.get(CONSENT_COOKIE)?.value),
  };
}
