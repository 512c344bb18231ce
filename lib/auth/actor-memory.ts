import { LRUCache } from 'lru-cache';
import type { UserActor } from '@/lib/context';
import type { Db } from '@/lib/db';

/** Short, because a look-up also notes that the session is in use. */
const REMEMBERED_MS = 15_000;

/** By cookie. Of one database each: a process may serve several, one after the other. */
const memories = new WeakMap<Db, LRUCache<string, UserActor>>();

export function memoryOf(db: Db): LRUCache<string, UserActor> {
  const known = memories.get(db) ?? new LRUCache<string, UserActor>({ max: 10_000, ttl: REMEMBERED_MS });
  memories.set(db, known);
  return known;
}

/** The session has ended: nobody is remembered for it in this process any more. */
export function forgetSession(db: Db, sessionId: string): void {
  const memory = memoryOf(db);
  for (const [cookie, actor] of memory.entries()) if (actor.sessionId === sessionId) memory.delete(cookie);
}
