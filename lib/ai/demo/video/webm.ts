import { element, float, joined, text, unsigned } from './ebml';

const ID = {
  ebml: 0x1a45dfa3,
  ebmlVersion: 0x4286,
  ebmlReadVersion: 0x42f7,
  ebmlMaxIdLength: 0x42f2,
  ebmlMaxSizeLength: 0x42f3,
  docType: 0x4282,
  docTypeVersion: 0x4287,
  docTypeReadVersion: 0x4285,
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  seek: 0x4dbb,
  seekId: 0x53ab,
  seekPosition: 0x53ac,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  title: 0x7ba9,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  flagLacing: 0x9c,
  codecId: 0x86,
  defaultDuration: 0x23e383,
  video: 0xe0,
  pixelWidth: 0xb0,
  pixelHeight: 0xba,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTime: 0xb3,
  cueTrackPositions: 0xb7,
  cueTrack: 0xf7,
  cueClusterPosition: 0xf1,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
} as const;

/** Times are counted in milliseconds. */
const SCALE_NS = 1_000_000;
const APP = 'MegicAI demo engine (drawn by rules, no AI model)';

export interface FilmToMux {
  width: number;
  height: number;
  framesPerSecond: number;
  /** VP8 key frames, each a picture of its own. */
  frames: readonly Uint8Array[];
  title: string;
}

function header(): Uint8Array {
  return element(
    ID.ebml,
    unsigned(ID.ebmlVersion, 1, 1),
    unsigned(ID.ebmlReadVersion, 1, 1),
    unsigned(ID.ebmlMaxIdLength, 4, 1),
    unsigned(ID.ebmlMaxSizeLength, 8, 1),
    text(ID.docType, 'webm'),
    unsigned(ID.docTypeVersion, 2, 1),
    unsigned(ID.docTypeReadVersion, 2, 1),
  );
}

function tracks({ width, height, framesPerSecond }: FilmToMux): Uint8Array {
  const size = element(ID.video, unsigned(ID.pixelWidth, width, 2), unsigned(ID.pixelHeight, height, 2));
  return element(
    ID.tracks,
    element(
      ID.trackEntry,
      unsigned(ID.trackNumber, 1, 1),
      unsigned(ID.trackUid, 1, 1),
      unsigned(ID.trackType, 1, 1),
      unsigned(ID.flagLacing, 0, 1),
      text(ID.codecId, 'V_VP8'),
      unsigned(ID.defaultDuration, Math.round(1e9 / framesPerSecond)),
      size,
    ),
  );
}

interface Cluster {
  timeMs: number;
  bytes: Uint8Array;
}

/** Half a second each: every one is a place to seek to. */
function clustersOf({ frames, framesPerSecond }: FilmToMux): Cluster[] {
  const perCluster = Math.max(1, Math.round(framesPerSecond / 2));
  const timeOf = (index: number) => Math.round((index * 1_000) / framesPerSecond);
  const clusters: Cluster[] = [];
  for (let start = 0; start < frames.length; start += perCluster) {
    const timeMs = timeOf(start);
    const blocks = frames.slice(start, start + perCluster).map((frame, index) => {
      const after = timeOf(start + index) - timeMs;
      // Track 1, time after the cluster's, and the mark of a key frame.
      return element(ID.simpleBlock, Uint8Array.of(0x81, after >> 8, after & 255, 0x80), frame);
    });
    clusters.push({ timeMs, bytes: element(ID.cluster, unsigned(ID.timestamp, timeMs), ...blocks) });
  }
  return clusters;
}

/** A WebM file with its length and its cues in front, so that it plays and seeks before it has come whole. */
export function muxWebm(film: FilmToMux): Uint8Array<ArrayBuffer> {
  const clusters = clustersOf(film);
  const info = element(
    ID.info,
    unsigned(ID.timestampScale, SCALE_NS),
    float(ID.duration, Math.round((film.frames.length * 1_000) / film.framesPerSecond)),
    text(ID.title, film.title),
    text(ID.muxingApp, APP),
    text(ID.writingApp, APP),
  );
  const entries = tracks(film);
  const cuesFrom = (first: number): Uint8Array => {
    let position = first;
    const points = clusters.map(({ timeMs, bytes }) => {
      const place = element(
        ID.cueTrackPositions,
        unsigned(ID.cueTrack, 1, 1),
        unsigned(ID.cueClusterPosition, position),
      );
      position += bytes.byteLength;
      return element(ID.cuePoint, unsigned(ID.cueTime, timeMs), place);
    });
    return element(ID.cues, ...points);
  };
  const seekTo = (id: number, position: number) =>
    element(ID.seek, unsigned(ID.seekId, id), unsigned(ID.seekPosition, position));
  const heads = (at: number) =>
    element(
      ID.seekHead,
      seekTo(ID.info, at),
      seekTo(ID.tracks, at + info.byteLength),
      seekTo(ID.cues, at + info.byteLength + entries.byteLength),
    );
  // Positions take four bytes whatever they are: sizes do not depend on them.
  const seekHead = heads(heads(0).byteLength);
  const before = seekHead.byteLength + info.byteLength + entries.byteLength;
  const cues = cuesFrom(before + cuesFrom(0).byteLength);
  const content = [seekHead, info, entries, cues, ...clusters.map(({ bytes }) => bytes)];
  return joined([header(), element(ID.segment, ...content)]);
}
