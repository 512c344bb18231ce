const word = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

function box(type: string, ...content: Buffer[]): Buffer {
  const inside = Buffer.concat(content);
  return Buffer.concat([word(inside.length + 8), Buffer.from(type, 'latin1'), inside]);
}

const zeros = (bytes: number) => Buffer.alloc(bytes);

interface Mp4Options {
  kind?: 'soun' | 'vide';
  /** What the head says; the samples say the rest. */
  claimedSeconds?: number;
  /** As a recorder writes it: the samples stand in fragments of a second each. */
  fragments?: boolean;
}

/** An MP4 with one track of 10 samples a second, at 1,000 ticks a second. */
export function makeMp4(
  seconds: number,
  { kind = 'soun', claimedSeconds = 0, fragments = false }: Mp4Options = {},
): Buffer {
  const head = box('mdhd', zeros(12), word(1_000), word(claimedSeconds * 1_000), zeros(4));
  const handler = box('hdlr', zeros(8), Buffer.from(kind), zeros(13));
  const samples = box('stts', zeros(4), word(1), word(fragments ? 0 : seconds * 10), word(100));
  const media = box('mdia', head, handler, box('minf', box('stbl', samples)));
  const track = box('trak', box('tkhd', zeros(12), word(1), zeros(68)), media);
  const defaults = box('mvex', box('trex', zeros(4), word(1), word(1), word(100), zeros(8)));
  const fragment = (second: number) => {
    const parts = [box('tfhd', word(0x20000), word(1)), box('tfdt', zeros(4), word(second * 1_000))];
    // Every second fragment tells the length of each sample itself.
    const own = Array.from({ length: 10 }, () => word(100));
    parts.push(second % 2 ? box('trun', word(0x100), word(10), ...own) : box('trun', word(0), word(10)));
    return Buffer.concat([box('moof', box('mfhd', zeros(8)), box('traf', ...parts)), box('mdat', zeros(50))]);
  };
  return Buffer.concat([
    box('ftyp', Buffer.from('M4A \0\0\0\0', 'latin1')),
    box('moov', box('mvhd', zeros(100)), track, ...(fragments ? [defaults] : [])),
    ...(fragments ? Array.from({ length: seconds }, (_, second) => fragment(second)) : [box('mdat', zeros(200))]),
  ]);
}

function oggPage(index: number, granule: bigint, flags: number, packet: Buffer): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS', 0, 'latin1');
  head[5] = flags;
  head.writeBigUInt64LE(granule, 6);
  head.writeUInt32LE(1, 14);
  head.writeUInt32LE(index, 18);
  head[26] = 1;
  return Buffer.concat([head, Buffer.from([packet.length]), packet]);
}

/** Opus in Ogg. */
export function makeOpus(seconds: number): Buffer {
  const opening = Buffer.concat([
    Buffer.from('OpusHead\x01\x01\0\0', 'latin1'),
    Buffer.from([0x80, 0xbb, 0, 0, 0, 0, 0]),
  ]);
  const tags = Buffer.concat([Buffer.from('OpusTags\x04\0\0\0test\0\0\0\0', 'latin1')]);
  const pages = Array.from({ length: seconds }, (_, second) =>
    oggPage(second + 2, BigInt((second + 1) * 48_000), second === seconds - 1 ? 4 : 0, Buffer.alloc(100, 0xfc)),
  );
  return Buffer.concat([oggPage(0, 0n, 2, opening), oggPage(1, 0n, 0, tags), ...pages]);
}

/** The head of a FLAC at 8 kHz, mono, 16 bits, which claims so many seconds, and bytes behind it. */
export function makeFlac(claimedSeconds: number, bytes: number): Buffer {
  const info = Buffer.alloc(34);
  info.writeUInt16BE(4_096, 0);
  info.writeUInt16BE(4_096, 2);
  // 20 bits of rate, 3 of channels - 1, 5 of bits - 1, 36 of samples.
  info.writeBigUInt64BE((8_000n << 44n) | (15n << 36n) | BigInt(claimedSeconds * 8_000), 10);
  return Buffer.concat([Buffer.from('fLaC'), Buffer.from([0x80, 0, 0, 34]), info, Buffer.alloc(bytes, 0xff)]);
}
