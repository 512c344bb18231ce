'use client';

import { useEffect, useEffectEvent } from 'react';

/** Rows take seconds. */
const EVERY_MS = 2_000;

/** Asks for the page anew as long as it is looked at; without script there is a button for it. */
export function FollowAlong({ refresh }: { refresh(): void }) {
  const look = useEffectEvent(() => {
    if (document.visibilityState === 'visible') refresh();
  });
  useEffect(() => {
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return null;
}
