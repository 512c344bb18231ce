const HEADER_BYTES = 44;

/** A RIFF file with room for so many samples of 16 bits in one channel; silent as yet. */
export function wavOf(samples: number, rate: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + samples * 2);
  const view = new DataView(bytes.buffer);
  const text = (at: number, word: string) => {
    for (let index = 0; index < word.length; index += 1) bytes[at + index] = word.charCodeAt(index);
  };
  text(0, 'RIFF');
  view.setUint32(4, bytes.byteLength - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  // PCM, one channel.
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples * 2, true);
  return bytes;
}

/** Writes the samples, from -1 to 1, into their file. */
export function* fillWav(file: Uint8Array<ArrayBuffer>, samples: Float32Array): Generator<void, void, void> {
  const view = new DataView(file.buffer);
  for (let index = 0; index < samples.length; index += 1) {
    const value = Math.max(-1, Math.min(1, samples[index]!));
    view.setInt16(HEADER_BYTES + index * 2, Math.round(value * 32_767), true);
    if (index % 16_384 === 0) yield;
  }
}
