import { ALL_DENIED, consentModeOf, type ConsentSignals } from '@/lib/format';
import type { AdDocumentState } from './ad-window';

interface AdDocumentInput {
  state: AdDocumentState;
  signals: ConsentSignals;
  /** Somebody may still answer while the page is open: tags wait that long for it, milliseconds. */
  waitMs?: number;
}

/**
 * Said in the document itself, before any tag: Consent Mode with everything denied, then what was answered; how Google's
 * tags shall treat the visitor; frames of another origin alone, since an ad's own would stand under the page's policy.
 * `adDocument` is how islands know what this document was loaded for: a later move between pages does not run this.
 */
const SCRIPT = `(function(w,c){
w.dataLayer=w.dataLayer||[];
w.gtag=w.gtag||function(){w.dataLayer.push(arguments)};
w.gtag('consent','default',c.before);
if(c.answer)w.gtag('consent','update',c.answer);
w.adDocument={state:c.state,childDirected:c.privacy.childDirectedTreatment};
if(c.state!=='tags')return;
var g=w.googletag=w.googletag||{};
(g.cmd=g.cmd||[]).push(function(){
var p=w.googletag.pubads&&w.googletag.pubads();
if(p&&p.setPrivacySettings)p.setPrivacySettings(c.privacy);
if(p&&p.setForceSafeFrame)p.setForceSafeFrame(true);
});
(w.adsbygoogle=w.adsbygoogle||[]).requestNonPersonalizedAds=c.privacy.nonPersonalizedAds?1:0;
})(window,`;

export function adDocumentScript({ state, signals, waitMs }: AdDocumentInput): string {
  const said = {
    state,
    before: { ...ALL_DENIED, ...(waitMs === undefined ? {} : { wait_for_update: waitMs }) },
    answer: state === 'tags' ? consentModeOf(signals) : null,
    privacy: {
      childDirectedTreatment: signals.childDirected,
      underAgeOfConsent: signals.underAge,
      nonPersonalizedAds: signals.nonPersonal,
      limitedAds: signals.limited,
    },
  };
  return `${SCRIPT}${JSON.stringify(said)})`;
}
