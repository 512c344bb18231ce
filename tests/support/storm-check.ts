import { verifyLedger } from '@/lib/credits';
import type { LedgerWorld } from './ledger-world';
import { stormId, type Command, type StormPlan } from './storm-plan';

/** Answers that mean: this has happened, now or before. */
const HAPPENED = new Set(['granted', 'held', 'settled', 'refunded', 'taken', 'adjusted', 'repeated']);

interface Movement {
  user: string;
  amount: number;
}
interface Ending extends Movement {
  author: string | null;
  ratePpm: number;
}
/** All that clients know to have happened, by key. A key stands for one thing. */
interface Known {
  posted: Map<string, Movement & { kind: string }>;
  held: Map<string, Movement>;
  ended: Map<string, Ending>;
  refunded: Map<string, number>;
  lies: string[];
}

function know<Value>(known: Known, map: Map<string, Value>, key: string, value: Value): boolean {
  const earlier = map.get(key);
  if (earlier === undefined) map.set(key, value);
  else if (JSON.stringify(earlier) !== JSON.stringify(value)) known.lies.push(`${key} stands for two things`);
  return earlier === undefined;
}

function learn(known: Known, seed: number, command: Command): void {
  const user = stormId(seed, 'user', command.user);
  const post = (kind: string, amount: number, key = command.key, owner = user) =>
    know(known, known.posted, key, { kind, amount, user: owner });
  switch (command.do) {
    case 'grant':
      return void post('grant', command.amount);
    case 'pair':
      post('grant', command.amount, `${command.key} a`);
      return void post('grant', command.amount, `${command.key} b`, stormId(seed, 'user', command.other));
    case 'adjust':
      return void post('adjust', command.amount);
    case 'clawback':
      return void post('clawback', -command.amount);
    case 'refund':
      if (post('refund', command.amount)) {
        known.refunded.set(command.hold, (known.refunded.get(command.hold) ?? 0) + command.amount);
      }
      return;
    case 'reserve':
      return void know(known, known.held, command.key, { user, amount: command.amount });
    case 'release':
      return void know(known, known.ended, command.hold, { user, amount: 0, author: null, ratePpm: 0 });
    case 'settle': {
      const author = command.author === null ? null : stormId(seed, 'user', command.author);
      const { capture, ratePpm } = command;
      know(known, known.ended, command.hold, { user, amount: capture, author, ratePpm: author ? ratePpm : 0 });
      return;
    }
    case 'expire':
    case 'collect':
  }
}

function knownFrom(plan: StormPlan, told: Map<number, string>): Known {
  const known: Known = { posted: new Map(), held: new Map(), ended: new Map(), refunded: new Map(), lies: [] };
  for (const [index, outcome] of told) {
    const command = plan.commands[index]!;
    if (HAPPENED.has(outcome)) learn(known, plan.seed, command);
  }
  for (const key of known.ended.keys()) if (!known.held.has(key)) known.lies.push(`${key} ended and was never held`);
  return known;
}

/** Both ways: what clients know and the ledger has not, and what the ledger has and nobody was told of. */
function compare(what: string, known: Map<string, string>, stored: Map<string, string>): string[] {
  const lines: string[] = [];
  for (const key of new Set([...known.keys(), ...stored.keys()])) {
    const [told, found] = [known.get(key) ?? 'nothing', stored.get(key) ?? 'nothing'];
    if (told !== found) lines.push(`${what} ${key}: clients know of ${told}, the ledger has ${found}`);
  }
  return lines;
}

async function compareEffects(world: LedgerWorld, known: Known): Promise<string[]> {
  const posted = await world.db.sql<{ key: string; what: string }>(
    `SELECT t.external_id AS key, t.kind || ' ' || t.user_id || ' '
       || (SELECT sum(amount_micro) FROM ledger_entries e WHERE e.transaction_id = t.id AND e.user_id = t.user_id) AS what
     FROM ledger_transactions t WHERE t.external_source IS NOT NULL`,
  );
  const holds = await world.db.sql<{ key: string; held: string; ended: string | null }>(
    `SELECT id::text AS key, user_id || ' ' || amount_micro AS held,
       CASE WHEN state <> 'open' THEN captured_micro || ' - ' || refunded_micro END AS ended FROM credit_holds`,
  );
  const movements = [...known.posted].map(
    ([key, { kind, user, amount }]) => [key, `${kind} ${user} ${amount}`] as const,
  );
  const held = [...known.held].map(([key, { user, amount }]) => [key, `${user} ${amount}`] as const);
  const ended = [...known.ended].map(
    ([key, { amount }]) => [key, `${amount} - ${known.refunded.get(key) ?? 0}`] as const,
  );
  return [
    ...compare('movement', new Map(movements), new Map(posted.map(({ key, what }) => [key, what]))),
    ...compare('hold', new Map(held), new Map(holds.map((hold) => [hold.key, hold.held]))),
    ...compare(
      'ending',
      new Map(ended),
      new Map(holds.flatMap((hold) => (hold.ended === null ? [] : [[hold.key, hold.ended] as const]))),
    ),
  ];
}

/** What each user must have by what clients know; only what ran out is read from the statement. */
async function compareBalances(world: LedgerWorld, known: Known): Promise<string[]> {
  const sums = new Map<string, number>();
  const add = (user: string, amount: number) => sums.set(user, (sums.get(user) ?? 0) + amount);
  for (const { user, amount } of known.posted.values()) add(user, amount);
  for (const [hold, { user, amount, author, ratePpm }] of known.ended) {
    add(user, -amount);
    const kept = BigInt(amount - (known.refunded.get(hold) ?? 0));
    if (author) add(author, Number((kept * BigInt(ratePpm)) / 1_000_000n));
  }
  const rows = await world.db.sql<{ user: string; total: string; expired: string }>(
    `SELECT w.user_id::text AS user, (available_micro + held_micro - debt_micro)::text AS total,
       (SELECT coalesce(sum(e.amount_micro), 0) FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id
        WHERE e.user_id = w.user_id AND e.account = 'user:available' AND t.kind = 'expire')::text AS expired
     FROM credit_wallets w`,
  );
  return rows.flatMap(({ user, total, expired }) => {
    const expected = (sums.get(user) ?? 0) + Number(expired);
    return expected === Number(total)
      ? []
      : [`user ${user}: ${expected} by what clients know, the wallet has ${total}`];
  });
}

export interface StormVerdict {
  /** Nothing, when all is right. Each line names the seed's command key or user. */
  wrong: string[];
  /** Effects that clients know of, each found in the ledger once. */
  effects: number;
  transactions: number;
}

/** (a) every invariant, (b) conservation per user, (c) every acknowledged effect once and nothing else. */
export async function checkStorm(
  world: LedgerWorld,
  plan: StormPlan,
  told: Map<number, string>,
): Promise<StormVerdict> {
  const known = knownFrom(plan, told);
  // By the connection this check was given: the storm's own may still be ended by its last sabotage.
  const report = await verifyLedger({ ctx: { ...world.ctx(), db: world.db }, input: {} });
  const broken = report.checks.filter((check) => !check.ok).map((check) => `${check.name}: ${JSON.stringify(check)}`);
  const unanswered = plan.commands.length - told.size;
  const wrong = [
    ...(unanswered === 0 ? [] : [`${unanswered} commands were never answered`]),
    ...known.lies,
    ...broken,
    ...(await compareEffects(world, known)),
    ...(await compareBalances(world, known)),
  ];
  const effects = known.posted.size + known.held.size + known.ended.size;
  return { wrong, effects, transactions: report.counts.transactions };
}
