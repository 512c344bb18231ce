'use client';

import { useEffect } from 'react';
import { callApi } from '@/app/_client/call-api';
import { NOTICES_READ } from '@/app/_shell/bell-island';

/** Long enough to have been seen. */
const SEEN_MS = 2_000;

/** Marks what stands on the page as read once it has been in sight for a moment. Draws nothing. */
export function SeenIsland({ ids }: { ids: readonly string[] }) {
  const key = ids.join();
  useEffect(() => {
    if (key === '') return;
    const timer = setTimeout(() => {
      if (document.visibilityState !== 'visible') return;
      void callApi('/api/notices/read', { body: { ids: key.split(',') } }).then(() =>
        window.dispatchEvent(new Event(NOTICES_READ)),
      );
    }, SEEN_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return null;
}
