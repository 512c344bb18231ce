import { AppError } from '@/lib/errors';

/** What is said of a session that takes nothing any more. */
export const sessionExpired = () => new AppError('ad_expired', 'This ad session has run out. Start a new one.');

export const sessionEnded = () => new AppError('conflict', 'This ad session has ended.');
