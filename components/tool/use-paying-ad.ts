import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import type { Plan } from './plan';

const load = () => import('./paying-ad').then((module) => module.PayingAd);

/** The player of ads: most runs are paid from the balance and need none. */
export const PayingAd = dynamic(load, { ssr: false });

/** Fetches the player as soon as it is clear that the next press will want it. */
export function usePayingAd({ action }: Plan): void {
  useEffect(() => {
    if (action === 'watch') void load();
  }, [action]);
}
