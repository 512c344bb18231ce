/** What is in an MP4, and its length by the samples that are told of, in the file's head or in its fragments. */
export interface Mp4Content {
  hasSound: boolean;
  hasFilm: boolean;
  /** Undefined where no sample is told of. */
  seconds: number | undefined;
}

interface Track {
  kind: string;
  ticksPerSecond: number;
  /** The longer of what the head claims and what its samples add up to. */
  ticks: number;
  sampleTicks: number;
}

/** Boxes that hold boxes. */
const OPENED = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'mvex', 'moof', 'traf']);
const MOST_TABLE_ROWS = 1_000_000;
const HAS_BASE_OFFSET = 0x1;
const HAS_DESCRIPTION = 0x2;
const HAS_DEFAULT_TICKS = 0x8;
const HAS_DATA_OFFSET = 0x1;
const HAS_FIRST_FLAGS = 0x4;
const HAS_SAMPLE_TICKS = 0x100;
/** Of each sample: ticks, size, flags, offset in time. */
const SAMPLE_FIELDS = [0x100, 0x200, 0x400, 0x800];

const fresh = (): Track => ({ kind: '', ticksPerSecond: 0, ticks: 0, sampleTicks: 0 });

/** Numbers of a box; beyond its end everything is 0. */
interface Box {
  bytes: number;
  version: number;
  flags: number;
  u32(at: number): number;
  u64(at: number): number;
  word(at: number): string;
}

function boxOf(view: Buffer): Box {
  const u32 = (at: number) => (at + 4 <= view.length ? view.readUInt32BE(at) : 0);
  return {
    bytes: view.length,
    version: u32(0) >>> 24,
    flags: u32(0) & 0xffffff,
    u32,
    u64: (at) => u32(at) * 2 ** 32 + u32(at + 4),
    word: (at) => view.toString('latin1', at, at + 4),
  };
}

function sumOfTable(box: Box): number {
  const rows = Math.min(box.u32(4), MOST_TABLE_ROWS, Math.floor((box.bytes - 8) / 8));
  let ticks = 0;
  for (let row = 0; row < rows; row++) ticks += box.u32(8 + row * 8) * box.u32(12 + row * 8);
  return ticks;
}

function sumOfRun(box: Box, defaultTicks: number): number {
  const { flags } = box;
  const first = 8 + (flags & HAS_DATA_OFFSET ? 4 : 0) + (flags & HAS_FIRST_FLAGS ? 4 : 0);
  const width = 4 * SAMPLE_FIELDS.filter((field) => flags & field).length;
  const room = width === 0 ? MOST_TABLE_ROWS : Math.floor((box.bytes - first) / width);
  const count = Math.min(box.u32(4), MOST_TABLE_ROWS, room);
  if (!(flags & HAS_SAMPLE_TICKS)) return count * defaultTicks;
  let ticks = 0;
  for (let sample = 0; sample < count; sample++) ticks += box.u32(first + sample * width);
  return ticks;
}

interface Scan {
  tracks: Map<number, Track>;
  current: Track;
  /** Of the fragment that is being read. */
  defaultTicks: number;
  at: number;
}

function trackOf(scan: Scan, id: number): Track {
  const known = scan.tracks.get(id) ?? fresh();
  scan.tracks.set(id, known);
  return known;
}

const longer = (track: Track, ticks: number) => void (track.ticks = Math.max(track.ticks, ticks));

/** What each box that matters says, in the order in which they come. */
const TAKE: Readonly<Record<string, (scan: Scan, box: Box) => void>> = {
  trak: (scan) => void (scan.current = fresh()),
  tkhd: (scan, box) => void scan.tracks.set(box.u32(box.version === 1 ? 20 : 12), scan.current),
  mdhd: ({ current }, box) => {
    const wide = box.version === 1;
    current.ticksPerSecond = box.u32(wide ? 20 : 12);
    const ticks = wide ? box.u64(24) : box.u32(16);
    // All bits set: not known.
    if (ticks < 0xffffffff) longer(current, ticks);
  },
  hdlr: ({ current }, box) => void (current.kind ||= box.word(8)),
  stts: ({ current }, box) => longer(current, sumOfTable(box)),
  trex: (scan, box) => void (trackOf(scan, box.u32(4)).sampleTicks = box.u32(12)),
  tfhd: (scan, box) => {
    scan.current = trackOf(scan, box.u32(4));
    const at = 8 + (box.flags & HAS_BASE_OFFSET ? 8 : 0) + (box.flags & HAS_DESCRIPTION ? 4 : 0);
    scan.defaultTicks = box.flags & HAS_DEFAULT_TICKS ? box.u32(at) : scan.current.sampleTicks;
    scan.at = 0;
  },
  tfdt: (scan, box) => void (scan.at = box.version === 1 ? box.u64(4) : box.u32(4)),
  trun: (scan, box) => {
    scan.at += sumOfRun(box, scan.defaultTicks);
    longer(scan.current, scan.at);
  },
};

/** Null for what is no MP4 at all. */
export function scanMp4(bytes: Uint8Array): Mp4Content | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.toString('latin1', 4, 8) !== 'ftyp') return null;
  const scan: Scan = { tracks: new Map(), current: fresh(), defaultTicks: 0, at: 0 };
  for (let at = 0; at + 8 <= view.length;) {
    const claimed = view.readUInt32BE(at);
    const isLong = claimed === 1 && at + 16 <= view.length;
    const head = isLong ? 16 : 8;
    const size = isLong ? Number(view.readBigUInt64BE(at + 8)) : claimed === 0 ? view.length - at : claimed;
    if (size < head) break;
    const type = view.toString('latin1', at + 4, at + 8);
    if (Object.hasOwn(TAKE, type)) TAKE[type]?.(scan, boxOf(view.subarray(at + head, at + size)));
    at += OPENED.has(type) ? head : size;
  }
  const tracks = [...scan.tracks.values()];
  const sounds = tracks.filter(({ kind }) => kind === 'soun');
  const seconds = Math.max(0, ...sounds.map((track) => track.ticks / (track.ticksPerSecond || 1)));
  return {
    hasSound: sounds.length > 0,
    hasFilm: tracks.some(({ kind }) => kind === 'vide'),
    seconds: seconds > 0 ? seconds : undefined,
  };
}
