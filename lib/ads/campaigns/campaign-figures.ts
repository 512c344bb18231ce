import type { Ctx } from '@/lib/context';
import { DAY_MS, utcDay, utcDayStart } from '@/lib/format';
import type { QuestionWords } from '../types';
import type { CampaignDay, CampaignFigures, QuestionResult } from './types';

/** So far back numbers are shown, in UTC days with today. */
const REPORT_DAYS = 30;

export const NO_FIGURES: CampaignFigures = { views: 0, completed: 0, clicks: 0, asked: 0, answers: 0 };

/** Views that filled the time of another network were not this campaign's to show. */
const SEEN = `campaign_id = ANY($1::uuid[]) AND started_at >= $2::timestamptz AND network = 'house'`;

const COUNTS = `count(*)::integer AS views, (count(*) FILTER (WHERE watched_ms >= seconds * 1000))::integer AS completed,
  count(clicked_at)::integer AS clicks, count(question)::integer AS asked, count(answer)::integer AS answers`;

/** The beginning of the UTC day, so many days ago. */
const dayBegins = (now: Date, daysAgo: number): Date => new Date(utcDayStart(now).getTime() - daysAgo * DAY_MS);

const firstDay = (ctx: Ctx): Date => dayBegins(ctx.clock.now(), REPORT_DAYS - 1);

/** Of the last 30 days, by campaign; one without a view is missing. */
export async function figuresOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, CampaignFigures>> {
  const rows = await ctx.db.sql<CampaignFigures & { id: string }>(
    `SELECT campaign_id AS id, ${COUNTS} FROM ad_views WHERE ${SEEN} GROUP BY campaign_id`,
    [[...ids], firstDay(ctx)],
  );
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}

/** Each of the last 30 days, oldest first, those without a view too. */
export async function daysOf(ctx: Ctx, id: string): Promise<CampaignDay[]> {
  const rows = await ctx.db.sql<CampaignDay>(
    `SELECT to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, ${COUNTS} FROM ad_views WHERE ${SEEN} GROUP BY 1`,
    [[id], firstDay(ctx)],
  );
  const known = new Map(rows.map((row) => [row.day, row]));
  return Array.from({ length: REPORT_DAYS }, (_, index) => {
    const day = utcDay(dayBegins(ctx.clock.now(), REPORT_DAYS - 1 - index));
    return known.get(day) ?? { day, ...NO_FIGURES };
  });
}

export function sumOf(days: readonly CampaignFigures[]): CampaignFigures {
  return days.reduce<CampaignFigures>(
    (sum, day) => ({
      views: sum.views + day.views,
      completed: sum.completed + day.completed,
      clicks: sum.clicks + day.clicks,
      asked: sum.asked + day.asked,
      answers: sum.answers + day.answers,
    }),
    NO_FIGURES,
  );
}

interface AnswerRow {
  question: QuestionWords;
  answer: number | null;
  count: number;
}

/** What was answered, by question as it was asked; the one of now first, then what was asked most. */
export async function questionsOf(ctx: Ctx, id: string, now: QuestionWords | null): Promise<QuestionResult[]> {
  const rows = await ctx.db.sql<AnswerRow>(
    `SELECT question, answer, count(*)::integer AS count FROM ad_views
     WHERE ${SEEN} AND question IS NOT NULL GROUP BY question, answer ORDER BY count(*) DESC LIMIT 100`,
    [[id], firstDay(ctx)],
  );
  const results = new Map<string, QuestionResult>();
  const add = ({ text, choices }: QuestionWords): QuestionResult => {
    const key = JSON.stringify([text, choices]);
    const result = results.get(key) ?? { text, choices: choices.map((choice) => ({ text: choice, answers: 0 })) };
    results.set(key, result);
    return result;
  };
  if (now) add(now);
  for (const { question, answer, count } of rows) {
    const choice = add(question).choices[answer ?? -1];
    if (choice) choice.answers += count;
  }
  return [...results.values()];
}
