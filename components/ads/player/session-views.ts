import type { PlayerSession, PlayerView } from './types';

/** The network's ad has still to be shown; afterwards a house ad takes what is left of the view's time. */
export function needsNetwork(view: PlayerView): boolean {
  return view.network !== 'house' && !view.granted;
}

/** The first view that something is missing of; -1 for none. */
export function openViewOf(session: PlayerSession): number {
  return session.views.findIndex((view) => !view.complete);
}

export function withView(session: PlayerSession, id: string, change: Partial<PlayerView>): PlayerSession {
  return { ...session, views: session.views.map((view) => (view.id === id ? { ...view, ...change } : view)) };
}

export const keyOf = ({ id, token }: PlayerSession) => ({ sessionId: id, token });
