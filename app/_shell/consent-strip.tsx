import { headers } from 'next/headers';
import { answerConsent } from '@/app/actions/consent';
import { ConsentBanner } from '@/components/ads/consent/consent-banner';
import { consentNeed } from '@/lib/ads';
import { pageCtx } from './page';

/** The operator's console shows no ads, and the page of choices asks by itself. */
const ASKS_NOT = /^\/(?:admin|ad-choices)(?:[/?]|$)/;

/**
 * The question, where the answer matters: to those who could earn by ads of other companies on every page, to everybody
 * else beside a place for display units. Once somebody has answered it is gone.
 */
export async function ConsentStrip({ at }: { at: 'shell' | 'display' }) {
  const [{ ctx }, head] = await Promise.all([pageCtx(), headers()]);
  const { rewarded, display, consent, cmpScriptUrl } = consentNeed({ ctx });
  const matters = at === 'shell' ? rewarded : display && !rewarded;
  if (!matters || consent.ads !== 'unknown' || ASKS_NOT.test(head.get('x-page') ?? '')) return null;
  return <ConsentBanner action={answerConsent} platform={cmpScriptUrl !== null} framed={at === 'display'} />;
}
