import { requireSession, type Verb } from '@/lib/context';
import { AppError, notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { checkToken } from '../check-token';
import type { ClickInput } from '../schema';

interface Outcome {
  begun: boolean;
  url: string | null;
}

/** One statement: however many clicks come at once, the view is clicked once. */
const CLICK = `
  WITH seen AS (
    SELECT v.id, v.started_at IS NOT NULL AS begun, c.creative ->> 'url' AS url
    FROM ad_views v JOIN ad_sessions s ON s.id = v.session_id LEFT JOIN ad_campaigns c ON c.id = v.campaign_id
    WHERE v.id = $1::uuid AND s.id = $2::uuid AND s.user_id = $3::uuid AND v.network = 'house'),
  counted AS (
    UPDATE ad_views v SET clicked_at = $4::timestamptz FROM seen
    WHERE v.id = seen.id AND seen.begun AND seen.url IS NOT NULL AND v.clicked_at IS NULL RETURNING v.id)
  SELECT seen.begun, seen.url, (SELECT count(*) FROM counted) AS counted FROM seen`;

/**
 * Counts the click on a house ad, once per view, and says where it leads: the campaign's address, whatever was sent. It pays
 * nothing.
 * @throws AppError not_found also for an ad without a link; conflict before the view has begun
 */
export const clickAd: Verb<ClickInput, { url: string }> = async ({ ctx, input }) => {
  const { userId } = requireSession(ctx.actor);
  checkToken(ctx, input.sessionId, input.token);
  if (!isUuid(input.viewId)) throw notFound('ad view');
  const [row] = await ctx.db.sql<Outcome>(CLICK, [input.viewId, input.sessionId, userId, ctx.clock.now()]);
  if (!row?.url?.startsWith('https://')) throw notFound('ad with a link');
  if (!row.begun) throw new AppError('conflict', 'This part has not begun.');
  return { url: row.url };
};
