import { audit } from '@/lib/audit';
import { requireAdmin, withCtx, type Ctx, type Verb } from '@/lib/context';
import { AppError, invalidField } from '@/lib/errors';
import { DAY_MS, utcDay } from '@/lib/format';
import { forgetFacts } from './facts';
import { readReport } from './report/read-report';
import { yieldImportSchema, type YieldImportInput } from './schema';
import { MOST_REPORT_BYTES, type ReportFault, type ReportRow, type YieldImported } from './types';

/** A day of a network is replaced as a whole: what a later report leaves out is no longer so. */
const CLEAR = `DELETE FROM ad_yield y USING jsonb_to_recordset($1::jsonb) AS told (day date, network text)
  WHERE y.day = told.day AND y.network = told.network RETURNING y.day`;

const WRITE = `INSERT INTO ad_yield (day, network, country, kind, impressions, revenue_micro_usd, source, updated_at)
  SELECT day, network, country, kind, impressions, revenue, 'import', $2::timestamptz
  FROM jsonb_to_recordset($1::jsonb) AS r (day date, network text, country text, kind text, impressions bigint, revenue bigint)
  RETURNING day`;

/** One field error for each wrong cell, so that a client can show them where they are. */
function refusal(faults: readonly ReportFault[]): AppError {
  const fields = faults.map(({ line, column, message }) => ({
    path: ['csv', line, column].filter((part) => part !== '').join('.'),
    message: `line ${line}${column ? `, ${column}` : ''}: ${message}`,
  }));
  return new AppError('invalid_input', `Nothing was imported. ${fields[0]?.message ?? ''}`, { fields });
}

async function replace(ctx: Ctx, rows: readonly ReportRow[]): Promise<number> {
  const days = new Map(rows.map(({ day, network }) => [`${day}|${network}`, { day, network }]));
  const cleared = await ctx.db.sql<{ day: Date }>(CLEAR, [JSON.stringify([...days.values()])]);
  const written = rows.map(({ impressions, revenueMicroUsd, ...row }) => ({
    ...{ ...row, impressions: String(impressions), revenue: String(revenueMicroUsd) },
  }));
  await ctx.db.sql(WRITE, [JSON.stringify(written), ctx.clock.now()]);
  return cleared.length;
}

function summary(rows: readonly ReportRow[], replaced: number): YieldImported {
  const days = rows.map(({ day }) => day).toSorted();
  const sum = (of: (row: ReportRow) => bigint) => Number(rows.reduce((total, row) => total + of(row), 0n));
  return {
    networks: [...new Set(rows.map(({ network }) => network))].toSorted(),
    ...{ from: days[0] ?? '', to: days.at(-1) ?? '', rows: rows.length, replaced },
    impressions: sum(({ impressions }) => impressions),
    revenueUsd: sum(({ revenueMicroUsd }) => revenueMicroUsd) / 1_000_000,
  };
}

/**
 * Takes in what a network says it owes us, all of it or nothing. Every day of a network that the report names is replaced;
 * the change is kept in the audit log.
 * @throws AppError forbidden; payload_too_large; invalid_input with a field for each wrong cell, named by line and column
 */
export const importYield: Verb<YieldImportInput, YieldImported> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  const { csv, network, currency = 'USD', usdPerUnit } = input;
  if (Buffer.byteLength(csv) > MOST_REPORT_BYTES)
    throw new AppError('payload_too_large', `A report may have at most ${MOST_REPORT_BYTES} bytes.`);
  if (currency === 'USD' && usdPerUnit !== undefined) throw invalidField('usdPerUnit', 'US dollars need none');
  if (currency !== 'USD' && usdPerUnit === undefined) throw invalidField('usdPerUnit', 'is required');
  if (!yieldImportSchema.shape.usdPerUnit.safeParse(usdPerUnit).success)
    throw invalidField('usdPerUnit', 'must be more than 0 and at most 10000');
  // Networks count their days by clocks of their own: a day may have begun there.
  const lastDay = utcDay(new Date(ctx.clock.now().getTime() + DAY_MS));
  const report = readReport(csv, { network, currency, usdPerUnit: usdPerUnit ?? null, lastDay });
  if (!report.ok) throw refusal(report.faults);
  const imported = await ctx.db.transaction(async (tx) => {
    const inside = withCtx(ctx, { db: tx });
    const done = summary(report.rows, await replace(inside, report.rows));
    await audit(inside, {
      action: 'ads.yield_import',
      subjectType: 'ad_network',
      subjectId: done.networks.join(','),
      data: { ...done },
    });
    return done;
  });
  forgetFacts(ctx);
  return imported;
};
