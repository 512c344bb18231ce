import type { PlainWatchProps } from './plain-watch';

/** What the server has counted over all views of a session, in whole seconds; null without a session. */
export function plainProgress(
  session: { watchSeconds: number; views: { watchedSeconds: number; seconds: number }[] } | null,
): PlainWatchProps['progress'] {
  if (!session) return null;
  const watched = session.views.reduce((sum, view) => sum + Math.min(view.seconds, view.watchedSeconds), 0);
  return { watched: Math.floor(watched), required: session.watchSeconds };
}
