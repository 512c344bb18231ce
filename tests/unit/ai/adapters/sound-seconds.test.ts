import { soundFile, soundSeconds } from '@/lib/ai/adapters/sound-seconds';

/** Frames of silence: 128 kbit/s at 44.1 kHz (417 bytes, 1,152 samples), or 64 kbit/s at 24 kHz (192 bytes, 576 samples). */
function frames(count: number, version: 1 | 2 = 1): Buffer {
  const frame = Buffer.alloc(version === 1 ? 417 : 192);
  frame.set(version === 1 ? [0xff, 0xfb, 0x90, 0x00] : [0xff, 0xf3, 0x84, 0x00]);
  return Buffer.concat(Array.from({ length: count }, () => frame));
}

function wave(dataBytes: number, told = dataBytes): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt32LE(24_000, 24);
  head.writeUInt32LE(48_000, 28);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(told, 40);
  return Buffer.concat([head, Buffer.alloc(dataBytes)]);
}

function opus(samples: number): Buffer {
  const page = (granule: number, body: Buffer) => {
    const head = Buffer.alloc(27);
    head.write('OggS', 0, 'latin1');
    head.writeBigInt64LE(BigInt(granule), 6);
    return Buffer.concat([head, body]);
  };
  const first = Buffer.alloc(19);
  first.write('OpusHead', 0, 'latin1');
  first.writeUInt16LE(312, 10);
  return Buffer.concat([page(0, first), page(960, Buffer.alloc(40)), page(samples + 312, Buffer.alloc(40))]);
}

const ID3 = Buffer.concat([Buffer.from('ID3'), Buffer.from([4, 0, 0, 0, 0, 1, 2]), Buffer.alloc(130, 0xff)]);

it.each([
  ['MP3', 'audio/mpeg', frames(100), 2.612],
  ['MP3 of a lower rate', 'audio/mpeg', frames(100, 2), 2.4],
  ['MP3 behind a tag that looks like sound', 'audio/mpeg', Buffer.concat([ID3, frames(100)]), 2.612],
  ['MP3 that was cut', 'audio/mpeg', frames(100).subarray(0, 417 * 50 + 9), 1.306],
  ['WAV', 'audio/wav', wave(96_000), 2],
  ['WAV that was made as it was sent', 'audio/wav', wave(24_000, 0xffffffff), 0.5],
  ['Opus', 'audio/ogg', opus(144_000), 3],
])('%s says how long it lasts', (_what, mediaType, bytes, seconds) => {
  expect(soundSeconds(bytes, mediaType)).toBe(seconds);
  expect(soundSeconds(new Uint8Array(bytes), mediaType)).toBe(seconds);
});

it.each([
  ['nothing', 'audio/mpeg', Buffer.alloc(0)],
  ['a tag without sound', 'audio/mpeg', ID3],
  ['the beginning of a tag', 'audio/mpeg', Buffer.from('ID3')],
  ['other bytes', 'audio/mpeg', Buffer.from('<html>')],
  ['a head without rates', 'audio/wav', Buffer.from('RIFF\0\0\0\0WAVE')],
  ['sound without its format', 'audio/wav', Buffer.concat([wave(0).subarray(0, 12), wave(9).subarray(36)])],
  ['a page and no more', 'audio/ogg', Buffer.from('OggSOpusHead')],
  ['another container', 'audio/flac', Buffer.from('fLaC')],
])('of %s nobody knows', (_what, mediaType, bytes) => {
  expect(soundSeconds(bytes, mediaType)).toBeUndefined();
});

it('is part of what was made only where it is known', () => {
  expect(soundFile(frames(100), 'audio/mpeg')).toMatchObject({ mediaType: 'audio/mpeg', seconds: 2.612 });
  expect(Object.keys(soundFile(ID3, 'audio/mpeg'))).toEqual(['bytes', 'mediaType']);
});
