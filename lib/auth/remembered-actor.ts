import { LRUCache } from 'lru-cache';
import type { Actor, UserActor } from '@/lib/context';
import type { Db } from '@/lib/db';
import { cookieNames } from './cookies';
import { actorFromCookies, type AuthWorld } from './session-cookie';

/** Short, because a look-up also notes that the session is in use. */
const REMEMBERED_MS = 15_000;

/** By cookie. Of one database each: a process may serve several, one after the other. */
const memories = new WeakMap<Db, LRUCache<string, UserActor>>();

function memoryOf(db: Db): LRUCache<string, UserActor> {
  const known = memories.get(db) ?? new LRUCache<string, UserActor>({ max: 10_000, ttl: REMEMBERED_MS });
  memories.set(db, known);
  return known;
}

/**
 * Whoever held this cookie some seconds ago, marked as `remembered`: only for routes whose verb asks again, in its own
 * statement, whether that still holds. `fresh` forgets and looks.
 */
export async function rememberedActor(
  world: AuthWorld,
  cookies: { get(name: string): { value: string } | undefined },
  fresh: boolean,
): Promise<Actor> {
  const cookie = cookies.get(cookieNames(world.env).session)?.value;
  if (!cookie) return { type: 'guest' };
  const memory = memoryOf(world.db);
  const known = fresh ? undefined : memory.get(cookie);
  if (known) return known;
  memory.delete(cookie);
  const actor = await actorFromCookies(world, cookies);
  if (actor.type === 'user') memory.set(cookie, { ...actor, remembered: true });
  return actor;
}
