import type { MadeFile } from '../../types';
import { hashText } from '../image/random';
import { createStepper, type Steps } from '../run-steps';
import { sentencesOf } from '../text/sentences';
import { FRAME_MS, scoreOf } from './score';
import { RATE, Throat } from './throat';
import { voiceOf, type Voice } from './voices';
import { fillWav, wavOf } from './wav';

export interface SpeakInput {
  text: string;
  voice?: string | undefined;
  /** From 0.5 to 2; 1 where absent. */
  speed?: number | undefined;
  signal: AbortSignal;
  /** No file is longer; five minutes (13 megabytes) where absent. */
  mostSeconds?: number;
}

/** A longer text ends before the clause that would go beyond, and the file says so. */
const MOST_SECONDS = 300;
const FAREWELL = 'The demo engine ends here.';
const PAUSE_MS: readonly [RegExp, number][] = [
  [/[.!?…。！？]/u, 420],
  [/[:;]/u, 300],
  [/[,，、–—]/u, 190],
];
const BREATH_MS = 90;
/** A clause without any mark is cut: what is made in one go is bounded. */
const LONGEST_CLAUSE = 240;

interface Clause {
  words: string;
  mark: string;
}

const CLAUSE = new RegExp(
  `.{1,${LONGEST_CLAUSE}}?(?:[,;:!?…。！？，、–—]+|\\.+)(?=\\s|["”’)]|$)|.{1,${LONGEST_CLAUSE}}`,
  'gsu',
);

function markOf(clause: string): string {
  const end = /[\p{P}]+["”’)]*\s*$/u.exec(clause)?.[0] ?? '';
  return end.trim().replace(/["”’)]/gu, '');
}

function* clausesOf(text: string): Steps<Clause[]> {
  const clauses: Clause[] = [];
  for (const sentence of yield* sentencesOf(text)) {
    const ended = /[\p{P}]$/u.test(sentence) ? sentence : `${sentence}.`;
    for (const [words] of ended.matchAll(CLAUSE)) {
      if (/[\p{L}\p{N}]/u.test(words)) clauses.push({ words, mark: markOf(words) });
      yield;
    }
  }
  return clauses;
}

const pauseAfter = (mark: string) => PAUSE_MS.find(([pattern]) => pattern.test(mark))?.[1] ?? BREATH_MS;

class Tape {
  samples = new Float32Array(RATE * 8);
  length = 0;

  room(more: number): void {
    if (this.length + more <= this.samples.length) return;
    const larger = new Float32Array(Math.max(this.samples.length * 2, this.length + more));
    larger.set(this.samples);
    this.samples = larger;
  }

  pause(milliseconds: number): void {
    const count = Math.round((RATE * milliseconds) / 1_000);
    this.room(count);
    this.length += count;
  }
}

const SILENT = { f1: 500, f2: 1_500, f3: 2_500, voice: 0, breath: 0, hiss: 0, hissAt: 5_000, hissWidth: 2_000 };

interface Reading {
  voice: Voice;
  speed: number;
  throat: Throat;
  tape: Tape;
  /** Samples. */
  most: number;
}

function* say(clauses: readonly Clause[], { voice, speed, throat, tape, most }: Reading): Generator<void, void, void> {
  const perFrame = Math.ceil((RATE * FRAME_MS) / 1_000) + 1;
  for (const clause of clauses) {
    let frames = yield* scoreOf(clause.words, clause.mark, voice, speed);
    const isTooLong = tape.length + (frames.length + 800) * perFrame > most;
    if (isTooLong) frames = yield* scoreOf(FAREWELL, '.', voice, speed);
    tape.room((frames.length + 4) * perFrame);
    yield;
    const quiet = { ...SILENT, pitch: voice.pitch };
    for (const [index, frame] of [...frames, quiet, quiet, quiet].entries()) {
      tape.length += throat.render(frame, tape.samples, tape.length);
      if (index % 8 === 0) yield;
    }
    tape.pause(pauseAfter(clause.mark) / speed);
    if (isTooLong) return;
  }
}

/**
 * Reads a text aloud by rules for English letters and a model of throat and mouth, without any recording; other languages
 * are read by their letters. The same text, voice and speed give the same bytes: a WAV of 22,050 samples a second.
 */
export async function speak({
  text,
  voice: name,
  speed: wish = 1,
  signal,
  mostSeconds = MOST_SECONDS,
}: SpeakInput): Promise<MadeFile> {
  const voice = voiceOf(name);
  const speed = Math.min(2, Math.max(0.5, Number.isFinite(wish) ? wish : 1));
  const run = createStepper(signal);
  const found = await run(clausesOf(text));
  const clauses = found.length > 0 ? found : [{ words: 'There is nothing to read.', mark: '.' }];
  const tape = new Tape();
  tape.pause(BREATH_MS);
  const throat = new Throat(hashText(text), voice.size);
  await run(say(clauses, { voice, speed, throat, tape, most: mostSeconds * RATE }));
  const samples = tape.samples.subarray(0, tape.length);
  const bytes = wavOf(samples.length, RATE);
  await run(fillWav(bytes, samples));
  signal.throwIfAborted();
  return { bytes, mediaType: 'audio/wav', seconds: Math.round((tape.length / RATE) * 1_000) / 1_000 };
}
