import { randomUUID } from 'node:crypto';
import {
  deleteRun,
  findShare,
  getRun,
  listShares,
  openShare,
  shareRun,
  showsFile,
  unshareRun,
  updateRun,
} from '@/lib/runs';
import { isSlug, newSlug } from '@/lib/runs/share/new-slug';
import { openTestDb } from '@/tests/support/test-db';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, paints } from '@/tests/support/scripted-ai';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
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

const guest = () => ({ ...world.system(), actor: { type: 'guest' as const } });
const open = (slug: string) => openShare({ ctx: guest(), input: { slug } });
const GONE = { code: 'not_found' };

async function written(prompt = 'What is a lighthouse?', answer = 'A tower with a lamp.') {
  const userId = await world.userWith(50);
  const ctx = world.ctxOf(userId);
  world.ai.script = answers(answer);
  const run = await world.run(ctx, { ...REQUEST, input: { prompt } });
  return { userId, ctx, run };
}

describe('sharing a result', () => {
  it('gives one link of at least 128 bits, however often it is asked for', async () => {
    const { ctx, run } = await written();
    const first = await shareRun({ ctx, input: { id: run.id } });
    expect(first).toMatchObject({ created: true, share: { showInput: false, path: `/r/${first.share.slug}` } });
    expect(62 ** first.share.slug.length).toBeGreaterThan(2 ** 128);
    expect(isSlug(first.share.slug)).toBe(true);
    const again = await shareRun({ ctx, input: { id: run.id, showInput: true } });
    expect(again).toMatchObject({ created: false, share: { slug: first.share.slug, showInput: true } });
    expect((await shareRun({ ctx, input: { id: run.id } })).share.showInput).toBe(true);
    expect(await findShare({ ctx, input: { id: run.id } })).toEqual(again.share);
    const many = await Promise.all(Array.from({ length: 8 }, () => shareRun({ ctx, input: { id: run.id } })));
    expect(new Set(many.map(({ share }) => share.slug)).size).toBe(1);
  });

  it('is its owner’s alone, of a run that has ended with something to show', async () => {
    const { run } = await written();
    const other = world.ctxOf(await world.userWith(5));
    await expect(shareRun({ ctx: other, input: { id: run.id } })).rejects.toMatchObject(GONE);
    await expect(unshareRun({ ctx: other, input: { id: run.id } })).rejects.toMatchObject(GONE);
    await expect(shareRun({ ctx: other, input: { id: 'x' } })).rejects.toMatchObject(GONE);
    await expect(shareRun({ ctx: guest(), input: { id: run.id } })).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await findShare({ ctx: other, input: { id: run.id } })).toBeNull();
    const gate = Promise.withResolvers<void>();
    world.ai.script = answers('Late.', () => gate.promise);
    const { run: running, live } = await world.start(other);
    await expect(shareRun({ ctx: other, input: { id: running.id } })).rejects.toMatchObject({ code: 'conflict' });
    gate.resolve();
    await live!.finished;
  });

  it('shows what the owner saw and nothing else', async () => {
    const { userId, ctx, run } = await written('A secret question', 'The answer of all.');
    await updateRun({ ctx, input: { id: run.id, note: 'remember the milk', favourite: true } });
    const { share } = await shareRun({ ctx, input: { id: run.id } });
    const shown = await open(share.slug);
    expect(shown).toEqual({
      ...{ slug: share.slug, toolId: 'text-generation', kind: 'text', output: { text: 'The answer of all.' } },
      ...{ input: [], format: null, modelLabel: run.modelLabel, demo: false, day: run.createdAt.slice(0, 10) },
    });
    const bytes = JSON.stringify(shown);
    for (const secret of [userId, run.id, 'secret question', 'milk', 'attempts', 'charged', 'usage', '@']) {
      expect(bytes).not.toContain(secret);
    }
    await shareRun({ ctx, input: { id: run.id, showInput: true } });
    expect((await open(share.slug)).input).toEqual([{ id: 'prompt', text: 'A secret question' }]);
  });

  it('never shows what was filled into somebody’s prompt', async () => {
    const { ctx, run } = await written('filled in');
    await ctx.db.sql('UPDATE runs SET prompt_id = $2::uuid WHERE id = $1::uuid', [run.id, randomUUID()]);
    const { share } = await shareRun({ ctx, input: { id: run.id, showInput: true } });
    expect((await open(share.slug)).input).toEqual([]);
  });

  it('shows a picture through its link, also one that was kept from an earlier run', async () => {
    const { ctx, run, fileId } = await painted();
    const repeat = await world.run(ctx, { ...PICTURE, input: run.input });
    expect(repeat.cached).toBe(true);
    const { share } = await shareRun({ ctx, input: { id: repeat.id } });
    expect((await open(share.slug)).output.files![0]!.url).toBe(`/api/files/${fileId}?share=${share.slug}`);
    expect(await showsFile({ ctx: guest(), input: { slug: share.slug, fileId } })).toBe(true);
  });
});

describe('a link is gone at once', () => {
  async function shared() {
    const made = await painted();
    const { share } = await shareRun({ ctx: made.ctx, input: { id: made.run.id } });
    await open(share.slug);
    return { ...made, slug: share.slug };
  }
  const expectGone = async (slug: string, fileId: string) => {
    await expect(open(slug)).rejects.toMatchObject(GONE);
    expect(await showsFile({ ctx: guest(), input: { slug, fileId } })).toBe(false);
  };

  it('when it is revoked, for good: the next one is another', async () => {
    const { ctx, run, slug, fileId } = await shared();
    await unshareRun({ ctx, input: { id: run.id } });
    await expectGone(slug, fileId);
    await unshareRun({ ctx, input: { id: run.id } });
    expect(await findShare({ ctx, input: { id: run.id } })).toBeNull();
    const { share, created } = await shareRun({ ctx, input: { id: run.id } });
    expect([created, share.slug === slug]).toEqual([true, false]);
    await expectGone(slug, fileId);
    expect(await getRun({ ctx, input: { id: run.id } })).toMatchObject({ id: run.id });
  });

  it('when its run is deleted', async () => {
    const { ctx, run, slug, fileId } = await shared();
    await deleteRun({ ctx, input: { id: run.id } });
    await expectGone(slug, fileId);
    expect((await listShares({ ctx, input: {} })).items).toMatchObject([
      { slug, revokedAt: expect.any(String) as string },
    ]);
  });

  it('when its owner leaves', async () => {
    const { userId, ctx, slug, fileId } = await shared();
    await ctx.db.sql('UPDATE users SET deleted_at = $2::timestamptz WHERE id = $1::uuid', [userId, world.clock.now()]);
    await expectGone(slug, fileId);
  });

  it('and never was there for what is no link of ours', async () => {
    for (const slug of ['', 'x', newSlug(), `${newSlug()}'--`, '../../etc', 'a'.repeat(10_000)]) {
      await expect(open(slug)).rejects.toMatchObject(GONE);
    }
  });
});
