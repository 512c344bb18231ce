import { downloadRun, exportRuns, updateRun, type ExportForm, type RunView } from '@/lib/runs';
import { openTestDb } from '@/tests/support/test-db';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, paints } from '@/tests/support/scripted-ai';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());

const origin = 'https://hub.example';

async function all(userId: string, form: ExportForm, filter: object = {}): Promise<string> {
  let text = '';
  for await (const piece of exportRuns({ ctx: world.ctxOf(userId), input: { form, origin, ...filter } })) text += piece;
  return text;
}

async function person(prompts: string[], answer: string): Promise<{ userId: string; runs: RunView[] }> {
  const userId = await world.userWith(400);
  const runs: RunView[] = [];
  world.ai.script = answers(answer);
  for (const prompt of prompts) {
    world.clock.advance(1_000);
    runs.push(await world.run(world.ctxOf(userId), { ...REQUEST, input: { prompt } }));
  }
  return { userId, runs };
}

describe('an export of runs', () => {
  it('holds every run once, as the API gives it, however many pages they fill', async () => {
    const { userId, runs } = await person(
      Array.from({ length: 57 }, (_, index) => `question ${index}`),
      'An answer.',
    );
    const lines = (await all(userId, 'jsonl')).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as RunView).id)).toEqual(runs.map(({ id }) => id).toReversed());
    expect(JSON.parse(lines[0]!)).toEqual(JSON.parse(JSON.stringify(runs.at(-1))));
    expect((await all(userId, 'csv')).trimEnd().split('\r\n')).toHaveLength(58);
    expect((await all(userId, 'md')).match(/^## question \d+$/gm)).toHaveLength(57);
    expect(await all(userId, 'jsonl', { q: 'question 41' })).toContain('question 41');
    expect((await all(userId, 'jsonl', { q: 'question 41' })).trimEnd().split('\n')).toHaveLength(1);
    expect(await all(userId, 'jsonl', { kind: 'video' })).toBe('');
  });

  it('holds nothing of anybody else, nor of the hub', async () => {
    const mine = await person(['my own question'], 'my own answer');
    const theirs = await person(['their hidden question'], 'their hidden answer');
    await updateRun({ ctx: world.ctxOf(theirs.userId), input: { id: theirs.runs[0]!.id, note: 'their note' } });
    const { email } = await world.system().db.prisma.user.findUniqueOrThrow({
      where: { id: mine.userId },
      select: { email: true },
    });
    for (const form of ['jsonl', 'csv', 'md'] as const) {
      const text = await all(mine.userId, form);
      expect(text).toContain('my own answer');
      const secrets = [
        mine.userId,
        theirs.userId,
        theirs.runs[0]!.id,
        email,
        'hidden',
        'their note',
        'cacheKey',
        'cost',
      ];
      for (const secret of [...secrets, 'nano', 'instance', 'owner', 'deadline']) expect(text).not.toContain(secret);
    }
  });

  it('runs nothing in a spreadsheet, keeps what was typed from looking like ours, and names files in full', async () => {
    const { userId, runs } = await person(['=HYPERLINK("http://evil")\n# not a heading'], '+cmd|calc');
    await updateRun({ ctx: world.ctxOf(userId), input: { id: runs[0]!.id, note: '@note' } });
    const csv = await all(userId, 'csv');
    expect(csv).toContain(`"'=HYPERLINK(""http://evil"")\n# not a heading"`);
    expect(csv).toContain(`,'+cmd|calc,`);
    expect(csv).toContain(`,'@note`);
    expect(await all(userId, 'md')).toContain('> # not a heading');
    world.ai.script = paints(Uint8Array.from({ length: 50 }, (_, index) => index));
    await world.run(world.ctxOf(userId), { toolId: 'image-generation', input: { prompt: 'a pier' } });
    expect(await all(userId, 'csv')).toMatch(/https:\/\/hub\.example\/api\/files\/[0-9a-f-]{36}/);
  });

  it('is for those who have runs', () => {
    const ctx = { ...world.system(), actor: { type: 'guest' as const } };
    expect(() => exportRuns({ ctx, input: { form: 'csv', origin } })).toThrow('unauthenticated');
  });
});

describe('a result as a file', () => {
  it('comes in the forms that suit it, to its owner alone', async () => {
    const { userId, runs } = await person(['prices'], '| a | b |\n| - | - |\n| 1 | 2 |');
    const ctx = world.ctxOf(userId);
    const id = runs[0]!.id;
    expect(await downloadRun({ ctx, input: { id, as: 'csv' } })).toMatchObject({
      name: 'text-generation-prices.csv',
      body: 'a,b\r\n1,2\r\n',
    });
    await expect(downloadRun({ ctx, input: { id, as: 'srt' } })).rejects.toMatchObject({ code: 'invalid_input' });
    const other = world.ctxOf(await world.userWith(0));
    await expect(downloadRun({ ctx: other, input: { id, as: 'md' } })).rejects.toMatchObject({ code: 'not_found' });
  });
});
