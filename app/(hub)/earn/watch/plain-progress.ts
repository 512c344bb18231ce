import type { PlayerSession } from '@/components/ads/player/types';
import type { PlainWatchProps } from './plain-watch';

/** A session as the page without script shows it: its count in whole seconds over all views, and the view under way. */
export function plainSession(
  session: Pick<PlayerSession, 'watchSeconds' | 'views'> | null,
): Pick<PlainWatchProps, 'progress' | 'view'> {
  if (!session) return { progress: null, view: null };
  const { views, watchSeconds: required } = session;
  const watched = views.reduce((sum, view) => sum + Math.min(view.seconds, view.watchedSeconds), 0);
  const view = views.find(({ complete }) => !complete) ?? views.at(-1) ?? null;
  return { progress: { watched: Math.floor(watched), required }, view };
}
