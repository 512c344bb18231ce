import type { Ctx } from '@/lib/context';
import { CSV_MARK, csvLine } from '@/lib/format';
import type { AdFigures } from '../types';
import { adAnalytics, type AdAnalyticsInput } from './ad-analytics';

const COLUMNS: [name: string, of: (figures: AdFigures) => number | null][] = [
  ['asked', ({ asked }) => asked],
  ['sessions', ({ sessions }) => sessions],
  ['no_fill', ({ noFill }) => noFill],
  ['blocked', ({ blocked }) => blocked],
  ['failed', ({ failed }) => failed],
  ['views', ({ views }) => views],
  ['completed', ({ completed }) => completed],
  ['claimed', ({ claimed }) => claimed],
  ['credits_paid', ({ paid }) => paid],
  ['credits_taken_back', ({ takenBack }) => takenBack],
  ['impressions_reported', ({ impressions }) => impressions],
  ['revenue_reported_usd', ({ reportedUsd }) => reportedUsd],
  ['revenue_assumed_usd', ({ assumedUsd }) => assumedUsd],
  ['usd_per_credit', ({ usdPerCredit }) => usdPerCredit],
];

/** The same as `adAnalytics`, as a table for spreadsheets. */
export async function analyticsCsv({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: AdAnalyticsInput;
}): Promise<{ fileName: string; text: string }> {
  const { by, from, to, items } = await adAnalytics({ ctx, input });
  const lines = [
    [by, ...COLUMNS.map(([name]) => name)],
    ...items.map(({ key, ...figures }) => [key, ...COLUMNS.map(([, of]) => of(figures))]),
  ];
  return { fileName: `ads-by-${by}-${from}-${to}.csv`, text: CSV_MARK + lines.map(csvLine).join('') };
}
