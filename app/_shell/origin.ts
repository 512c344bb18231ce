import { publicUrl } from '@/lib/auth';
import type { Services } from '@/lib/server';

/** The hub's own address, without a slash at the end: as it was told, else as it was asked for. */
export function originOf({ env }: Pick<Services, 'env'>, head: Headers): string {
  const told = publicUrl(env);
  if (told) return new URL(told).origin;
  const isSecure = head.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';
  return `${isSecure ? 'https' : 'http'}://${head.get('host') ?? 'localhost'}`;
}
