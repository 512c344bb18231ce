import type { CaseDecision, RiskCase } from '@/lib/risk/types';

/** What can still be done about a case. */
export function decisionsOf({ state, session, offer }: Pick<RiskCase, 'state' | 'session' | 'offer'>): CaseDecision[] {
  if (session?.state === 'delayed' || offer?.state === 'waiting') return ['pay', 'refuse', 'clear_user'];
  const open: CaseDecision[] = state === 'open' ? ['clear', 'confirm', 'clear_user'] : [];
  return session?.state === 'claimed' ? [...open, 'reverse'] : open;
}
