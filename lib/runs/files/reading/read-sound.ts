import { cannotRead, type ReadingAnswer, type ReadingOrder } from './order.ts';
import { scanMp4 } from './scan-mp4.ts';
import { scanWebm } from './scan-webm.ts';

type SoundFormat = Exclude<ReadingOrder['format'], 'pdf' | 'docx'>;

const MEDIA_TYPES: Record<SoundFormat, string> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  webm: 'audio/webm',
  m4a: 'audio/mp4',
  flac: 'audio/flac',
};
/** Nobody packs sound less than this: a head that claims to be shorter than its bytes allow is not believed. */
const DENSEST_BITS: Partial<Record<SoundFormat, number>> = { ogg: 512_000, webm: 512_000, m4a: 512_000 };
const MOST_SECONDS = 86_400;

/** Without its summary an MP3 is measured frame by frame: the summary says what its writer liked. */
function withoutSummary(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  for (const mark of ['Xing', 'Info', 'VBRI']) {
    const at = copy.subarray(0, 1_000_000).indexOf(mark, 0, 'latin1');
    if (at >= 0) copy.fill(0, at, at + mark.length);
  }
  return copy;
}

/** Bytes of a WAV's samples over bytes a second: what is there, not what the head claims. */
function wavSeconds(bytes: Uint8Array): number | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let rate = 0;
  for (let at = 12; at + 8 <= view.length;) {
    const length = view.readUInt32LE(at + 4);
    const id = view.toString('latin1', at, at + 4);
    if (id === 'fmt ' && at + 20 <= view.length) rate = view.readUInt32LE(at + 16);
    if (id === 'data') return rate > 0 ? Math.min(length, view.length - at - 8) / rate : undefined;
    at += 8 + length + (length % 2);
  }
  return undefined;
}

interface Found {
  hasSound: boolean;
  hasFilm: boolean;
  seconds: number | undefined;
}

const NOTHING: Found = { hasSound: false, hasFilm: false, seconds: undefined };

async function look(bytes: Uint8Array, format: SoundFormat): Promise<Found> {
  if (format === 'webm') return scanWebm(bytes) ?? NOTHING;
  if (format === 'm4a') return scanMp4(bytes) ?? NOTHING;
  // Loading it takes longer than a recording of a browser takes to read, which never comes here.
  const { parseBuffer } = await import('music-metadata');
  const whole = format === 'mp3' ? withoutSummary(bytes) : bytes;
  const parsed = await parseBuffer(whole, { mimeType: MEDIA_TYPES[format] }, { duration: true, skipCovers: true });
  const {
    hasVideo,
    hasAudio,
    duration,
    sampleRate,
    trackInfo,
    numberOfChannels = 1,
    bitsPerSample = 16,
  } = parsed.format;
  // Lossless sound is never larger than the same without packing.
  const least =
    format === 'flac' && sampleRate ? (bytes.length * 8) / (sampleRate * numberOfChannels * bitsPerSample) : 0;
  return {
    hasSound: hasAudio !== false && Boolean(sampleRate),
    hasFilm: Boolean(hasVideo) || trackInfo.some((track) => track.video),
    seconds: format === 'wav' ? wavSeconds(bytes) : Math.max(duration ?? 0, least) || undefined,
  };
}

/** What kind of sound it is and how long. A film is refused: its pictures would be kept for nothing. */
export async function readSound(bytes: Uint8Array, format: SoundFormat): Promise<ReadingAnswer> {
  try {
    const { hasSound, hasFilm, seconds } = await look(bytes, format);
    if (hasFilm) return cannotRead('film');
    if (!hasSound || seconds === 0) return cannotRead('damaged');
    if (seconds === undefined) return { read: 'sound', mediaType: MEDIA_TYPES[format] };
    const densest = DENSEST_BITS[format];
    const least = densest ? (bytes.length * 8) / densest : 0;
    if (!Number.isFinite(seconds) || seconds < 0 || Math.max(seconds, least) > MOST_SECONDS)
      return cannotRead('damaged');
    return {
      read: 'sound',
      mediaType: MEDIA_TYPES[format],
      seconds: Math.round(Math.max(seconds, least) * 1_000) / 1_000,
    };
  } catch {
    return cannotRead('damaged');
  }
}
