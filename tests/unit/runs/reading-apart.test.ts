import { spawnSync } from 'node:child_process';
import { readApart, readerFlags } from '@/lib/runs/files/reading/read-apart';
import type { ReadingOrder } from '@/lib/runs/files/reading/order';
import { makePdf } from '@/tests/support/files/made-files';
import { makeMp4 } from '@/tests/support/files/made-sounds';
import { makeDocx } from '@/tests/support/files/made-zip';

const order = (format: ReadingOrder['format'], change: Partial<ReadingOrder> = {}): ReadingOrder => ({
  ...{ format, maxCharacters: 1_000, maxPages: 10, maxPartBytes: 1_000_000 },
  ...change,
});

test.each([
  ['a secret', "require('fs').readFileSync('.env.example')"],
  ['what is elsewhere', "require('fs').readFileSync('/etc/hostname')"],
  ['to write', "require('fs').writeFileSync('written', 'x')"],
  ['to start something', "require('child_process').execSync('id')"],
  ['a thread', "new (require('worker_threads').Worker)('1', { eval: true })"],
])('a reading process is refused %s', (_what, script) => {
  const { status, stderr } = spawnSync(process.execPath, [...readerFlags(), '-e', script], { encoding: 'utf8' });
  expect(status).not.toBe(0);
  expect(stderr).toContain('ERR_ACCESS_DENIED');
});

test('pages and characters are bounded, and what lies behind is told of', async () => {
  const pdf = makePdf('Words on a page.', { pages: 4 });
  expect(await readApart(order('pdf', { maxPages: 2 }), pdf)).toEqual({
    ...{ read: 'text', cut: true },
    text: expect.stringMatching(/^Words on a page\.\s+Words on a page\.\s+$/),
  });
  expect(await readApart(order('pdf', { maxCharacters: 5 }), pdf)).toEqual({ read: 'text', text: 'Words', cut: true });
  expect(await readApart(order('pdf'), pdf)).toMatchObject({ cut: false });
});

test('a Word document is read with its tabs, lines, cells and signs', async () => {
  const text = 'a &lt;b&gt; &amp;amp; &#228;&#x1F600;</w:t><w:tab/><w:t>c</w:t><w:br/><w:t>d';
  expect(await readApart(order('docx'), makeDocx([text, 'next']))).toEqual({
    ...{ read: 'text', cut: false },
    text: 'a <b> &amp; ä😀\tc\nd\nnext',
  });
  expect(await readApart(order('docx', { maxPartBytes: 50 }), makeDocx(['long enough']))).toEqual({
    ...{ read: 'nothing', why: 'too_large' },
  });
});

test('many at once are read one after the other; too many are told to come back', async () => {
  // They wait in one line whatever they are; an MP4 is read by the least code.
  const sound = makeMp4(1);
  const read = await Promise.allSettled(Array.from({ length: 26 }, () => readApart(order('m4a'), sound)));
  const refused = read.filter((each) => each.status === 'rejected');
  expect(refused).toHaveLength(4);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'rate_limited' });
  for (const each of read) {
    if (each.status === 'fulfilled') expect(each.value).toMatchObject({ read: 'sound', seconds: 1 });
  }
}, 180_000);
