/** What a house creative needs to draw one moment of itself: no clock, no state, no words of its own. */
export interface CreativeProps {
  /** Where the ad is, in seconds. */
  positionSeconds: number;
  totalSeconds: number;
  /** Loops stand still while the ad does. */
  playing: boolean;
  reducedMotion: boolean;
  /** One line per scene. */
  strings: { headline: string; lines: readonly string[] };
}

export interface Moment {
  /** Share of the whole, 0 to 1. */
  progress: number;
  /** Index of the scene. */
  scene: number;
}

export function momentOf({ positionSeconds, totalSeconds, strings }: CreativeProps): Moment {
  const progress = totalSeconds > 0 ? Math.min(1, Math.max(0, positionSeconds / totalSeconds)) : 0;
  return { progress, scene: Math.min(strings.lines.length - 1, Math.floor(progress * strings.lines.length)) };
}

/** How far `value` is on its way between two points, 0 to 1. */
export function ramp(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
