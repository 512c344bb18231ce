import { hash, verify } from '@node-rs/argon2';

/** argon2id (the library's default kind) with the OWASP minimum: 19 MiB, two passes, one lane. Runs off the main thread. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let decoy: Promise<string> | undefined;

/** Whether the password fits. Without a hash the same work is done, so that the time taken tells nothing. */
export async function passwordFits(password: string, storedHash: string | null): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const fits = await verify(storedHash ?? (await decoy), password);
  return fits && storedHash !== null;
}
