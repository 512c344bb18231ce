import type { MadeFile } from '../types';

/** Bits per second, in thousands, by MPEG's index: layer III of version 1, and of versions 2 and 2.5. */
const KBITS = {
  first: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  later: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const RATES = [44_100, 48_000, 32_000] as const;

/** One frame of layer III at this place: its size in bytes and its length in seconds. */
function frameAt(sound: Buffer, at: number): { bytes: number; seconds: number } | undefined {
  if (at + 4 > sound.length || sound[at] !== 0xff) return undefined;
  const [, second = 0, third = 0] = sound.subarray(at, at + 3);
  const version = (second >> 3) & 3;
  // Version 1 stands as 3, 2 as 2, 2.5 as 0; layer III stands as 1.
  if (second >> 5 !== 7 || version === 1 || ((second >> 1) & 3) !== 1) return undefined;
  const kbits = (version === 3 ? KBITS.first : KBITS.later)[third >> 4];
  const rate = (RATES[(third >> 2) & 3] ?? 0) / (version === 3 ? 1 : version === 2 ? 2 : 4);
  if (!kbits || !rate) return undefined;
  const samples = version === 3 ? 1_152 : 576;
  const bytes = Math.floor((samples * kbits * 125) / rate) + ((third >> 1) & 1);
  return { bytes, seconds: samples / rate };
}

function mpegSeconds(sound: Buffer): number {
  // Seven bits of each byte count.
  const tag = sound.toString('latin1', 0, 3) === 'ID3' && sound.length > 10 ? [...sound.subarray(6, 10)] : [];
  let at = tag.length > 0 ? 10 + tag.reduce((size, byte) => size * 128 + (byte & 127), 0) : 0;
  let seconds = 0;
  for (let frame = frameAt(sound, at); frame; frame = frameAt(sound, at)) {
    // A file that was cut ends in the middle of one.
    if (at + frame.bytes > sound.length) break;
    at += frame.bytes;
    seconds += frame.seconds;
  }
  return seconds;
}

function waveSeconds(sound: Buffer): number {
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= sound.length;) {
    const name = sound.toString('latin1', at, at + 4);
    const size = sound.readUInt32LE(at + 4);
    const there = Math.min(size, sound.length - at - 8);
    if (name === 'fmt ' && there >= 12) bytesPerSecond = sound.readUInt32LE(at + 16);
    // Made as it is sent, sound says that it is longer than it is.
    if (name === 'data') return bytesPerSecond > 0 ? there / bytesPerSecond : 0;
    at += 8 + size + (size & 1);
  }
  return 0;
}

/** Opus counts in 48,000ths of a second; the last page says how many there are. */
function opusSeconds(sound: Buffer): number {
  const [head, last] = [sound.indexOf('OpusHead'), sound.lastIndexOf('OggS')];
  if (head < 0 || head + 12 > sound.length || last + 14 > sound.length) return 0;
  return Math.max(0, Number(sound.readBigInt64LE(last + 6)) - sound.readUInt16LE(head + 10)) / 48_000;
}

const READERS: Readonly<Record<string, (sound: Buffer) => number>> = {
  'audio/mpeg': mpegSeconds,
  'audio/mp3': mpegSeconds,
  'audio/wav': waveSeconds,
  'audio/x-wav': waveSeconds,
  'audio/ogg': opusSeconds,
  'audio/opus': opusSeconds,
};

/** How long sound lasts, in seconds, as far as its bytes say so (MP3, WAV, Opus in Ogg); else undefined. */
export function soundSeconds(bytes: Uint8Array, mediaType: string): number | undefined {
  const sound = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = READERS[mediaType];
  const seconds = read?.(sound) ?? 0;
  return seconds > 0 ? Math.round(seconds * 1_000) / 1_000 : undefined;
}

/** Sound that was made, with its length where it is known. */
export function soundFile(bytes: Uint8Array, mediaType: string): MadeFile {
  const seconds = soundSeconds(bytes, mediaType);
  return { bytes, mediaType, ...(seconds === undefined ? {} : { seconds }) };
}
