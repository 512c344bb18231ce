import type { Ctx } from '@/lib/context';
import { AppError, invalidField, unknownMembers } from '@/lib/errors';
import { campaignSchema, type Campaign } from './campaign-schema';

/** Every wrong member by its dotted path. @throws AppError invalid_input. */
export function checkCampaign(value: unknown): Campaign {
  const parsed = campaignSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues
    .slice(0, 20)
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? unknownMembers(issue.path, issue.keys)
        : [{ path: issue.path.map(String).join('.'), message: issue.message }],
    );
  const [first] = fields;
  throw new AppError(
    'invalid_input',
    first ? `${first.path || 'body'}: ${first.message}` : 'The campaign is not valid.',
    {
      fields,
    },
  );
}

/** The picture or film is there, and stays for the rest of this transaction. @throws AppError invalid_input. */
export async function assertMedia(ctx: Ctx, { creative: { mediaId } }: Campaign): Promise<void> {
  if (mediaId === null) return;
  const rows = await ctx.db.sql<{ id: string }>('SELECT id FROM ad_media WHERE id = $1::uuid FOR SHARE', [mediaId]);
  if (rows.length === 0) throw invalidField('creative.mediaId', 'is not an uploaded picture or film');
}

/** What goes live has time left. @throws AppError invalid_input. */
export function assertTimeLeft(ctx: Ctx, { state, endsAt }: Campaign): void {
  if (state === 'live' && endsAt !== null && Date.parse(endsAt) <= ctx.clock.now().getTime())
    throw invalidField('endsAt', 'is over already');
}
