import { setTimeout as sleep } from 'node:timers/promises';
import type { JobProgress, MadeFile } from '../../types';
import { labelTile, paintLabel } from '../image/label';
import { createRandom, hashText } from '../image/random';
import { createStepper, type Steps } from '../run-steps';
import { drawBackdrop, type Backdrop } from './backdrop';
import { chooseCamera, film, type Camera } from './camera';
import { encodeFrame } from './encode-frame';
import { createDrift, paintDrift, type Drift } from './particles';
import { muxWebm } from './webm';

export interface MakeFilmInput {
  prompt: string;
  /** Their ratio is kept; the film itself is as large as 640 x 360. */
  width: number;
  height: number;
  /** From 1 to 8. */
  seconds: number;
  seed?: number | undefined;
  /** Waited between two frames, so that there is a job to be seen at work. */
  paceMs: number;
  signal: AbortSignal;
  onProgress?: ((progress: JobProgress) => void) | undefined;
  /** How large it may get: pixels of a frame, bytes of all frames. */
  limits?: FilmLimits;
}

export interface FilmLimits {
  pixels: number;
  bytes: number;
}

const FRAMES_PER_SECOND = 12;
const MOST_SECONDS = 8;
const LIMITS: FilmLimits = { pixels: 640 * 360, bytes: 1_800_000 };
/** How long one shot fades into the next one. */
const FADE_SECONDS = 0.7;
/** Shorter films are of one shot. */
const TWO_SHOTS_SECONDS = 5;
/** What drawing the places takes of the whole, for the progress. */
const DRAWN_SHARE = 0.12;

interface Shot {
  backdrop: Backdrop;
  camera: Camera;
  drift: Drift;
}

/** The same shape in so many pixels, sides even; none more than three times as long as the other. */
export function frameSize(width: number, height: number, pixels = LIMITS.pixels): { width: number; height: number } {
  const ratio = Math.min(3, Math.max(1 / 3, width > 0 && height > 0 ? width / height : 16 / 9));
  const even = (side: number) => Math.max(2, Math.round(side / 2) * 2);
  return { width: even(Math.sqrt(pixels * ratio)), height: even(Math.sqrt(pixels / ratio)) };
}

async function drawShots(
  words: string,
  seed: string,
  size: { width: number; height: number },
  count: number,
  run: (steps: Steps<void>) => Promise<void>,
): Promise<Shot[]> {
  const shots: Shot[] = [];
  for (let index = 0; index < count; index += 1) {
    let backdrop: Backdrop | undefined;
    await run(drawBackdrop({ prompt: words, seed, shot: index, ...size }, (drawn) => (backdrop = drawn)));
    const random = createRandom(hashText(`${words}|camera|${seed}|${index}`));
    shots.push({
      backdrop: backdrop!,
      camera: chooseCamera(words, random, index > 0),
      drift: createDrift(words, random),
    });
  }
  return shots;
}

/** Draws one frame; where one shot fades into the next one, both are drawn and mixed. */
async function drawFrame(
  shots: readonly Shot[],
  seconds: number,
  whole: number,
  frame: { rgb: Uint8Array; width: number; height: number },
  run: (steps: Steps<void>) => Promise<void>,
): Promise<void> {
  const each = whole / shots.length;
  const index = Math.min(shots.length - 1, Math.floor(seconds / each));
  const shot = shots[index]!;
  const shareOf = (which: number) =>
    Math.min(1, Math.max(0, (seconds - which * each + FADE_SECONDS) / (each + FADE_SECONDS)));
  await run(film(shot.backdrop, shot.camera, { share: shareOf(index), seconds }, frame));
  const next = shots[index + 1];
  const fade = next ? (seconds - (index + 1) * each + FADE_SECONDS) / FADE_SECONDS : 0;
  if (next && fade > 0) {
    const other = { ...frame, rgb: new Uint8Array(frame.rgb.length) };
    await run(film(next.backdrop, next.camera, { share: shareOf(index + 1), seconds }, other));
    for (let at = 0; at < frame.rgb.length; at += 1)
      frame.rgb[at] = frame.rgb[at]! + (other.rgb[at]! - frame.rgb[at]!) * fade;
  }
  paintDrift(shot.drift, seconds, shot.backdrop.palette, frame);
}

/**
 * A short film drawn by rules: one or two places, a moving camera, and what drifts through the air there. The same words,
 * size, length and seed give the same bytes. A WebM file (VP8, every frame a key frame, with cues) of less than 2 megabytes.
 */
export async function makeFilm({
  prompt,
  seed,
  paceMs,
  signal,
  onProgress,
  limits = LIMITS,
  ...wish
}: MakeFilmInput): Promise<MadeFile> {
  // Loaded with the first film: nothing else needs so much machinery.
  const { default: sharp } = await import('sharp');
  signal.throwIfAborted();
  const size = frameSize(wish.width, wish.height, limits.pixels);
  const seconds = Math.min(MOST_SECONDS, Math.max(1, Math.round(wish.seconds) || 4));
  const count = seconds * FRAMES_PER_SECOND;
  const words = prompt.trim().toLowerCase().normalize('NFC');
  const run = createStepper(signal);
  onProgress?.({ state: 'running', share: 0 });
  const shots = await drawShots(words, String(seed ?? ''), size, seconds < TWO_SHOTS_SECONDS ? 1 : 2, run);
  const tile = labelTile(size.width, size.height);
  const frames: Uint8Array[] = [];
  let quality = 64;
  let spent = 0;
  for (let index = 0; index < count; index += 1) {
    if (paceMs > 0) await sleep(paceMs, undefined, { signal });
    const frame = { rgb: new Uint8Array(size.width * size.height * 3), ...size };
    await drawFrame(shots, index / FRAMES_PER_SECOND, seconds, frame, run);
    paintLabel(frame.rgb, size.width, size.height, tile);
    const room = (limits.bytes - spent) / (count - index);
    let made = await encodeFrame(sharp, frame.rgb, size, quality);
    while (made.byteLength > room && quality > 8) {
      quality -= 8;
      made = await encodeFrame(sharp, frame.rgb, size, quality);
    }
    signal.throwIfAborted();
    spent += made.byteLength;
    frames.push(Uint8Array.from(made));
    if (index % 4 === 3)
      onProgress?.({ state: 'running', share: DRAWN_SHARE + ((1 - DRAWN_SHARE) * (index + 1)) / count });
  }
  const bytes = muxWebm({ ...size, frames, framesPerSecond: FRAMES_PER_SECOND, title: 'Demo engine' });
  return { bytes, mediaType: 'video/webm', ...size, seconds };
}
