import { audit } from '@/lib/audit';
import { requireAdmin, withCtx, type Ctx } from '@/lib/context';
import type { Prisma } from '@/lib/db';
import { AppError, type FieldError } from '@/lib/errors';
import { settingErrors } from './issues';
import { strangeMembers } from './member-names';
import { mergePatch, overlay, type JsonTree } from './merge-patch';
import { settingsSchema, type Settings } from './schema';

/** A merge patch, or one that depends on how the settings stand while nobody else can change them. */
export type SettingsChange = JsonTree | ((current: Settings) => JsonTree);

const refusal = (fields: FieldError[]) =>
  new AppError('invalid_input', 'Some settings are not valid; nothing was changed.', { fields });

/**
 * Changes settings by a merge patch (RFC 7396): null takes a member back to its default.
 * @param args.input the patch, as an operator sent it
 * @returns the settings as they stand afterwards
 * @throws AppError `invalid_input` with a path for each wrong member; nothing is changed then
 */
export async function updateSettings({ ctx, input }: { ctx: Ctx; input: SettingsChange }): Promise<Settings> {
  const operator = requireAdmin(ctx.actor);
  const defaults = ctx.settings.defaults();
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.sql<{ tree: JsonTree }>('SELECT tree FROM settings WHERE id = 1 FOR UPDATE');
    const before = row?.tree ?? {};
    const patch = typeof input === 'function' ? input(settingsSchema.parse(overlay(defaults, before))) : input;
    const strange = strangeMembers(patch);
    if (strange.length > 0) throw refusal(strange);
    const tree = mergePatch(before, patch);
    // Checked over the defaults in force, so that a member valid only together with them is judged with them.
    const checked = settingsSchema.safeParse(overlay(defaults, tree));
    if (!checked.success) throw refusal(settingErrors(checked.error));
    const wrong = ctx.settings.judge(checked.data);
    if (wrong.length > 0) throw refusal(wrong);
    await tx.prisma.settingsRow.update({
      where: { id: 1 },
      data: {
        tree: tree as Prisma.InputJsonObject,
        version: { increment: 1 },
        updatedAt: ctx.clock.now(),
        updatedBy: operator.userId,
      },
    });
    await audit(withCtx(ctx, { db: tx }), {
      action: 'settings.update',
      subjectType: 'settings',
      subjectId: '1',
      data: { patch: patch as Prisma.InputJsonObject },
    });
  });
  await ctx.settings.refresh();
  return ctx.settings.current();
}
