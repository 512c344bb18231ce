'use client';

import { useRef } from 'react';
import { useTag } from './use-tag';

interface AdsenseUnitProps {
  scriptUrl: string;
  client: string;
  slot: string | null;
  childDirected: boolean;
}

/** One display unit of AdSense, of one size: https://support.google.com/adsense/answer/9274516 */
export function AdsenseUnit({ scriptUrl, client, slot, childDirected }: AdsenseUnitProps) {
  const asked = useRef(false);
  useTag(`${scriptUrl}?client=${client}`, { crossorigin: 'anonymous' }, () => {
    if (asked.current) return;
    asked.current = true;
    const { adsbygoogle } = window as { adsbygoogle?: { push(unit: object): unknown } };
    adsbygoogle?.push({});
  });
  return (
    <div className="h-[280px] overflow-hidden rounded-control bg-sunken">
      <ins
        className="adsbygoogle block h-[280px] w-full"
        data-ad-client={client}
        data-ad-slot={slot ?? undefined}
        data-tag-for-child-directed-treatment={childDirected ? '1' : undefined}
      />
    </div>
  );
}
