import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapping } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Profile, ProfileNode } from './inspector';

/** Sampled twice a millisecond: what is longer was another process's time on our core. */
const LONGEST_US = 1_000;

interface Place {
  /** From the project's root; `node:…` for Node's own; empty for what has no source. */
  file: string;
  line: number;
  name: string;
}

const maps = new Map<string, SourceMap | null>();

/** Where a place of a built file comes from, counted from 0; undefined without a map. */
function originOf(file: string, line: number, column: number): { source: string; line: number } | undefined {
  let map = maps.get(file);
  if (map === undefined) {
    const source = `${file}.map`;
    map = existsSync(source) ? new SourceMap(JSON.parse(readFileSync(source, 'utf8')) as never) : null;
    maps.set(file, map);
  }
  const { originalSource, originalLine = 0 }: Partial<SourceMapping> = map?.findEntry(line, column) ?? {};
  if (!originalSource) return undefined;
  const source = originalSource.replace(/^.*\[project\]\//, '').replace(/^(?:turbopack:\/\/\/|(?:\.\.\/)+)/, '');
  return { source, line: originalLine };
}

function placeOf({ callFrame: { url, lineNumber, columnNumber, functionName } }: ProfileNode): Place {
  const name = functionName || '(anonymous)';
  if (!url.startsWith('file:')) return { file: url, line: lineNumber + 1, name };
  const file = fileURLToPath(url);
  const origin = file.includes('/.next/') ? originOf(file, lineNumber, columnNumber) : undefined;
  if (origin) return { file: origin.source, line: origin.line + 1, name };
  return { file: path.relative('.', file), line: lineNumber + 1, name };
}

/** First match wins. */
const GROUPS: [string, RegExp][] = [
  ['garbage collection', /^\|\(garbage collector\)/],
  ['outside JavaScript', /^\|\(program\)/],
  ['JSON', /^\|(?:parse|stringify)$/],
  ['native', /^\|/],
  ['web streams', /^node:internal\/webstreams/],
  ['undici: Request, Headers, Response', /undici/],
  ['crypto', /^node:(?:internal\/)?crypto/],
  ['node: http', /^node:(?:_http|internal\/http)/],
  ['node: net, streams, events', /^node:(?:net|events|buffer|_stream|internal\/(?:stream|buffer))/],
  ['node: the rest', /^node:/],
  ['pg', /node_modules\/pg/],
  ['redis', /node_modules\/(?:@?ioredis|redis)/],
  ['zod', /node_modules\/zod/],
  ['next', /node_modules\/next\/|\.next\//],
  ['other packages', /node_modules/],
  ['our code', /./],
];

const groupOf = ({ file, name }: Place) =>
  GROUPS.find(([, pattern]) => pattern.test(`${file}|${name}`))?.[0] ?? 'native';

/** Shares of the busy time, largest first. */
export interface Breakdown {
  busyMs: number;
  groups: [string, number][];
  frames: [string, number][];
}

/** Where the processor was, by group and by function ("self" time). */
export function breakDown({ nodes, samples, timeDeltas }: Profile): Breakdown {
  const places = new Map(nodes.map((node) => [node.id, placeOf(node)]));
  const groups = new Map<string, number>();
  const frames = new Map<string, number>();
  const add = (to: Map<string, number>, key: string, us: number) => to.set(key, (to.get(key) ?? 0) + us);
  let busyUs = 0;
  samples.forEach((id, index) => {
    const place = places.get(id);
    if (!place || place.name === '(idle)') return;
    const us = Math.min(timeDeltas[index] ?? 0, LONGEST_US);
    busyUs += us;
    add(groups, groupOf(place), us);
    add(frames, `${place.name} ${place.file ? `(${place.file}:${place.line})` : ''}`, us);
  });
  const ranked = (of: Map<string, number>) =>
    [...of].sort((a, b) => b[1] - a[1]).map(([key, us]): [string, number] => [key, us / busyUs]);
  return { busyMs: busyUs / 1_000, groups: ranked(groups), frames: ranked(frames) };
}
