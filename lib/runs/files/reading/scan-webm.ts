/** Elements of Matroska that matter here. */
const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const CLUSTER_TIME = 0xe7;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
const SIMPLE_BLOCK = 0xa3;
const INFO = 0x1549a966;
const TIME_SCALE = 0x2ad7b1;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const TRACK_TYPE = 0x83;
const DOC_HEAD = 0x1a45dfa3;
/** What stands inside these is looked at as well. */
const OPENED = new Set([SEGMENT, CLUSTER, BLOCK_GROUP, INFO, TRACKS, TRACK]);
const FILM_TRACK = 1;
const SOUND_TRACK = 2;
const DEFAULT_SCALE_NS = 1_000_000;
/** What the last block itself lasts, about. */
const BLOCK_SECONDS = 0.06;

interface Element {
  id: number;
  start: number;
  /** Null while it is still being written, as recorders leave it. */
  bytes: number | null;
}

function variable(
  bytes: Uint8Array,
  at: number,
  keepMarker: boolean,
): { value: number; length: number; unknown: boolean } | null {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || at + length > bytes.length) return null;
  let value = keepMarker ? first : first & (0xff >> length);
  let unknown = (first & (0xff >> length)) === 0xff >> length;
  for (let index = 1; index < length; index++) {
    const byte = bytes[at + index] ?? 0;
    value = value * 256 + byte;
    unknown &&= byte === 0xff;
  }
  return { value, length, unknown };
}

function elementAt(bytes: Uint8Array, at: number): Element | null {
  const id = variable(bytes, at, true);
  const size = id && variable(bytes, at + id.length, false);
  if (!id || !size) return null;
  return { id: id.value, start: at + id.length + size.length, bytes: size.unknown ? null : size.value };
}

function unsigned(bytes: Uint8Array, start: number, length: number): number {
  return bytes.subarray(start, start + Math.min(length, 8)).reduce((value, byte) => value * 256 + byte, 0);
}

/** What is in a recording, and its length by the times of its blocks: browsers write none into the head. */
export interface WebmContent {
  hasSound: boolean;
  hasFilm: boolean;
  /** Undefined where there is no block. */
  seconds: number | undefined;
}

/** Where a block is in time, relative to its cluster. */
function blockTime(bytes: Uint8Array, start: number): number {
  const at = start + (variable(bytes, start, false)?.length ?? 1);
  return ((((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)) << 16) >> 16;
}

/** Null for what is no Matroska at all. */
export function scanWebm(bytes: Uint8Array): WebmContent | null {
  if (elementAt(bytes, 0)?.id !== DOC_HEAD) return null;
  const tracks = new Set<number>();
  let scale = DEFAULT_SCALE_NS;
  let clusterTime = 0;
  let last = -1;
  for (let at = 0; at < bytes.length;) {
    const element = elementAt(bytes, at);
    if (!element) break;
    const { id, start } = element;
    const length = element.bytes ?? 0;
    if (id === TIME_SCALE) scale = unsigned(bytes, start, length) || DEFAULT_SCALE_NS;
    if (id === TRACK_TYPE) tracks.add(unsigned(bytes, start, length));
    if (id === CLUSTER_TIME) clusterTime = unsigned(bytes, start, length);
    if (id === SIMPLE_BLOCK || id === BLOCK) last = Math.max(last, clusterTime + blockTime(bytes, start));
    at = OPENED.has(id) || element.bytes === null ? start : start + length;
  }
  return {
    hasSound: tracks.has(SOUND_TRACK),
    hasFilm: tracks.has(FILM_TRACK),
    seconds: last < 0 ? undefined : (last * scale) / 1e9 + BLOCK_SECONDS,
  };
}
