import path from 'node:path';
import { inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { withCtx, type Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { createFileStore, openFile, uploadFile, type FileView } from '@/lib/runs';
import { filesBelow, refusalOf, send } from '@/tests/support/files/file-world';
import {
  makeMp3,
  makePdf,
  makePicture,
  makeWav,
  makeWebm,
  packedOver,
  pngBomb,
} from '@/tests/support/files/made-files';
import { makeDocx, makeZip } from '@/tests/support/files/made-zip';
import { makeUser } from '@/tests/support/make-user';
import { fixedSettings, makeTestCtx, temporaryDirectory } from '@/tests/support/test-ctx';
import { openTestDb } from '@/tests/support/test-db';

let db: Db;
let ctx: Ctx;
const folder = temporaryDirectory('hostile-files-');

beforeAll(async () => {
  db = await openTestDb();
  const files = createFileStore(path.join(folder, 'files'));
  ctx = (await makeUser(makeTestCtx(db, { files }))).ctx;
});
afterAll(() => db.close());

const rows = () => db.sql<{ id: string }>('SELECT id FROM files');

/** Refused with this status, the field named, and nothing left anywhere. */
async function expectRefused(bytes: Uint8Array | string, status: number, name?: string): Promise<string> {
  const before = [await rows(), await filesBelow(folder)];
  const refusal = await refusalOf(send(ctx, bytes, name));
  expect(refusal).toMatchObject({ status, path: 'file' });
  expect([await rows(), await filesBelow(folder)]).toEqual(before);
  return refusal.message ?? '';
}

async function stored(file: FileView): Promise<Buffer> {
  const opened = await openFile({ ctx, input: { id: file.id } });
  return Buffer.from(await new Response(await opened.read()).arrayBuffer());
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const PAGE = `<!doctype html><title>Hi</title><script>fetch('https://evil.test')</script><p onclick="x()">Words &amp; more</p>`;

describe('what has no kind that is taken', () => {
  test.each<[string, Uint8Array | string]>([
    ['a drawing with a script', SVG],
    ['a drawing behind an XML head', `<?xml version="1.0"?>\n${SVG}`],
    ['a drawing behind comments', `<!-- a --> <!-- b -->\n${SVG}`],
    ['XML with an entity', '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>'],
    ['a program', Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(500)])],
    ['a Windows program', Buffer.concat([Buffer.from('MZ\x90\0\x03', 'latin1'), Buffer.alloc(500)])],
    ['a plain zip archive', makeZip([{ name: 'a.txt', content: 'hello' }])],
    ['a zip without a document in it', makeZip([{ name: '[Content_Types].xml', content: '<Types/>' }])],
    ['an old Office file', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(500)])],
    ['text with NULs', 'hello\0world, this is no text at all, whatever its name may be, believe it'],
    ['half of UTF-16', Buffer.from('fffe00d8', 'hex')],
    ['an AVI film', Buffer.concat([Buffer.from('RIFF\0\0\0\0AVI LIST', 'latin1'), Buffer.alloc(200)])],
  ])('refuses %s', (_what, bytes) => expectRefused(bytes, 415, 'innocent.png').then(() => undefined));

  test('refuses a film in a container of sound', async () => {
    expect(await expectRefused(makeWebm(2, { film: true }), 415, 'song.webm')).toContain('film');
  });
});

describe('what is broken', () => {
  test('refuses an empty file', () => expectRefused('', 422).then(() => undefined));

  test.each(['png', 'jpeg', 'webp'] as const)('refuses a %s that breaks off', async (format) => {
    const picture = await sharp(Buffer.from(Array.from({ length: 30_000 }, (_, index) => (index * 7919) % 256)), {
      raw: { width: 100, height: 100, channels: 3 },
    })
      .toFormat(format)
      .toBuffer();
    await expectRefused(picture.subarray(0, Math.floor(picture.length / 2)), 422);
  });

  test.each<[string, Uint8Array]>([
    ['a PDF of a head alone', Buffer.from('%PDF-1.7\n')],
    ['a document that breaks off', makeDocx(['Hello there']).subarray(0, 120)],
    ['a sound of a head alone', Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1')],
    ['an Ogg of a head alone', Buffer.concat([Buffer.from('OggS'), Buffer.alloc(100)])],
    ['a FLAC of a head alone', Buffer.concat([Buffer.from('fLaC'), Buffer.alloc(100)])],
    ['an MP3 of tags alone', Buffer.concat([Buffer.from('ID3\x03\0\0\0\0\0\x0a', 'latin1'), Buffer.alloc(300)])],
    ['text of spaces alone', Buffer.from('   \n\t \n')],
    ['a PDF without a word', makePdf('')],
  ])('refuses %s', (_what, bytes) => expectRefused(bytes, 422).then(() => undefined));
});

describe('what is too large', () => {
  test('stops reading at the first byte beyond its kind', async () => {
    const small = withCtx(ctx, { settings: fixedSettings({ files: { imageMegabytes: 1 } }) });
    const before = await filesBelow(folder);
    let read = 0;
    async function* endless() {
      yield await makePicture('png');
      for (;;) {
        read++;
        yield new Uint8Array(65_536);
      }
    }
    const refusal = await refusalOf(uploadFile({ ctx: small, input: { name: 'a.png', chunks: endless() } }));
    expect(refusal).toMatchObject({ status: 413, path: 'file', message: 'a picture may have at most 1 MB' });
    expect(read).toBeLessThanOrEqual(17);
    expect(await filesBelow(folder)).toEqual(before);
  });

  test('refuses a picture that unpacks to 900 million pixels, at once', async () => {
    const begun = performance.now();
    expect(await expectRefused(pngBomb(30_000), 413)).toContain('million pixels');
    expect(await expectRefused(pngBomb(6_000, true), 413)).toContain('unpacked');
    expect(performance.now() - begun).toBeLessThan(15_000);
  });

  // Just above the 32 MB that one part may have: more would prove no more.
  const unpacked = 'x'.repeat(34_000_000);
  test.each<[string, Buffer, number]>([
    ['that says so', makeDocx([unpacked]), 413],
    ['that lies about it', makeDocx([unpacked], { claimedBytes: 1_000 }), 422],
    [
      'beside a small document',
      makeZip([
        { name: '[Content_Types].xml', content: '<Types/>' },
        { name: 'word/document.xml', content: '<w:p><w:t>Hello</w:t></w:p>' },
        { name: 'word/media/1.bin', content: Buffer.alloc(1_000), claimedBytes: 500_000_000 },
      ]),
      413,
    ],
  ])('refuses a zip bomb %s', (_what, bytes, status) => expectRefused(bytes, status).then(() => undefined));

  test('a PDF that unpacks to a gigabyte ends its own reader and nothing else', async () => {
    // What does not unpack would be refused as well.
    expect(inflateSync(packedOver(Buffer.from('abc'), 5)).toString()).toBe('abc'.repeat(5));
    const line = Buffer.from('BT (x) Tj ET\n'.repeat(80_000));
    const content = packedOver(line, 1_000);
    const before = process.memoryUsage.rss();
    await expectRefused(makePdf('', { content, filter: '/Filter/FlateDecode' }), 422);
    expect(process.memoryUsage.rss() - before).toBeLessThan(400_000_000);
  }, 180_000);
});

describe('text made to keep us busy', () => {
  // More than is looked through for JSON; what takes the square of this takes a minute and more.
  const million = (text: string) => text.repeat(Math.ceil(1_100_000 / text.length));

  test.each<[string, string]>([
    ['tags that are never closed', `<html>words${million('<p ')}`],
    ['scripts that are never closed', `<html>words${million('<script ')}`],
    ['scripts that are closed nearly', `<p>words<script>${million('</script ')}`],
    ['comments within comments', `${million('<!--a-->')}words`],
    ['comments that are never closed', `<p>words${million('<!--')}`],
    ['spaces', `<p>words${million(' ')}x`],
    ['spaces and ends of lines', `<p>words${million(' \t\n ')}x`],
    ['entities', `<p>words${million('&#x')}`],
    ['brackets within brackets', `words${million('[')}`],
    ['brackets that look like JSON', million('[')],
  ])('%s: done soon', async (_what, text) => {
    const begun = performance.now();
    const file = await send(ctx, text);
    expect(performance.now() - begun).toBeLessThan(15_000);
    expect(file).toMatchObject({ kind: 'document', mediaType: 'text/plain' });
  });
});

describe('what is harmless once it is ours', () => {
  test('a web page becomes its words, as text', async () => {
    const file = await send(ctx, PAGE, 'page.html');
    expect(file).toMatchObject({ mediaType: 'text/plain', kind: 'document', name: 'page.txt' });
    expect((await stored(file)).toString()).toBe('Hi\nWords & more');
  });

  test('what follows a picture, and what was written into it, is gone', async () => {
    const bytes = Buffer.concat([await makePicture('jpeg'), Buffer.from(PAGE), makeZip([{ name: 'a', content: 'b' }])]);
    const file = await send(ctx, bytes, 'photo.php');
    expect(file).toMatchObject({ mediaType: 'image/jpeg', kind: 'image', name: 'photo.jpg', width: 40, height: 30 });
    const kept = await stored(file);
    expect(kept.includes('script')).toBe(false);
    expect(kept.includes('PK\x03\x04')).toBe(false);
    expect(kept.includes('Secret Camera')).toBe(false);
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
  });

  test('a moving picture stands still', async () => {
    const file = await send(ctx, await makePicture('gif'), 'moving.gif');
    expect(file).toMatchObject({ mediaType: 'image/png', name: 'moving.png' });
  });

  test.each<[string, string | Uint8Array, string, object]>([
    ['a sound called a picture', makeWav(1), 'cat.png', { mediaType: 'audio/wav', name: 'cat.wav', seconds: 1 }],
    ['text called a sound', 'just words', 'song.mp3', { mediaType: 'text/plain', name: 'song.txt', characters: 10 }],
    ['a table', 'a,b\n1,2\n', 'rows.csv', { mediaType: 'text/csv', name: 'rows.csv' }],
    [
      'a table of an old spreadsheet',
      Buffer.from('name;city\nJ\xfcrgen;K\xf6ln', 'latin1'),
      'o.csv',
      { mediaType: 'text/csv' },
    ],
    ['JSON without an ending', '{"a":[1]}', 'data', { mediaType: 'application/json', name: 'data.json' }],
    ['what only looks like JSON', '{"a":', 'data.json', { mediaType: 'text/plain', name: 'data.txt' }],
    ['a program as text', '#!/bin/sh\nrm -rf /\n', 'run.sh', { mediaType: 'text/plain', name: 'run.txt' }],
  ])('%s is what its content says', async (_what, bytes, name, expected) => {
    expect(await send(ctx, bytes, name)).toMatchObject(expected);
  });
});

test.each([
  ['../../etc/passwd', 'passwd.txt'],
  ['C:\\Users\\me\\notes.txt', 'notes.txt'],
  ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie x=1.txt'],
  ['invoice\u202etxt.exe', 'invoicetxt.txt'],
  ['\u200f\u2066report\u2069.md', 'report.md'],
  ['nul\0byte.txt', 'nulbyte.txt'],
  ['half\ud800.txt', 'half.txt'],
  ['"quoted" <b>.txt', 'quoted b.txt'],
  ['...', 'file.txt'],
  ['', 'file.txt'],
  ['Ärger im Büro 日本.txt', 'Ärger im Büro 日本.txt'],
  [`${'long'.repeat(100)}.txt`, `${'long'.repeat(29)}.txt`],
])('the name %j is kept as %j', async (sent, kept) => {
  expect((await send(ctx, 'words', sent)).name).toBe(kept);
});

describe('how long a sound is', () => {
  test.each<[string, Buffer, number, string]>([
    ['a WAV', makeWav(3), 3, 'audio/wav'],
    ['a WAV whose head claims a second', makeWav(3, 1), 1, 'audio/wav'],
    ['a WAV whose head claims an hour', makeWav(2, 3_600), 2, 'audio/wav'],
    ['an MP3', makeMp3(200), 5.22, 'audio/mpeg'],
    ['an MP3 whose summary claims one frame', makeMp3(200, 1), 5.22, 'audio/mpeg'],
    ['a recording of a browser, without a length', makeWebm(4), 3.96, 'audio/webm'],
  ])('%s', async (_what, bytes, seconds, mediaType) => {
    const file = await send(ctx, bytes);
    expect(file).toMatchObject({ kind: 'audio', mediaType });
    expect(file.seconds).toBeCloseTo(seconds, 1);
  });
});

describe('who holds more than a share', () => {
  const WAV_HEAD = makeWav(1).subarray(0, 44);

  /** A form that sends so many bytes and then nothing until it is let go. */
  function stuck(owner: Ctx, megabytes: number) {
    const held = Promise.withResolvers<void>();
    const sent = Promise.withResolvers<void>();
    async function* chunks() {
      yield Buffer.concat([WAV_HEAD, Buffer.alloc(megabytes * 1024 * 1024)]);
      sent.resolve();
      await held.promise;
      throw new AppError('malformed_json', 'The form broke off before its end.');
    }
    const end = refusalOf(uploadFile({ ctx: owner, input: { name: 'a.wav', chunks: chunks() } }));
    return { sent: sent.promise, end, letGo: held.resolve };
  }

  test('waits, and others do not', async () => {
    const greedy = (await makeUser(makeTestCtx(db, { files: ctx.files }))).ctx;
    const forms = [stuck(greedy, 22), stuck(greedy, 22)];
    await Promise.all(forms.map(({ sent }) => sent));
    expect(await stuck(greedy, 22).end).toMatchObject({ status: 429 });
    expect((await send(ctx, 'Words of somebody else.', 'a.txt')).mediaType).toBe('text/plain');
    for (const { letGo } of forms) letGo();
    expect(await Promise.all(forms.map(({ end }) => end))).toMatchObject([{ status: 400 }, { status: 400 }]);
    expect((await send(greedy, 'And again.', 'b.txt')).mediaType).toBe('text/plain');
  });

  test('leaves nothing behind where the account is closed before the file has come', async () => {
    const leaving = await makeUser(makeTestCtx(db, { files: ctx.files }));
    const before = [await rows(), await filesBelow(folder)];
    async function* chunks() {
      yield Buffer.from('The first half of a text, ');
      await db.sql('UPDATE users SET deleted_at = now(), suspended_at = now() WHERE id = $1::uuid RETURNING id', [
        leaving.id,
      ]);
      yield Buffer.from('and its second half.');
    }
    const late = uploadFile({ ctx: leaving.ctx, input: { name: 'a.txt', chunks: chunks() } });
    expect(await refusalOf(late)).toMatchObject({ status: 401 });
    expect([await rows(), await filesBelow(folder)]).toEqual(before);
  });
});
