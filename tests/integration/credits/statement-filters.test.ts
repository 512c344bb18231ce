import { exportStatement, listStatement, statementCsv, type CsvRow, type StatementEntry } from '@/lib/credits';
import { statementStatement } from '@/lib/credits/read-statement';
import type { StatementFilter } from '@/lib/credits/types';
import { DAY_MS, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { longStatement } from '@/tests/support/long-statement';
import { openTestDb } from '@/tests/support/test-db';

const ENTRIES = 3_000;

let world: LedgerWorld;
let userId: string;
let whole: StatementEntry[];

async function all(filter: StatementFilter): Promise<StatementEntry[]> {
  const found: StatementEntry[] = [];
  for await (const page of exportStatement({ ctx: world.ctx(), input: { userId, ...filter } })) found.push(...page);
  return found;
}

beforeAll(async () => {
  world = ledgerWorld(await openTestDb());
  userId = await longStatement(world, ENTRIES);
  whole = await all({});
});

const ids = (entries: StatementEntry[]) => entries.map((entry) => entry.id);

describe('a filtered statement', () => {
  it('is earned, spent or returned, and the three are the whole', async () => {
    const parts = await Promise.all([all({ kind: 'earned' }), all({ kind: 'spent' }), all({ kind: 'returned' })]);
    expect(parts.map((part) => [...new Set(part.map((entry) => entry.kind))])).toEqual([
      ['grant'],
      ['hold'],
      ['settle'],
    ]);
    expect(parts[1]?.every((entry) => entry.amount < 0)).toBe(true);
    expect(new Set(parts.flatMap(ids))).toEqual(new Set(ids(whole)));
  });

  it.each([
    ['a month', { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' }],
    ['days, the last one whole', { from: '2026-02-25', to: '2026-02-26' }],
    ['a beginning', { from: '2026-03-08' }],
    ['an end', { to: '2026-02-20T08:30:00Z' }],
    ['before everything', { to: '2020-01-01' }],
    ['after everything', { from: '2030-01-01' }],
  ])('is of %s exactly', async (_name, time: { from?: string; to?: string }) => {
    const from = time.from ? Date.parse(time.from) : -Infinity;
    const day = time.to?.length === 10 ? DAY_MS : 0;
    const to = time.to ? Date.parse(time.to) + day : Infinity;
    const expected = whole.filter(({ createdAt }) => Date.parse(createdAt) >= from && Date.parse(createdAt) < to);
    expect(ids(await all(time))).toEqual(ids(expected));
    expect(ids(await all({ ...time, kind: 'earned' }))).toEqual(ids(expected.filter((e) => e.kind === 'grant')));
  });

  it('pages without gap or repeat while entries arrive', async () => {
    const filter = { kind: 'earned', from: '2026-03-01' } as const;
    const before = ids(await all(filter));
    const first = await listStatement({ ctx: world.ctx(), input: { userId, ...filter, limit: 7 } });
    await world.give(userId, 1);
    const rest = { userId, ...filter, limit: 7, cursor: first.nextCursor ?? '' };
    const second = await listStatement({ ctx: world.ctx(), input: rest });
    expect([...ids(first.items), ...ids(second.items)]).toEqual(before.slice(0, 14));
    whole = await all({});
  });

  it('says since when there are movements, even where it finds none', async () => {
    const since = whole.at(-1)?.createdAt;
    const { items, nextCursor, ...rest } = await listStatement({
      ctx: world.ctx(),
      input: { userId, from: '2030-01-01' },
    });
    expect([items, nextCursor, rest]).toEqual([[], null, { since }]);
  });

  it.each([
    ['from', { from: 'yesterday' }],
    ['to', { to: '9999-99-99' }],
    ['from', { from: '-000001-01-01T00:00:00Z' }],
  ])('refuses a %s that is no time', async (path, time) => {
    await expect(listStatement({ ctx: world.ctx(), input: { userId, ...time } })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path }],
    });
  });
});

describe('the database’s work for a page', () => {
  interface Plan {
    'Node Type': string;
    'Index Name'?: string;
    'Relation Name'?: string;
    'Actual Rows': number;
    'Actual Loops': number;
    'Rows Removed by Filter'?: number;
    Plans?: Plan[];
  }
  const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

  async function carriedOut(filter: StatementFilter & { cursor?: string }): Promise<Plan[]> {
    const [text, values] = statementStatement({ userId, limit: 25, ...filter });
    const [row] = await world.db.sql<{ 'QUERY PLAN': string | { Plan: Plan }[] }>(
      `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`,
      values,
    );
    const found = row!['QUERY PLAN'];
    const plans = (typeof found === 'string' ? JSON.parse(found) : found) as { Plan: Plan }[];
    return nodes(plans[0]!.Plan);
  }

  it.each([
    ['the newest', {}],
    ['one in the middle', { cursor: 'middle' }],
    ['one kind', { kind: 'earned' }],
    ['a month long ago', { from: '2026-02-25', to: '2026-02-27' }],
    ['one kind of a month', { kind: 'returned', from: '2026-02-22', to: '2026-02-25' }],
  ] as const)('is a walk along the statement’s index, without sorting: %s', async (_name, filter) => {
    const cursor = 'cursor' in filter ? { cursor: whole[1_500]?.id } : {};
    const plan = await carriedOut({ ...filter, ...cursor });
    expect(plan.map((node) => node['Node Type'])).not.toContain('Sort');
    expect(plan.map((node) => node['Node Type'])).not.toContain('Seq Scan');
    expect(plan.map((node) => node['Index Name'])).toContain('ledger_entries_statement_idx');
    const touched = plan.map(
      (node) => ((node['Actual Rows'] || 0) + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
    );
    // A page of 26, sparse ones among up to ten others, and a day of slack at the end of a month.
    expect(Math.max(...touched)).toBeLessThan(500);
  });
});

describe('the file', () => {
  async function* pagesOf(rows: CsvRow[]): AsyncGenerator<CsvRow[]> {
    yield rows.slice(0, 1);
    yield rows.slice(1);
  }
  async function textOf(rows: CsvRow[]): Promise<string> {
    let text = '';
    for await (const chunk of statementCsv(pagesOf(rows))) text += chunk;
    return text;
  }
  const row = (change: Partial<CsvRow> = {}): CsvRow => ({
    ...{ entry: whole[0]!, what: 'Earned with an ad', reason: '', link: 'https://hub.example/credits/movements/1' },
    ...change,
  });

  it('has a mark, a header, CRLF, ISO times and six decimals', async () => {
    const entry = {
      ...whole[0]!,
      source: 'ad' as const,
      amount: -3.5,
      balanceAfter: 1_000_000.000001,
      createdAt: '2026-03-10T12:00:00.000Z',
    };
    const [head, line, end] = (await textOf([row({ entry: { ...entry, ref: { type: 'ad', id: 'a1' } } })])).split(
      '\r\n',
    );
    expect(head).toBe('\uFEFFtime,what,amount,balance after,source,reference type,reference id,link,reason');
    expect(line).toBe(
      '2026-03-10T12:00:00.000Z,Earned with an ad,-3.500000,1000000.000001,ad,ad,a1,https://hub.example/credits/movements/1,',
    );
    expect(end).toBe('');
  });

  it.each([
    ['=HYPERLINK("http://evil")', `"'=HYPERLINK(""http://evil"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    [' =1', "' =1"],
    ['\r\n=1', `"'\r\n=1"`],
    ['＝1', "'＝1"],
    ['a, b', '"a, b"'],
    ['she said "no"', '"she said ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['plain - words', 'plain - words'],
  ])('writes the words %j so that no spreadsheet takes them for more', async (reason, cell) => {
    expect((await textOf([row({ reason })])).endsWith(`,${cell}\r\n`)).toBe(true);
  });

  it('reads page by page, only as fast as it is taken, and never what arrived meanwhile', async () => {
    let trips = 0;
    const { sql } = world.db;
    const counted: typeof sql = (text, values) => {
      trips++;
      return sql(text, values);
    };
    const ctx = { ...world.ctx(), db: { ...world.db, sql: counted } };
    const pages = exportStatement({ ctx, input: { userId } });
    const first = await pages.next();
    expect([trips, first.value?.length]).toEqual([1, 500]);
    await world.give(userId, 1);
    const rest: StatementEntry[] = [];
    for await (const page of pages) rest.push(...page);
    expect([...ids(first.value ?? []), ...ids(rest)]).toEqual(ids(whole));
    expect(trips).toBe(Math.ceil(whole.length / 500));
  });

  it('is refused to strangers before anything is read', () => {
    const ask = (actor: Parameters<typeof world.ctx>[0]) => () =>
      exportStatement({ ctx: world.ctx(actor), input: { userId } });
    expect(ask({ type: 'guest' })).toThrow('Sign in');
    expect(ask(world.person('00000000-0000-4000-8000-000000000000'))).toThrow('operators');
  });
});
