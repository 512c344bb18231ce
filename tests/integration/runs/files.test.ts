import { randomUUID } from 'node:crypto';
import { withCtx, type Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import {
  deleteRun,
  deleteUpload,
  eraseRuns,
  fileResponse,
  listUploads,
  openFile,
  shareRun,
  sweepFiles,
  unshareRun,
  useFile,
  type FileStore,
} from '@/lib/runs';
import { refusalOf, send } from '@/tests/support/files/file-world';
import { makePdf, makePicture, makeWav } from '@/tests/support/files/made-files';
import { makeDocx } from '@/tests/support/files/made-zip';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, paints } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

const DAY_MS = 86_400_000;
const PIXELS = new Uint8Array(100).fill(7);
const PICTURE = { toolId: 'image-generation', input: { prompt: 'A lighthouse' } };
let db: Db;
let world: RunWorld;

beforeAll(async () => {
  db = await openTestDb();
});
beforeEach(async () => {
  world = await runWorld(db);
});
afterEach(() => world.close());
afterAll(() => db.close());

const person = async () => world.ctxOf(await world.userWith(20));
const bytesOf = async (file: { load(): Promise<Uint8Array> }) => Buffer.from(await file.load());
const notFound = { code: 'not_found' };

/** A run's picture, and the run. */
async function painted(ctx: Ctx): Promise<{ runId: string; id: string }> {
  world.ai.script = paints(PIXELS);
  const run = await world.run(ctx, { ...PICTURE, input: { prompt: randomUUID() } });
  return { runId: run.id, id: run.output.files![0]!.url.split('/').at(-1)! };
}

describe('a file as a tool works on it', () => {
  test('brings its bytes when asked, in one round trip, and the text of a document', async () => {
    const ctx = await person();
    const wav = makeWav(2);
    const [sound, document] = [
      await send(ctx, wav, 'a.wav'),
      await send(ctx, makeDocx(['One', 'Two & three']), 'b.docx'),
    ];
    const before = world.trips();
    const used = await useFile({ ctx, input: { id: sound.id } });
    expect(world.trips() - before).toBe(1);
    expect(used).toMatchObject({
      kind: 'audio',
      mediaType: 'audio/wav',
      fileName: 'a.wav',
      seconds: 2,
      text: '',
      bytes: wav.length,
    });
    expect(await bytesOf(used)).toEqual(wav);
    expect((await useFile({ ctx, input: { id: document.id } })).text).toBe('One\nTwo & three');
  });

  test('may be what a run has made', async () => {
    const ctx = await person();
    const { id } = await painted(ctx);
    const used = await useFile({ ctx, input: { id } });
    expect(used).toMatchObject({
      kind: 'image',
      mediaType: 'image/png',
      width: 8,
      height: 8,
      fileName: `megicai-${id.slice(-8)}.png`,
    });
    expect(await bytesOf(used)).toEqual(Buffer.from(PIXELS));
    await expect(deleteUpload({ ctx, input: { id } })).rejects.toMatchObject(notFound);
  });

  test('is the own one alone: not another user’s, not for an operator, not under a link', async () => {
    const ctx = await person();
    const { id, runId } = await painted(ctx);
    const upload = await send(ctx, 'words');
    await shareRun({ ctx, input: { id: runId } });
    const operator = withCtx(ctx, { actor: world.operator(await world.newUser()) });
    for (const stranger of [await person(), operator]) {
      for (const own of [id, upload.id, 'x', randomUUID()]) {
        await expect(useFile({ ctx: stranger, input: { id: own } })).rejects.toMatchObject(notFound);
      }
    }
    expect(await useFile({ ctx, input: { id: upload.id } })).toMatchObject({ text: 'words' });
  });
});

test('what a run has made is written down with its kind and its length', async () => {
  const ctx = await person();
  const paint = paints(PIXELS);
  world.ai.script = async function* (input) {
    for await (const event of paint(input)) {
      yield event.type === 'file'
        ? { type: 'file', file: { bytes: PIXELS, mediaType: 'audio/mpeg', seconds: 2.5 } }
        : event;
    }
  };
  const run = await world.run(ctx, PICTURE);
  const id = run.output.files![0]!.url.split('/').at(-1)!;
  expect(await useFile({ ctx, input: { id } })).toMatchObject({
    kind: 'audio',
    seconds: 2.5,
    fileName: `megicai-${id.slice(-8)}.mp3`,
  });
  const [row] = await db.sql('SELECT origin, kind, name, seconds FROM files WHERE id = $1::uuid', [id]);
  expect(row).toEqual({ origin: 'run', kind: 'audio', name: null, seconds: 2.5 });
});

test.each([
  ['an upload of a run', "origin = 'upload', name = 'x'"],
  ['a result without a run', 'run_id = NULL'],
  ['a kind of its own', "kind = 'program'"],
  ['less than no time', 'seconds = -1'],
  ['no bytes', 'bytes = 0'],
])('the database refuses %s', async (_what, change) => {
  const { id } = await painted(await person());
  await expect(db.sql(`UPDATE files SET ${change} WHERE id = $1::uuid`, [id])).rejects.toThrow('check');
});

describe('a document', () => {
  test('is read page by page, and says where its text was cut', async () => {
    const ctx = await person();
    world.configure({ runs: { inputCharacters: 100, maxInputCharacters: 100 } });
    const long = await send(ctx, makePdf('A page of words.', { pages: 40 }), 'long.pdf');
    expect(long).toMatchObject({ mediaType: 'application/pdf', name: 'long.pdf', characters: 400, cut: true });
    expect((await useFile({ ctx, input: { id: long.id } })).text).toMatch(/^A page of words\.\n\nA page/);
    const short = await send(ctx, makePdf('A page of words.'), 'short.pdf');
    expect(short).not.toHaveProperty('cut');
    expect((await listUploads({ ctx, input: {} })).items).toEqual([short, long]);
  });

  test('loses half characters at the cut, and nothing else', async () => {
    const ctx = await person();
    world.configure({ runs: { inputCharacters: 100, maxInputCharacters: 100 } });
    const file = await send(ctx, `a${'😀'.repeat(300)}`);
    const { text } = await useFile({ ctx, input: { id: file.id } });
    expect(text.isWellFormed()).toBe(true);
    expect(file).toMatchObject({ characters: 400, cut: true });
  });
});

describe('room for uploads', () => {
  test('is counted in bytes: the last place is taken once, however many come at the same time', async () => {
    const ctx = await person();
    world.configure({ files: { quotaMegabytes: 1 } });
    const large = Buffer.alloc(400_000, 'a');
    const sent = await Promise.allSettled(Array.from({ length: 4 }, () => send(ctx, large)));
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await refusalOf(send(ctx, large))).toMatchObject({
      status: 429,
      path: 'file',
      message: expect.stringContaining('1 MB'),
    });
    const { items } = await listUploads({ ctx, input: {} });
    await deleteUpload({ ctx, input: { id: items[0]!.id } });
    await send(ctx, large);
  });

  test('is counted in files a day', async () => {
    const ctx = await person();
    world.configure({ files: { uploadsPerDay: 2 } });
    await send(ctx, 'one');
    await send(ctx, 'two');
    expect(await refusalOf(send(ctx, 'three'))).toMatchObject({ status: 429, path: 'file' });
    world.clock.advance(DAY_MS + 1);
    await send(ctx, 'three');
    await send(await person(), 'somebody else’s');
  });

  test('is counted in files a day, also those that were deleted meanwhile', async () => {
    const userId = await world.userWith(20);
    const ctx = world.ctxOf(userId);
    world.configure({ files: { uploadsPerDay: 2 } });
    for (const words of ['one', 'two']) {
      const { id } = await send(ctx, words);
      const deleted = await Promise.allSettled([1, 2].map(() => deleteUpload({ ctx, input: { id } })));
      expect(deleted.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }
    expect(await refusalOf(send(ctx, 'three'))).toMatchObject({ status: 429, path: 'file' });
    world.clock.advance(DAY_MS + 1);
    await send(ctx, 'three');
    expect(await db.sql('SELECT 1 AS one FROM uploads_gone WHERE user_id = $1::uuid', [userId])).toEqual([]);
  });

  test('leaves nothing in the store when it is missing', async () => {
    const ctx = await person();
    const kept = new Set<string>();
    const files: FileStore = {
      ...ctx.files,
      put: async (key) => void kept.add(key),
      remove: async (key) => void kept.delete(key),
    };
    world.configure({ files: { uploadsPerDay: 1 } });
    await Promise.allSettled([send(withCtx(ctx, { files }), 'one'), send(withCtx(ctx, { files }), 'two')]);
    expect(kept.size).toBe(1);
  });
});

describe('a link', () => {
  const open = (id: string, share: string | undefined, ctx: Ctx) => openFile({ ctx, input: { id, share } });

  test('shows what its run has made to everybody, until it is revoked', async () => {
    const ctx = await person();
    const guest = withCtx(ctx, { actor: { type: 'guest' } });
    const { id, runId } = await painted(ctx);
    const { share } = await shareRun({ ctx, input: { id: runId } });
    for (const somebody of [guest, await person(), ctx]) {
      const file = await open(id, share.slug, somebody);
      const response = await fileResponse(file, new Request('http://hub.test/'));
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      expect(await response.bytes()).toEqual(PIXELS);
    }
    await unshareRun({ ctx, input: { id: runId } });
    await expect(open(id, share.slug, guest)).rejects.toMatchObject(notFound);
    await expect(open(id, share.slug, await person())).rejects.toMatchObject(notFound);
    expect(await open(id, undefined, ctx)).toMatchObject({ keepable: true });
  });

  test('shows nothing else: no upload, no other run’s file, nothing of a run that was deleted', async () => {
    const ctx = await person();
    const guest = withCtx(ctx, { actor: { type: 'guest' } });
    const [shown, hidden, upload] = [await painted(ctx), await painted(ctx), await send(ctx, 'words')];
    const { share } = await shareRun({ ctx, input: { id: shown.runId } });
    for (const id of [hidden.id, upload.id, randomUUID()]) {
      await expect(open(id, share.slug, guest)).rejects.toMatchObject(notFound);
    }
    for (const slug of ['', 'x', `${share.slug}x`, "'; DROP TABLE shares", '%00', 'é'.repeat(30)]) {
      await expect(open(shown.id, slug, guest)).rejects.toMatchObject(notFound);
    }
    await expect(open(shown.id, undefined, guest)).rejects.toMatchObject({ code: 'unauthenticated' });
    await deleteRun({ ctx, input: { id: shown.runId } });
    await expect(open(shown.id, share.slug, guest)).rejects.toMatchObject(notFound);
  });
});

describe('sweeping', () => {
  const sweep = (change?: Partial<Ctx>) => sweepFiles({ ctx: world.system(change) });
  const idsOf = async (ctx: Ctx) => (await listUploads({ ctx, input: {} })).items.map(({ id }) => id);

  test('removes uploads of a month ago that no run works on, with their texts and bytes', async () => {
    const ctx = await person();
    const [unused, used] = [await send(ctx, 'unused'), await send(ctx, 'used')];
    world.ai.script = answers('An answer.');
    const run = await world.run(ctx);
    await db.sql('UPDATE runs SET input = $2::jsonb WHERE id = $1::uuid', [
      run.id,
      JSON.stringify({ fileId: used.id }),
    ]);
    const picture = await painted(ctx);
    world.clock.advance(20 * DAY_MS);
    const young = await send(ctx, 'young');
    await sweep();
    expect(await idsOf(ctx)).toEqual([young.id, used.id, unused.id]);
    world.clock.advance(11 * DAY_MS);
    expect((await sweep()).expired).toBeGreaterThanOrEqual(1);
    expect(await idsOf(ctx)).toEqual([young.id, used.id]);
    expect(await db.sql('SELECT file_id FROM file_texts WHERE file_id = $1::uuid', [unused.id])).toEqual([]);
    await expect(ctx.files.read(`${unused.id.slice(-2)}/${unused.id}`)).rejects.toMatchObject(notFound);
    expect(await openFile({ ctx, input: { id: picture.id } })).toMatchObject({ bytes: 100 });
    await deleteRun({ ctx, input: { id: run.id } });
    await sweep();
    expect(await idsOf(ctx)).toEqual([young.id]);
  });

  test('removes what no row names once it is a day old, half-written or whole, and nothing else', async () => {
    world.clock.set(new Date());
    const ctx = await person();
    const kept = await send(ctx, 'kept');
    const folder = kept.id.slice(-2);
    // The next hour, some days from now, that is this folder's.
    let hour = Math.ceil((Date.now() + 2 * DAY_MS) / 3_600_000);
    while (hour % 256 !== Number.parseInt(folder, 16)) hour++;
    const due = hour * 3_600_000;
    const bornAt = (moment: number, end = '') => {
      const time = moment.toString(16).padStart(12, '0');
      return `${folder}/${time.slice(0, 8)}-${time.slice(8)}-7000-8000-0000000000${folder}${end}`;
    };
    const [old, half, fresh] = [bornAt(due - 2 * DAY_MS), bornAt(due - 3 * DAY_MS, '-part'), bornAt(due - 3_600_000)];
    for (const key of [old, half, fresh, `${folder}/not-ours`]) await ctx.files.put(key, PIXELS);
    expect((await sweep({ clock: { now: () => new Date(due + 3_600_000) } })).orphans).toBe(0);
    expect((await sweep({ clock: { now: () => new Date(due) } })).orphans).toBe(2);
    const left = [`${folder}/${kept.id}`, fresh, `${folder}/not-ours`];
    expect((await ctx.files.list(folder)).sort()).toEqual(left.sort());
  });

  test('goes on where the store is away', async () => {
    const ctx = await person();
    await send(ctx, 'old');
    world.clock.advance(31 * DAY_MS);
    const files: FileStore = { ...ctx.files, remove: () => Promise.reject(new Error('away')), list: async () => [] };
    expect((await sweep({ files })).expired).toBeGreaterThanOrEqual(1);
    expect((await listUploads({ ctx, input: {} })).items).toEqual([]);
  });
});

test('a store that is away takes no upload, and no row tells of it', async () => {
  const ctx = await person();
  const files: FileStore = { ...ctx.files, put: () => Promise.reject(new Error('away')) };
  await expect(send(withCtx(ctx, { files }), 'words')).rejects.toThrow('away');
  expect((await listUploads({ ctx, input: {} })).items).toEqual([]);
});

test('who leaves takes uploads along, with what they say', async () => {
  const ctx = await person();
  const [words, picture] = [await send(ctx, 'secret words'), await send(ctx, await makePicture('webp'))];
  const erased = await eraseRuns({ ctx });
  await erased.finish();
  const ids = [words.id, picture.id];
  expect(await db.sql('SELECT id FROM files WHERE id = ANY($1::uuid[])', [ids])).toEqual([]);
  expect(await db.sql('SELECT file_id FROM file_texts WHERE file_id = ANY($1::uuid[])', [ids])).toEqual([]);
  for (const id of ids) await expect(ctx.files.read(`${id.slice(-2)}/${id}`)).rejects.toMatchObject(notFound);
});

test('every tool calls the field of its file fileId: the sweep looks there', async () => {
  const { DEFINITIONS } = await import('@/lib/tools/definitions');
  const limits = world.ctxOf(randomUUID()).settings.current().runs;
  const named = DEFINITIONS.flatMap((definition) => definition.fields(limits).filter(({ type }) => type === 'file'));
  expect(named.length).toBeGreaterThan(0);
  expect(new Set(named.map(({ id }) => id))).toEqual(new Set(['fileId']));
});
