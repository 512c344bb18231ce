const HEAD_BYTES = 44;
const BYTES_PER_SAMPLE = 2;
/** What providers of speech send where they do not say it. */
const USUAL = { rate: 24_000, channels: 1 };

/** A number behind a media type: "audio/pcm;rate=24000;channels=1". */
function told(mediaType: string, name: string, most: number): number | undefined {
  const value = Number(new RegExp(`;\\s*${name}=(\\d+)`, 'i').exec(mediaType)?.[1]);
  return value > 0 && value <= most ? value : undefined;
}

/** Raw samples of 16 bits, little end first, as a WAV file; their media type may say rate and channels. */
export function waveOf(samples: Uint8Array, mediaType: string): Uint8Array {
  const rate = told(mediaType, 'rate', 192_000) ?? USUAL.rate;
  const channels = told(mediaType, 'channels', 8) ?? USUAL.channels;
  const head = Buffer.alloc(HEAD_BYTES);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(HEAD_BYTES - 8 + samples.byteLength, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * channels * BYTES_PER_SAMPLE, 28);
  head.writeUInt16LE(channels * BYTES_PER_SAMPLE, 32);
  head.writeUInt16LE(BYTES_PER_SAMPLE * 8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.byteLength, 40);
  return new Uint8Array(Buffer.concat([head, samples]));
}
