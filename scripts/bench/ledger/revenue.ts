import { CONNECTIONS, type Ground } from './grounds';
import { pgbench, reserveAndSettle } from './pgbench';
import { interleave } from './rounds';
import { withoutRevenue } from './without-revenue';

const VARIANT = 'ledger_settle_without_revenue';

async function definition(ground: Ground, name: string): Promise<string> {
  const [row] = await ground.db.sql<{ text: string }>('SELECT pg_get_functiondef($1::regproc) AS text', [name]);
  if (!row) throw new Error(`There is no function ${name}.`);
  return row.text;
}

/** In this database only: the variant, and a balance check that looks as before but does not refuse. */
async function makeVariant(ground: Ground): Promise<void> {
  const settle = await definition(ground, 'ledger_settle');
  await ground.db.sql(withoutRevenue(settle).replace(/ledger_settle\b/, VARIANT));
  const check = await definition(ground, 'ledger_check_balanced');
  const mute = check.replace(/RAISE EXCEPTION[^;]*;/g, 'NULL;');
  if (mute === check) throw new Error('The balance check raises nothing: it has been written otherwise.');
  await ground.db.sql(mute);
}

export interface RevenueCost {
  withRevenue: number;
  withoutRevenue: number;
  /** Of the throughput that is there without it: 0.05 is 5 %. */
  cost: number;
}

/** What recording platform revenue costs. Spoils the ground for `ledger:verify`. */
export async function revenueCost(ground: Ground, seconds: number): Promise<RevenueCost> {
  await makeVariant(ground);
  const contestant = (name: string, settle?: string) => {
    const script = reserveAndSettle(ground.users, settle);
    return { name, run: (time: number) => pgbench(ground.url, { script, clients: CONNECTIONS, seconds: time }) };
  };
  const result = await interleave([contestant('with'), contestant('without', VARIANT)], seconds);
  const [withRevenue = Number.NaN, bare = Number.NaN] = [result.get('with'), result.get('without')];
  return { withRevenue, withoutRevenue: bare, cost: 1 - withRevenue / bare };
}
