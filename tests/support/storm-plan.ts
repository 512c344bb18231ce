import type { LotSource } from '@/lib/credits';
import { chance } from './chaos-plan';

/** What one command asks for. `key` is its id everywhere: external id, hold id, idempotency key. Users by number. */
export type Command = { user: number; key: string } & (
  | { do: 'grant'; source: LotSource; amount: number; days: number | null }
  | { do: 'reserve'; amount: number }
  /** `hold`: the key of an earlier reserve; `author` earns by it. */
  | { do: 'settle'; hold: string; capture: number; author: number | null; ratePpm: number }
  | { do: 'release'; hold: string }
  | { do: 'refund'; hold: string; amount: number }
  | { do: 'clawback'; source: LotSource; amount: number }
  | { do: 'adjust'; amount: number }
  /** Grants to two people in one transaction of many statements. */
  | { do: 'pair'; other: number; amount: number }
  | { do: 'expire' }
  | { do: 'collect' }
);

export interface StormPlan {
  seed: number;
  users: number;
  commands: Command[];
}

const SOURCES: LotSource[] = ['ad', 'ad', 'daily', 'bonus', 'purchase', 'purchase', 'subscription'];
const WEIGHTS: [Command['do'] | 'repeat' | 'twist', number][] = [
  ['grant', 20],
  ['reserve', 23],
  ['settle', 19],
  ['release', 3],
  ['refund', 8],
  ['clawback', 3],
  ['adjust', 4],
  ['pair', 3],
  ['expire', 1],
  ['collect', 2],
  ['repeat', 9],
  ['twist', 5],
];
const TOTAL = WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0);
/** A command about a hold names one that was asked for so many of its user's commands ago: it has probably been made. */
const SETTLED_AFTER = 5;

/** Version 4 by its looks, so that every column takes it; the same for the same seed. */
export function stormId(seed: number, kind: 'user' | 'command', index: number): string {
  const prefix = kind === 'user' ? '0' : 'c';
  return `${prefix}${hex(seed, 7)}-0000-4000-8000-${hex(index, 12)}`;
}
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0').slice(-digits);

/** Dice that fall the same for the same seed. */
function dice(seed: number) {
  let throws = 0;
  const next = () => chance(seed, 'plan', throws++);
  return {
    upTo: (most: number) => 1 + Math.floor(next() * most),
    of: <T>(items: readonly T[]): T | undefined => items[Math.floor(next() * items.length)],
    kind: () => {
      let left = next() * TOTAL;
      return (WEIGHTS.find(([, weight]) => (left -= weight) < 0) ?? WEIGHTS[0]!)[0];
    },
  };
}
type Dice = ReturnType<typeof dice>;
type Asked<Kind extends Command['do']> = Extract<Command, { do: Kind }>;

const isAsked =
  <Kind extends Command['do']>(kind: Kind) =>
  (command: Command): command is Asked<Kind> =>
    command.do === kind;

/** The same key asks for something else. */
function twisted(command: Command, by: Dice): Command {
  switch (command.do) {
    case 'settle':
      return { ...command, capture: Math.floor(command.capture / 2) };
    case 'grant':
    case 'reserve':
    case 'refund':
    case 'clawback':
    case 'adjust':
    case 'pair':
      return { ...command, amount: command.amount + by.upTo(500_000) };
    default:
      return command;
  }
}

function command(kind: Command['do'], user: number, key: string, mine: Command[], users: number, by: Dice): Command {
  const amount = by.upTo(8_000_000);
  const old = mine.slice(0, -SETTLED_AFTER);
  const another = (user + by.upTo(users - 1)) % users;
  switch (kind) {
    case 'grant':
      return { do: kind, user, key, source: by.of(SOURCES)!, amount, days: by.of([null, 2, 3, 5, 30])! };
    case 'settle': {
      const held = by.of(old.filter(isAsked('reserve')).slice(-12));
      if (!held) break;
      const capture = Math.floor(held.amount * by.of([0, 0.3, 0.7, 1, 1])!);
      const author = by.of([another, another, null])!;
      return { do: kind, user, key, hold: held.key, capture, author, ratePpm: by.of([20_000, 150_000, 333_333])! };
    }
    case 'release': {
      const held = by.of(old.filter(isAsked('reserve')).slice(-12));
      if (!held) break;
      return { do: kind, user, key, hold: held.key };
    }
    case 'refund': {
      const settled = by.of(old.filter(isAsked('settle')).slice(-12));
      if (!settled || settled.capture === 0) break;
      const part = Math.max(1, Math.floor(settled.capture * by.of([0.25, 0.5, 1])!));
      return { do: kind, user, key, hold: settled.hold, amount: part };
    }
    case 'clawback':
      return { do: kind, user, key, source: by.of(SOURCES)!, amount };
    case 'adjust':
      return { do: kind, user, key, amount: by.of([amount, -amount])! };
    case 'pair':
      return { do: kind, user, key, other: another, amount };
    case 'expire':
    case 'collect':
      return { do: kind, user, key };
    case 'reserve':
      break;
  }
  return { do: 'reserve', user, key, amount: Math.ceil(amount / 2) };
}

/** So many commands of so many users, the same for the same seed. Every user begins with a grant. */
export function stormPlan(seed: number, users: number, count: number): StormPlan {
  const by = dice(seed);
  const lives: Command[][] = Array.from({ length: users }, () => []);
  const commands: Command[] = [];
  for (let index = 0; index < count; index++) {
    const user = index % users;
    const mine = lives[user]!;
    const key = stormId(seed, 'command', index);
    const kind = mine.length === 0 ? 'grant' : by.kind();
    const again = kind === 'repeat' || kind === 'twist' ? by.of(mine) : undefined;
    const next =
      again === undefined
        ? command(kind === 'repeat' || kind === 'twist' ? 'reserve' : kind, user, key, mine, users, by)
        : kind === 'twist'
          ? twisted(again, by)
          : again;
    if (again === undefined) mine.push(next);
    commands.push(next);
  }
  return { seed, users, commands };
}
