import { AppError } from '@/lib/errors';

/** Too much of what was asked lately was refused. */
export function pause(retryAt: Date, now: Date): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 1_000));
  const when = `${retryAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return new AppError(
    'cap_reached',
    `Many of your requests were refused for their content within a day, and nothing was charged for them. You can run again after ${when}.`,
    { retryAfterSeconds, extra: { retryAt: retryAt.toISOString() } },
  );
}
