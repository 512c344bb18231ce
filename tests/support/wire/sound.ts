const RATE = 24_000;

/** A tone that swells and fades, as 16-bit WAV: it plays and can be seeked. */
export function tone(seconds: number, hertz = 440): Buffer {
  const samples = Math.round(seconds * RATE);
  const wave = Buffer.alloc(44 + samples * 2);
  wave.write('RIFF', 0, 'latin1');
  wave.writeUInt32LE(36 + samples * 2, 4);
  wave.write('WAVEfmt ', 8, 'latin1');
  wave.writeUInt32LE(16, 16);
  wave.writeUInt16LE(1, 20);
  wave.writeUInt16LE(1, 22);
  wave.writeUInt32LE(RATE, 24);
  wave.writeUInt32LE(RATE * 2, 28);
  wave.writeUInt16LE(2, 32);
  wave.writeUInt16LE(16, 34);
  wave.write('data', 36, 'latin1');
  wave.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) {
    const loudness = 8_000 * Math.sin((Math.PI * at) / samples);
    wave.writeInt16LE(Math.round(loudness * Math.sin((2 * Math.PI * hertz * at) / RATE)), 44 + at * 2);
  }
  return wave;
}

/** Layer III, version 1, 32 kbit/s, 44.1 kHz, mono; empty side information is silence. */
const FRAME = { head: 'fffb10c4', bytes: 104, seconds: 1_152 / 44_100 };

/** Silence as MP3: nothing here encodes, but it plays. */
export function quietMp3(seconds: number): Buffer {
  const frames = Math.ceil(seconds / FRAME.seconds);
  const mp3 = Buffer.alloc(frames * FRAME.bytes);
  for (let frame = 0; frame < frames; frame += 1) mp3.write(FRAME.head, frame * FRAME.bytes, 'hex');
  return mp3;
}
