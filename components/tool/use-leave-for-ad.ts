import { useTransition, type RefObject } from 'react';
import { rememberAd } from './ad-memory';
import type { AdOffer, Viewer } from './types';
import type { WorkbenchProps } from './workbench';

export interface LeaveForAd {
  /** On the way to the ad page. */
  leaving: boolean;
  /** Whether the ad has a page of its own, which is then gone to. */
  leave(offer: AdOffer, fresh: boolean): boolean;
}

/** An ad that was being watched in place goes on in place. */
export const canGoOn = ({ ad, adPlace }: Viewer): boolean => ad !== null && adPlace !== 'page';

/**
 * Ads of other companies are shown on a page of their own. The form goes there by its plain way: what was typed rides along
 * as a draft, and runs when the reader comes back.
 */
export function useLeaveForAd(
  { tool, viewer, action }: Pick<WorkbenchProps, 'tool' | 'viewer' | 'action'>,
  form: RefObject<HTMLFormElement | null>,
): LeaveForAd {
  const [leaving, start] = useTransition();
  return {
    leaving,
    leave(offer, fresh) {
      if (viewer.adPlace !== 'page' || !form.current) return false;
      const fields = new FormData(form.current);
      rememberAd(tool.id, { offer, fresh });
      start(() => action(fields));
      return true;
    },
  };
}
