/** A passage of a transcript; times in seconds. */
export interface Passage {
  start: number;
  end: number;
  text: string;
}

/** One line of a subtitle on a television; two of them are shown at once. */
const LINE = 42;
const LINES = 2;
/** A passage is read, not flashed: seconds. */
const LEAST_SECONDS = 0.5;

/** `00:01:02,345` with the mark before the milliseconds that a format wants. */
function stamp(seconds: number, mark: ',' | '.'): string {
  const ms = Math.max(0, Math.round(seconds * 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1_000) % 60].map(two);
  return `${clock.join(':')}${mark}${String(ms % 1_000).padStart(3, '0')}`;
}

/** Breaks at spaces into lines of 42 letters; a word that is longer, or writing without spaces, is broken where it must be. */
export function wrapLines(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    let rest = [...word];
    while (rest.length > 0) {
      const room = LINE - [...line].length - (line === '' ? 0 : 1);
      if (rest.length <= room) {
        line = line === '' ? rest.join('') : `${line} ${rest.join('')}`;
        rest = [];
      } else if (line !== '') {
        lines.push(line);
        line = '';
      } else {
        lines.push(rest.slice(0, LINE).join(''));
        rest = rest.slice(LINE);
      }
    }
  }
  return line === '' ? lines : [...lines, line];
}

interface Cue {
  start: number;
  end: number;
  lines: string[];
}

/** Longer passages become several, each with its share of the time by its letters. */
function split({ start, end, text }: Passage): Cue[] {
  const lines = wrapLines(text);
  const letters = lines.reduce((sum, line) => sum + line.length, 0);
  const cues: Cue[] = [];
  let at = start;
  for (let from = 0; from < lines.length; from += LINES) {
    const shown = lines.slice(from, from + LINES);
    const share = shown.reduce((sum, line) => sum + line.length, 0) / letters;
    const until = from + LINES >= lines.length ? end : at + (end - start) * share;
    cues.push({ start: at, end: until, lines: shown });
    at = until;
  }
  return cues;
}

/** In order, without overlap: a passage that runs into the next one ends where that begins. */
export function cuesOf(segments: readonly Passage[]): Cue[] {
  const usable = segments
    .filter(({ start, end, text }) => Number.isFinite(start) && Number.isFinite(end) && text.trim() !== '')
    .map((segment) => ({ ...segment, start: Math.max(0, segment.start) }))
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  const cues = usable.flatMap((segment, index) => {
    const next = usable[index + 1]?.start ?? Infinity;
    const wanted = Math.max(segment.end, segment.start + LEAST_SECONDS);
    return split({ ...segment, end: next > segment.start ? Math.min(wanted, next) : wanted });
  });
  // Two that begin at one moment follow each other.
  let free = 0;
  return cues.map((cue) => {
    const start = Math.max(cue.start, free);
    free = Math.max(cue.end, start + 0.001);
    return { ...cue, start, end: free };
  });
}

/** SubRip: numbered, with commas. Empty without passages. */
export function toSrt(segments: readonly Passage[]): string {
  return cuesOf(segments)
    .map(
      ({ start, end, lines }, index) =>
        `${index + 1}\n${stamp(start, ',')} --> ${stamp(end, ',')}\n${lines.join('\n')}\n`,
    )
    .join('\n');
}

/** A line that a player could take for a time is broken up; marks of its own language are told as letters. */
function vttText(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** WebVTT, as browsers show it. */
export function toVtt(segments: readonly Passage[]): string {
  const cues = cuesOf(segments).map(
    ({ start, end, lines }) => `${stamp(start, '.')} --> ${stamp(end, '.')}\n${lines.map(vttText).join('\n')}\n`,
  );
  return `WEBVTT\n\n${cues.join('\n')}`;
}

/** A transcript to read: every passage on its own line behind its time. */
export function toTimedText(segments: readonly Passage[]): string {
  return segments
    .map(({ start, text }) => `[${stamp(start, '.').slice(0, 8)}] ${text.replace(/\s+/g, ' ').trim()}`)
    .join('\n');
}
