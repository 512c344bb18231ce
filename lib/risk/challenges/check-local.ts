import { createHash, timingSafeEqual } from 'node:crypto';
import type { Ctx } from '@/lib/context';
import { sha256 } from '@/lib/ids';
import type { ChallengeRow } from './challenge-row';

/** Some tens of thousands of hashes: a second of a phone, and a price for a program that asks all day. */
export const PROOF_BITS = 16;

/** What stands in the row instead of the answer: only this hub can make it. */
export const expectedOf = (ctx: Pick<Ctx, 'sign'>, challengeId: string, picked: string): string =>
  ctx.sign(`challenge:${challengeId}:${picked}`);

function isWorkDone(salt: string, digits: string, bits: number): boolean {
  const hash = createHash('sha256').update(`${salt}:${digits}`).digest();
  return Math.clz32(hash.readUInt32BE(0)) >= bits;
}

/** Whether `digits:i,j` proves the work and names the right words. */
export function isRightAnswer(ctx: Pick<Ctx, 'sign'>, row: ChallengeRow, answer: string): boolean {
  const [, digits, picked] = /^(\d{1,15}):(\d(?:,\d){0,5})$/.exec(answer) ?? [];
  if (digits === undefined || picked === undefined || row.salt === null || row.bits === null) return false;
  const given = Buffer.from(sha256(expectedOf(ctx, row.id, picked)), 'hex');
  const right = Buffer.from(sha256(row.expected ?? ''), 'hex');
  return isWorkDone(row.salt, digits, row.bits) && timingSafeEqual(given, right);
}
