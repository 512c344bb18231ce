import { readSound } from '@/lib/runs/files/reading/read-sound';
import { scanMp4 } from '@/lib/runs/files/reading/scan-mp4';
import { scanWebm } from '@/lib/runs/files/reading/scan-webm';
import { makeWebm } from '@/tests/support/files/made-files';
import { makeFlac, makeMp4, makeOpus } from '@/tests/support/files/made-sounds';

describe('the length of an MP4', () => {
  test.each<[string, Buffer, number]>([
    ['is what its samples add up to', makeMp4(7), 7],
    ['is not what its head claims, where that is less', makeMp4(7, { claimedSeconds: 1 }), 7],
    ['is what its head claims, where that is more', makeMp4(7, { claimedSeconds: 9 }), 9],
    ['is found in its fragments, as recorders write them', makeMp4(5, { fragments: true }), 5],
    ['counts the samples that came before it broke off', makeMp4(5, { fragments: true }).subarray(0, -200), 3.9],
  ])('%s', (_rule, bytes, seconds) => {
    const found = scanMp4(bytes);
    expect(found).toMatchObject({ hasSound: true, hasFilm: false });
    expect(found?.seconds).toBeCloseTo(seconds, 3);
  });

  test('is not asked of a film', async () => {
    expect(scanMp4(makeMp4(3, { kind: 'vide' }))).toMatchObject({ hasSound: false, hasFilm: true });
    expect(await readSound(makeMp4(3, { kind: 'vide' }), 'm4a')).toEqual({ read: 'nothing', why: 'film' });
  });
});

test('a recording that breaks off counts as far as it goes', () => {
  const whole = makeWebm(6);
  expect(scanWebm(whole)?.seconds).toBeCloseTo(5.96, 2);
  expect(scanWebm(whole.subarray(0, whole.length / 2))?.seconds).toBeLessThan(4);
});

test.each([
  ['ogg', makeOpus(4), 4, 'audio/ogg'],
  ['flac', makeFlac(5, 8_000), 5, 'audio/flac'],
  // A second of silence cannot weigh four.
  ['flac', makeFlac(1, 64_000), 4, 'audio/flac'],
] as const)('%s says how long it is, and no less than its bytes allow', async (format, bytes, seconds, mediaType) => {
  const answer = await readSound(bytes, format);
  expect(answer).toMatchObject({ read: 'sound', mediaType });
  expect(answer.read === 'sound' && answer.seconds).toBeCloseTo(seconds, 1);
});

test.each([scanMp4, scanWebm])('$name comes to an end with any bytes', (scan) => {
  let seed = 7;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) % 256;
  for (const whole of [makeMp4(3), makeMp4(3, { fragments: true }), makeWebm(2)]) {
    for (let round = 0; round < 200; round++) {
      const bytes = Buffer.from(whole);
      for (let change = 0; change < 8; change++) bytes[(random() * 256 + random()) % bytes.length] = random();
      const found = scan(bytes);
      expect(found === null || found.seconds === undefined || found.seconds >= 0).toBe(true);
    }
  }
});
