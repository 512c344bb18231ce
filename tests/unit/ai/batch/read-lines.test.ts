import fc from 'fast-check';
import { readLines } from '@/lib/ai/batch/read-lines';

/** A body that comes in pieces of these sizes, over and over. */
function bodyOf(bytes: Uint8Array, sizes: readonly number[]): ReadableStream<Uint8Array> {
  let at = 0;
  let turn = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      const size = sizes[turn % sizes.length] ?? 1;
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
      turn += 1;
    },
  });
}

async function linesOf(text: string, sizes: readonly number[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLines(bodyOf(new TextEncoder().encode(text), sizes))) lines.push(line);
  return lines;
}

test('lines are the same however the body is cut, within letters of several bytes, too', async () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\n', ' '));
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      async (lines, sizes) => {
        const expected = lines.map((one) => one.trim()).filter((one) => one !== '');
        expect(await linesOf(lines.join('\n'), sizes)).toEqual(expected);
      },
    ),
    { numRuns: 100 },
  );
});

test('a line without end is given up, a body of nothing has none', async () => {
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1_000_000).fill(120)),
  });
  const read = async () => {
    for await (const line of readLines(endless)) return line;
    return undefined;
  };
  await expect(read()).rejects.toMatchObject({ outcome: 'too_large' });
  expect(await linesOf('', [1])).toEqual([]);
  for await (const line of readLines(null)) expect(line).toBe('never');
});
