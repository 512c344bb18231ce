import { AppError } from '@/lib/errors';

/** Who asks. A verb switches over `type`, so that each kind of caller is decided for. */
export type Actor =
  | { type: 'guest' }
  | {
      type: 'user';
      userId: string;
      sessionId: string;
      role: 'user' | 'admin';
      plan: 'free' | 'premium';
      /** Looked up some seconds ago: whatever acts for it asks in its own statement whether that still holds. */
      remembered?: true;
    }
  | { type: 'apiKey'; userId: string; keyId: string; scopes: readonly string[]; plan: 'free' | 'premium' }
  | { type: 'system'; job: string }
  | { type: 'adNetwork'; network: string };

export type UserActor = Extract<Actor, { type: 'user' }>;

/** The user a personal verb acts for; guests get 401, machines 403. */
export function requireUserId(actor: Actor): string {
  switch (actor.type) {
    case 'user':
    case 'apiKey':
      return actor.userId;
    case 'guest':
      throw new AppError('unauthenticated', 'Sign in to go on.');
    case 'system':
    case 'adNetwork':
      throw new AppError('forbidden', 'This needs a person.');
  }
}

/** A person in a signed-in browser: what API keys may never do (ads, rewards, account, admin). */
export function requireSession(actor: Actor): UserActor {
  if (actor.type === 'user') return actor;
  if (actor.type === 'guest') throw new AppError('unauthenticated', 'Sign in to go on.');
  throw new AppError('forbidden', 'This needs a signed-in browser session.');
}

export function requireAdmin(actor: Actor): UserActor {
  const user = requireSession(actor);
  if (user.role !== 'admin') throw new AppError('forbidden', 'This is for operators.');
  return user;
}

/** How the actor is named in audit rows. */
export function actorId(actor: Actor): string | null {
  switch (actor.type) {
    case 'user':
    case 'apiKey':
      return actor.userId;
    case 'system':
      return actor.job;
    case 'adNetwork':
      return actor.network;
    case 'guest':
      return null;
  }
}
