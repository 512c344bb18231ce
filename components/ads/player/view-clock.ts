import { createStopwatch } from './stopwatch';
import type { PlayerView } from './types';

/** The time of the view on screen: what the server has counted of it, and what has run here since. */
export class ViewClock {
  private readonly watch;
  /** Watched and position of the view when the stopwatch began. */
  private base = { watched: 0, position: 0 };

  constructor(now: () => number) {
    this.watch = createStopwatch(now);
  }

  open(view: PlayerView): void {
    this.base = { watched: view.watchedSeconds, position: view.positionSeconds };
    this.watch.reset();
  }

  start(): void {
    this.watch.start();
  }

  stop(): void {
    this.watch.stop();
  }

  /** Seconds of play, for the beats. */
  position(): number {
    return this.base.position + this.watch.seconds();
  }

  /** Seconds to show as watched, at most the length of the view. */
  shown(view: PlayerView): number {
    return Math.max(0, Math.min(view.seconds, this.base.watched + this.watch.seconds()));
  }

  /** The server's count at `position`: from here on the shown time grows from it, so it never promises more than is paid. */
  heard(watchedSeconds: number, position: number): void {
    this.base = { ...this.base, watched: watchedSeconds - (position - this.base.position) };
  }
}
