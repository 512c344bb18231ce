import { randomUUID } from 'node:crypto';
import { deleteRun, fileResponse, getRun, listRuns, openFile, readRun, updateRun, type RunView } from '@/lib/runs';
import { openTestDb } from '@/tests/support/test-db';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, paints } from '@/tests/support/scripted-ai';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());

const PIXELS = Uint8Array.from({ length: 100 }, (_, index) => index);
const PICTURE = { toolId: 'image-generation', input: { prompt: 'A lighthouse' } };

async function runs(userId: string, prompts: string[], answer = 'An answer.'): Promise<RunView[]> {
  world.ai.script = answers(answer);
  const made: RunView[] = [];
  for (const prompt of prompts) {
    world.clock.advance(1_000);
    made.push(await world.run(world.ctxOf(userId), { ...REQUEST, input: { prompt } }));
  }
  return made;
}

describe('the history', () => {
  it('comes newest first in pages without gap or repeat, also for runs of one moment', async () => {
    const userId = await world.userWith(50);
    const ctx = world.ctxOf(userId);
    world.ai.script = answers('x');
    for (let index = 0; index < 7; index++) await world.run(ctx, { ...REQUEST, input: { prompt: `${index}` } });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: RunView[]; nextCursor: string | null } = await listRuns({
        ctx,
        input: { limit: 3, ...(cursor ? { cursor } : {}) },
      });
      seen.push(...page.items.map((run) => run.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toEqual(seen.toSorted().reverse());
  });

  it('finds words of input, answer and note, whatever their case, and takes wildcards literally', async () => {
    const userId = await world.userWith(50);
    const ctx = world.ctxOf(userId);
    const [first, second] = await runs(userId, ['Lighthouse at 100% power', 'a harbour']);
    await runs(userId, ['other'], 'Seagulls cry.');
    await updateRun({ ctx, input: { id: second!.id, note: 'for the newsletter' } });
    const find = async (q: string) => (await listRuns({ ctx, input: { q } })).items.map((run) => run.input.prompt);
    expect(await find('lightHOUSE')).toEqual([first!.input.prompt]);
    expect(await find('seagulls')).toEqual(['other']);
    expect(await find('newsletter')).toEqual(['a harbour']);
    expect(await find('0% p')).toEqual([first!.input.prompt]);
    expect(await find('%')).toEqual([first!.input.prompt]);
    expect(await find('a_harbour')).toEqual([]);
    expect(await find('\0')).toHaveLength(3);
  });

  it('is filtered by tool, kind and favourite', async () => {
    const userId = await world.userWith(50);
    const ctx = world.ctxOf(userId);
    const [text] = await runs(userId, ['one', 'two']);
    world.ai.script = paints(PIXELS);
    const picture = await world.run(ctx, PICTURE);
    await updateRun({ ctx, input: { id: text!.id, favourite: true } });
    const ids = async (input: object) => (await listRuns({ ctx, input })).items.map((run) => run.id);
    expect(await ids({ kind: 'image' })).toEqual([picture.id]);
    expect(await ids({ toolId: 'image-generation' })).toEqual([picture.id]);
    expect(await ids({ favourite: true })).toEqual([text!.id]);
    expect(await ids({ favourite: false })).toHaveLength(2);
    expect(await ids({ toolId: 'none' })).toEqual([]);
  });

  it('refuses a cursor that is not its own', async () => {
    const ctx = world.ctxOf(await world.userWith(0));
    for (const cursor of [
      'nonsense',
      Buffer.from('1.2').toString('base64url'),
      Buffer.from(`x.${randomUUID()}`).toString('base64url'),
      // Beyond the years a database can be asked about in four digits.
      Buffer.from(`999999999999999.${randomUUID()}`).toString('base64url'),
    ]) {
      await expect(listRuns({ ctx, input: { cursor } })).rejects.toMatchObject({
        code: 'invalid_input',
        fields: [{ path: 'cursor' }],
      });
    }
  });

  it("shows nobody another's runs", async () => {
    const [run] = await runs(await world.userWith(5), ['private']);
    const ctx = world.ctxOf(await world.userWith(0));
    expect((await listRuns({ ctx, input: {} })).items).toEqual([]);
    for (const id of [run!.id, randomUUID(), 'nonsense', "' OR 1=1 --"]) {
      const refused = { code: 'not_found' };
      await expect(getRun({ ctx, input: { id } })).rejects.toMatchObject(refused);
      await expect(updateRun({ ctx, input: { id, favourite: true } })).rejects.toMatchObject(refused);
      await expect(deleteRun({ ctx, input: { id } })).rejects.toMatchObject(refused);
      await expect(openFile({ ctx, input: { id } })).rejects.toMatchObject(refused);
    }
    const guest = { ...ctx, actor: { type: 'guest' as const } };
    await expect(listRuns({ ctx: guest, input: {} })).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('changes only what a patch names', async () => {
    const userId = await world.userWith(5);
    const ctx = world.ctxOf(userId);
    const [run] = await runs(userId, ['note me']);
    const id = run!.id;
    expect(await updateRun({ ctx, input: { id, note: 'mine' } })).toEqual({ ...run, note: 'mine' });
    expect(await updateRun({ ctx, input: { id, favourite: true } })).toMatchObject({ favourite: true, note: 'mine' });
    expect(await updateRun({ ctx, input: { id, note: null } })).toMatchObject({ favourite: true, note: null });
  });
});

describe('a deleted run', () => {
  it('is gone with its words, leaves its receipt, and answers nothing any more', async () => {
    const userId = await world.userWith(10);
    const ctx = world.ctxOf(userId);
    const [run] = await runs(userId, ['forget me']);
    await deleteRun({ ctx, input: { id: run!.id } });
    await expect(getRun({ ctx, input: { id: run!.id } })).rejects.toMatchObject({ code: 'not_found' });
    await expect(readRun({ ctx, input: { id: run!.id, lastId: 0 } })).rejects.toMatchObject({ code: 'not_found' });
    const [row] = await world.db.sql<{ all: string }>(
      'SELECT row_to_json(runs)::text AS all FROM runs WHERE id = $1::uuid',
      [run!.id],
    );
    expect(row!.all).not.toMatch(/forget me|An answer/);
    expect((await runs(userId, ['forget me']))[0]).toMatchObject({ cached: false });
    expect(await world.verify()).toMatchObject({ ok: true });
  });

  it('must have ended', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    world.ai.script = answers('x', () => new Promise(() => {}));
    const { run, live } = await world.start(ctx);
    await expect(deleteRun({ ctx, input: { id: run.id } })).rejects.toMatchObject({ code: 'conflict' });
    live!.stop('cancelled');
    await live!.finished;
  });

  it('takes its files along when no kept copy shows them', async () => {
    const userId = await world.userWith(10);
    const ctx = world.ctxOf(userId);
    world.ai.script = paints(PIXELS);
    const first = await world.run(ctx, PICTURE);
    const copy = await world.run(ctx, PICTURE);
    expect(copy).toMatchObject({ cached: true, output: first.output });
    const id = first.output.files![0]!.url.split('/').at(-1)!;
    await deleteRun({ ctx, input: { id: first.id } });
    expect(await new Response(await (await openFile({ ctx, input: { id } })).read()).bytes()).toEqual(PIXELS);
    await deleteRun({ ctx, input: { id: copy.id } });
    await expect(openFile({ ctx, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
    expect(await world.db.sql('SELECT id FROM files WHERE id = $1::uuid', [id])).toEqual([]);
  });
});

describe('a stored file', () => {
  async function picture() {
    const userId = await world.userWith(10);
    const ctx = world.ctxOf(userId);
    world.ai.script = paints(PIXELS);
    const before = world.trips();
    const run = await world.run(ctx, PICTURE);
    return { ctx, run, trips: world.trips() - before, id: run.output.files![0]!.url.split('/').at(-1)! };
  }
  const ask = (headers: Record<string, string> = {}) => new Request('http://hub.test/', { headers });

  it('is named by its run, at no extra round trip', async () => {
    const { run, trips } = await picture();
    expect(run).toMatchObject({
      status: 'succeeded',
      output: {
        files: [
          {
            url: expect.stringMatching(/^\/api\/files\/[0-9a-f-]{36}$/),
            mediaType: 'image/png',
            bytes: 100,
            width: 8,
            height: 8,
          },
        ],
      },
      credits: { charged: 10 },
    });
    expect(JSON.stringify(run)).not.toMatch(/storageKey|sha256/);
    expect(trips).toBe(2);
  });

  it('opens for its owner and for operators, and for nobody else', async () => {
    const { ctx, id } = await picture();
    const file = await openFile({ ctx, input: { id } });
    expect(await new Response(await file.read()).bytes()).toEqual(PIXELS);
    const stranger = world.ctxOf(await world.userWith(0));
    await expect(openFile({ ctx: stranger, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
    const operator = { ...stranger, actor: world.operator(await world.newUser()) };
    expect(await openFile({ ctx: operator, input: { id } })).toMatchObject({ bytes: 100 });
  });

  it('is served so that it can carry no script, whole, in ranges, or not again', async () => {
    const { ctx, id } = await picture();
    const file = await openFile({ ctx, input: { id } });
    const whole = await fileResponse(file, ask());
    expect(whole.status).toBe(200);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '100',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'content-disposition': expect.stringMatching(/^inline; filename="megicai-.*\.png"$/),
    });
    const part = await fileResponse(file, ask({ range: 'bytes=10-19' }));
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-19/100']);
    expect(await part.bytes()).toEqual(PIXELS.slice(10, 20));
    const beyond = await fileResponse(file, ask({ range: 'bytes=100-' }));
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */100']);
    expect((await fileResponse(file, ask({ 'if-none-match': whole.headers.get('etag')! }))).status).toBe(304);
    expect((await fileResponse(file, ask({ range: 'bytes=0-1', 'if-range': '"old"' }))).status).toBe(200);
    expect((await fileResponse(file, ask(), true)).headers.get('content-disposition')).toMatch(/^attachment/);
    await whole.body?.cancel();
  });

  it.each(['image/svg+xml', 'text/html', 'application/pdf'])(
    'is a download of unknown bytes when it is %s',
    async (mediaType) => {
      const { ctx, id } = await picture();
      const response = await fileResponse({ ...(await openFile({ ctx, input: { id } })), mediaType }, ask());
      expect(response.headers.get('content-type')).toBe('application/octet-stream');
      expect(response.headers.get('content-disposition')).toMatch(/^attachment/);
      await response.body?.cancel();
    },
  );

  it('that cannot be kept costs nothing', async () => {
    const userId = await world.userWith(10);
    const ctx = world.ctxOf(userId);
    world.ai.script = paints(PIXELS);
    const full = { ...ctx.files, put: () => Promise.reject(new Error('no space left on device')) };
    await expect(world.run({ ...ctx, files: full }, PICTURE)).rejects.toMatchObject({ code: 'provider_unavailable' });
    expect(await world.available(userId)).toBe(10);
  });
});
