import { CONSENT_COOKIE, CONSENT_SECONDS, readConsent, writeConsent, type AdConsent } from '@/lib/format';
import { tcfAnswer, type TcfData } from './tcf';

type TcfListener = (data: TcfData, ok: boolean) => void;

/** Of the window that a consent platform lives in: what is needed of it. */
export interface CmpWindow {
  document: Pick<Document, 'cookie' | 'createElement' | 'head' | 'querySelector'>;
  location: { protocol: string; reload(): void };
  gtag?: (...said: unknown[]) => void;
  __tcfapi?: (command: string, version: number, callback: TcfListener, parameter?: number) => void;
}

function kept({ document }: CmpWindow): AdConsent {
  const [, value] = new RegExp(`(?:^|; )${CONSENT_COOKIE}=([^;]*)`).exec(document.cookie) ?? [];
  return readConsent(value);
}

function keep({ document, location }: CmpWindow, ads: 'granted' | 'denied'): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  const value = writeConsent({ ads, underAge: false });
  document.cookie = `${CONSENT_COOKIE}=${value}; Path=/; Max-Age=${CONSENT_SECONDS}; SameSite=Lax${secure}`;
}

/**
 * Whether what the platform says changes what is kept. What somebody has told it before fills in a missing answer and takes
 * a "yes" back; over a "no" that was given here it wins only when they have just answered. Whoever is too young stays so.
 */
export function replaces(old: AdConsent, next: { ads: 'granted' | 'denied'; isNew: boolean }): boolean {
  if (old.underAge || old.ads === next.ads) return false;
  return next.isNew || old.ads === 'unknown' || next.ads === 'denied';
}

/**
 * Loads the platform's script and turns its answers into the hub's own cookie. The page is loaded anew when an answer
 * changes it, since its policy and tags follow from the cookie. Returns what stops the listening.
 */
export function listenToCmp(window: CmpWindow, src: string): () => void {
  let stopped = false;
  let listener: number | undefined;
  const hear: TcfListener = (data, ok) => {
    listener = data?.listenerId ?? listener;
    const answer = ok && !stopped ? tcfAnswer(data) : null;
    if (!answer) return;
    if (!replaces(kept(window), answer)) {
      if (answer.ads === kept(window).ads) window.gtag?.('consent', 'update', answer.mode);
      return;
    }
    keep(window, answer.ads);
    window.location.reload();
  };
  const ask = () => !stopped && window.__tcfapi?.('addEventListener', 2, hear);
  if (window.__tcfapi || window.document.querySelector(`script[src="${src}"]`)) ask();
  else {
    const script = window.document.createElement('script');
    script.async = true;
    script.src = src;
    script.addEventListener('load', ask);
    window.document.head.appendChild(script);
  }
  return () => {
    stopped = true;
    if (listener !== undefined) window.__tcfapi?.('removeEventListener', 2, () => undefined, listener);
  };
}
