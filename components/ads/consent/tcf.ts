import type { ConsentMode } from '@/lib/format';

/** What a consent platform says, as far as it matters here: https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework */
export interface TcfData {
  eventStatus?: 'tcloaded' | 'cmpuishown' | 'useractioncomplete';
  gdprApplies?: boolean;
  listenerId?: number;
  purpose?: { consents?: Record<string, boolean>; legitimateInterests?: Record<string, boolean> };
}

export interface TcfAnswer {
  ads: 'granted' | 'denied';
  /** The visitor has just said so, rather than some time ago. */
  isNew: boolean;
  mode: ConsentMode;
}

/** To show and measure ads at all; which of them may be personal the tags ask the platform themselves. */
const TO_SHOW_ADS = [2, 7, 9, 10];

/** Null while nobody has answered. Where the law asks for no consent, as the platform judges, ads may load. */
export function tcfAnswer({ eventStatus, gdprApplies, purpose = {} }: TcfData): TcfAnswer | null {
  if (eventStatus !== 'tcloaded' && eventStatus !== 'useractioncomplete') return null;
  const { consents = {}, legitimateInterests = {} } = purpose;
  const free = gdprApplies === false;
  const agreed = (...ids: number[]) => free || ids.every((id) => consents[id] === true);
  const based = free || TO_SHOW_ADS.every((id) => consents[id] === true || legitimateInterests[id] === true);
  const granted = agreed(1) && based;
  const state = (yes: boolean) => (granted && yes ? 'granted' : 'denied');
  return {
    ads: granted ? 'granted' : 'denied',
    isNew: eventStatus === 'useractioncomplete',
    mode: {
      ad_storage: state(true),
      ad_user_data: state(agreed(1, 7)),
      ad_personalization: state(agreed(3, 4)),
      analytics_storage: 'denied',
    },
  };
}
