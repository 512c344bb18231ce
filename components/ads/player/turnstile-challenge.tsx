'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { loadScript } from '@/components/ads/networks/load-script';
import { Button } from '@/components/ui';
import type { TurnstileChallenge as Facts } from '@/lib/risk/types';

/** What its script puts on the window: https://developers.cloudflare.com/turnstile/get-started/client-side-rendering/ */
interface Turnstile {
  render(
    box: HTMLElement,
    options: {
      sitekey: string;
      action: string;
      cData: string;
      callback(token: string): void;
      'error-callback'(): boolean;
      'unsupported-callback'(): void;
    },
  ): string | undefined;
  remove(widget: string): void;
}

const WAIT_MS = 8_000;
const LOOK_MS = 100;

const current = (): Turnstile | undefined => (window as { turnstile?: Turnstile }).turnstile;

/** The widget's service, when it is there; null when its script does not come. */
function arrival(scriptUrl: string, signal: AbortSignal): Promise<Turnstile | null> {
  return new Promise((resolve) => {
    const until = performance.now() + WAIT_MS;
    let failed = false;
    const url = `${scriptUrl}${scriptUrl.includes('?') ? '&' : '?'}render=explicit`;
    if (!current()) loadScript(window, { src: url }, () => (failed = true));
    const look = setInterval(() => {
      const there = current();
      if (!there && !failed && !signal.aborted && performance.now() < until) return;
      clearInterval(look);
      resolve(signal.aborted ? null : (there ?? null));
    }, LOOK_MS);
  });
}

/** The widget of another company that most people only see pass; where it cannot load, the hub's own question. */
export function TurnstileChallenge({ challenge, onSolve }: { challenge: Facts; onSolve(answer: string): void }) {
  const t = useTranslations('challenge');
  const box = useRef<HTMLDivElement>(null);
  const [standing, setStanding] = useState<'loading' | 'there' | 'blocked'>('loading');
  const solved = useEffectEvent(onSolve);
  const { id, siteKey, scriptUrl, action } = challenge;
  useEffect(() => {
    const leaving = new AbortController();
    let takeOff = () => {};
    void arrival(scriptUrl, leaving.signal).then((turnstile) => {
      if (leaving.signal.aborted || !box.current) return;
      if (!turnstile) return setStanding('blocked');
      setStanding('there');
      const blocked = () => setStanding('blocked');
      const widget = turnstile.render(box.current, {
        ...{ sitekey: siteKey, action, cData: id },
        callback: (token) => solved(token),
        'error-callback': () => {
          blocked();
          return true;
        },
        'unsupported-callback': blocked,
      });
      takeOff = () => {
        if (widget) turnstile.remove(widget);
      };
    });
    return () => {
      leaving.abort();
      takeOff();
    };
  }, [id, siteKey, scriptUrl, action]);
  return (
    <div className="grid gap-3">
      <div ref={box} role="group" aria-label={t('widget')} className={standing === 'blocked' ? 'hidden' : 'min-h-16'} />
      {standing === 'loading' && (
        <p role="status" className="text-[0.9375rem] text-muted">
          {t('loading')}
        </p>
      )}
      {standing === 'blocked' && (
        <div className="grid justify-items-start gap-2">
          <p role="status" className="text-[0.9375rem]">
            {t('blocked')} {t('insteadHint')}
          </p>
          <Button variant="secondary" onClick={() => onSolve('unavailable')}>
            {t('instead')}
          </Button>
        </div>
      )}
    </div>
  );
}
