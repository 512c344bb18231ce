import type { Actor } from '@/lib/context';
import { memoryOf } from './actor-memory';
import { cookieNames } from './cookies';
import { actorFromCookies, type AuthWorld } from './session-cookie';

/**
 * Whoever held this cookie some seconds ago, marked as `remembered`: only for routes whose verb asks again, in its own
 * statement, whether that still holds, and for those that move nothing. `fresh` forgets and looks.
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
