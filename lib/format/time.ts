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
