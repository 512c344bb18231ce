/**
 * Every place a display unit may stand, by name. It names the page and what stands on it: a page with a button that
 * pays for watching takes no unit, so that nobody can take the one for the other.
 */
export const PLACEMENTS = {
  /** Under a shared result, for whoever has its link. */
  sharedResult: { page: '/r/{slug}', hasRewardButton: false },
  /** Where ads pay; named here so that asking for units there is answered: none. */
  earn: { page: '/earn', hasRewardButton: true },
  tool: { page: '/tool/{toolId}', hasRewardButton: true },
} as const;

export type Placement = keyof typeof PLACEMENTS;
