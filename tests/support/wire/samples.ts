/** One pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** Beginnings that tell the formats apart; nothing here plays them. */
export const MP3 = Buffer.from('4944330400000000000000fffb9064', 'hex');
export const MP4 = Buffer.from('0000001c6674797069736f6d0000020069736f6d69736f326d703431', 'hex');
export const WAV = Buffer.from('524946462400000057415645666d7420', 'hex');
/** A tenth of a second of silence, 16 bits at 24 kHz. */
export const PCM = Buffer.alloc(4_800);
export const OGG = Buffer.from('4f67675300020000000000000000', 'hex');

export const WORDS = ['The', ' quick', ' brown', ' fox', '.'];

/** The same words as passages of a transcript. */
export const PASSAGES = [
  { text: ' The quick', start: 0, end: 0.8 },
  { text: ' brown fox.', start: 0.8, end: 1.5 },
];
