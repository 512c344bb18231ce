import {
  adjust,
  clawback,
  collectRoyalties,
  expireLots,
  grant,
  refund,
  release,
  reserve,
  settle,
  withIdempotency,
} from '@/lib/credits';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { canonicalJson, sha256 } from '@/lib/ids';
import { DAY_MS } from './ledger-world';
import { stormId, type Command } from './storm-plan';

const EXTERNAL = 'storm';
/** Long enough for another transaction to take the second wallet first. */
const BETWEEN_PAIR_MS = 20;

type Asked<Kind extends Command['do']> = Extract<Command, { do: Kind }>;
interface Call<Kind extends Command['do'] = Command['do']> {
  ctx: Ctx;
  userId: string;
  seed: number;
  command: Asked<Kind>;
}

function grantTo(ctx: Ctx, userId: string, externalId: string, command: Asked<'grant'> | Asked<'pair'>) {
  const days = command.do === 'grant' ? command.days : null;
  // By the time of each sending, as a job that repeats an event would: the expiry is no part of what was asked.
  const expiresAt = days === null ? null : new Date(ctx.clock.now().getTime() + days * DAY_MS);
  const input = {
    ...{ userId, expiresAt, externalId, externalSource: EXTERNAL, amountMicro: BigInt(command.amount) },
    source: command.do === 'grant' ? command.source : ('bonus' as const),
    ref: { type: 'offer' as const, id: externalId },
  };
  return grant({ ctx, input });
}

/** Called while a transaction has the first wallet locked and is about to take the second one. */
export type OnHalf = (locked: string, next: string) => void;

/** Two wallets in one transaction of many statements, in whichever order was asked for. */
async function pair({ ctx, userId, seed, command }: Call<'pair'>, onHalf?: OnHalf): Promise<string> {
  const { key, other } = command;
  const { result } = await withIdempotency(
    { ctx, scope: 'storm', key, requestHash: sha256(canonicalJson({ ...command })) },
    async (tx) => {
      const first = await grantTo(tx, userId, `${key} a`, command);
      onHalf?.(userId, stormId(seed, 'user', other));
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_PAIR_MS));
      const second = await grantTo(tx, stormId(seed, 'user', other), `${key} b`, command);
      return [first.outcome, second.outcome];
    },
  );
  return result.includes('paid_otherwise') ? 'idempotency_mismatch' : 'granted';
}

async function endOne({ ctx, seed, command }: Call<'settle' | 'release'>): Promise<string> {
  // Another command for the same hold says another reason: only the very same call is a repeat.
  const [holdId, reason] = [command.hold, command.key];
  if (command.do === 'release') return (await release({ ctx, input: { holdId, reason } })).outcome;
  const { author, ratePpm } = command;
  const royalty =
    author === null
      ? undefined
      : {
          authorId: stormId(seed, 'user', author),
          ratePpm,
          ref: { type: 'prompt' as const, id: `by ${author}` },
          expiresAt: null,
        };
  return (await settle({ ctx, input: { holdId, reason, royalty, captureMicro: BigInt(command.capture) } })).outcome;
}

/** Sends one command once. Answers how it went; refusals of the ledger are answers too. */
export async function send(ctx: Ctx, seed: number, command: Command, onHalf?: OnHalf): Promise<string> {
  const userId = stormId(seed, 'user', command.user);
  const external = { externalSource: EXTERNAL, externalId: command.key };
  try {
    switch (command.do) {
      case 'grant':
        return (await grantTo(ctx, userId, command.key, command)).outcome;
      case 'pair':
        return await pair({ ctx, userId, seed, command }, onHalf);
      case 'reserve': {
        const ref = { type: 'offer' as const, id: command.key };
        const input = { userId, holdId: command.key, amountMicro: BigInt(command.amount), ref };
        return (await reserve({ ctx, input: { ...input, deadlineAt: new Date('2100-01-01') } })).outcome;
      }
      case 'settle':
      case 'release':
        return await endOne({ ctx, userId, seed, command });
      case 'refund': {
        const input = { ...external, holdId: command.hold, amountMicro: BigInt(command.amount), reason: 'storm' };
        return (await refund({ ctx, input })).outcome;
      }
      case 'clawback': {
        const ref = { type: 'payment' as const, id: command.key };
        const input = { ...external, ref, userId, source: command.source, amountMicro: BigInt(command.amount) };
        return (await clawback({ ctx, input })).outcome;
      }
      case 'adjust': {
        const input = { userId, amountMicro: BigInt(command.amount), reason: 'storm', externalId: command.key };
        return (await adjust({ ctx, input })).outcome;
      }
      case 'expire':
        await expireLots({ ctx, input: {} });
        return 'done';
      case 'collect':
        await collectRoyalties({ ctx, input: {} });
        return 'done';
    }
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}
