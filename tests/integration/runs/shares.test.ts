import { randomUUID } from 'node:crypto';
import { showsFile } from '@/lib/runs/share/shows-file';
import { newSlug } from '@/lib/runs/share/new-slug';
import { openTestDb } from '@/tests/support/test-db';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { paints } from '@/tests/support/scripted-ai';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 60_000);
afterAll(() => world.close());

const PICTURE = { toolId: 'image-generation', input: { prompt: 'A lighthouse' } };

async function painted() {
  const userId = await world.userWith(50);
  const ctx = world.ctxOf(userId);
  world.ai.script = paints(Uint8Array.from({ length: 100 }, (_, index) => index));
  const run = await world.run(ctx, { ...PICTURE, input: { prompt: `A lighthouse ${randomUUID()}` } });
  const fileId = run.output.files![0]!.url.split('/').at(-1)!;
  return { userId, ctx, run, fileId };
}

describe('the files of a shared run', () => {
  it('are shown by its live link alone, and no more once the owner is suspended', async () => {
    const { userId, ctx, run, fileId } = await painted();
    const other = await painted();
    const slug = newSlug();
    expect(await showsFile({ ctx, input: { slug, fileId } })).toBe(false);
    await ctx.db.sql(
      `INSERT INTO shares (slug, run_id, user_id, created_at) VALUES ($1::text, $2::uuid, $3::uuid, $4::timestamptz)`,
      [slug, run.id, userId, world.clock.now()],
    );
    expect(await showsFile({ ctx, input: { slug, fileId } })).toBe(true);
    expect(await showsFile({ ctx, input: { slug, fileId: other.fileId } })).toBe(false);
    expect(await showsFile({ ctx, input: { slug: newSlug(), fileId } })).toBe(false);
    expect(await showsFile({ ctx, input: { slug: "' OR 1=1", fileId } })).toBe(false);
    await ctx.db.sql('UPDATE users SET suspended_at = $2::timestamptz WHERE id = $1::uuid', [
      userId,
      world.clock.now(),
    ]);
    await ctx.db.sql('UPDATE users SET suspended_at = NULL WHERE id = $1::uuid', [userId]);
    expect(await showsFile({ ctx, input: { slug, fileId } })).toBe(false);
  });
});
