/** "1 minute", "90 seconds", "2 minutes": how long an ad lasts, for people. Whole minutes are said in minutes. */
export function watchTimeParts(seconds: number): { unit: 'minute' | 'second'; count: number } {
  return seconds >= 60 && seconds % 60 === 0
    ? { unit: 'minute', count: seconds / 60 }
    : { unit: 'second', count: seconds };
}

/** "0:07", "2:05": a running clock. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

export const DAY_MS = 86_400_000;

/** The day of a moment in UTC, as YYYY-MM-DD. */
export function utcDay(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** The midnight (UTC) that a moment's day begins with. */
export function utcDayStart(moment: Date): Date {
  return new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate()));
}
