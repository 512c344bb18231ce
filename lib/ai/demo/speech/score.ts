import type { Steps } from '../run-steps';
import { SOUNDS, PAIRS, type Sound } from './sounds';
import { soundsOf } from './word-sounds';
import { spokenWords } from './spoken-words';
import type { Voice } from './voices';

/** What is to be made in one step of time. */
export interface Frame {
  f1: number;
  f2: number;
  f3: number;
  voice: number;
  breath: number;
  hiss: number;
  hissAt: number;
  hissWidth: number;
  pitch: number;
}

/** One frame lasts so long. */
export const FRAME_MS = 5;

interface Note {
  sound: Sound;
  milliseconds: number;
  isStressed: boolean;
  /** The last vowel before a pause is drawn out. */
  isLast: boolean;
}

/** Said without weight. */
const LIGHT = new Set(
  'a an the of to in on at and or but is are was were be for from with that this it as by he she they we you i his her its my your our their not do if so than then there'.split(
    ' ',
  ),
);
const isVowel = (name: string) => SOUNDS[name]?.kind === 'vowel';

function notesOf(word: string, isLastWord: boolean): Note[] {
  const names = soundsOf(word)
    .flatMap((name): string[] => [...(PAIRS[name] ?? [name])])
    .filter((name) => SOUNDS[name]);
  const full = names.findIndex((name) => isVowel(name) && name !== 'AX');
  // "begin", "again", "today": the weight lies behind a light first syllable.
  const later = names.findIndex((name, index) => index > full && isVowel(name) && name !== 'AX');
  const stressed = LIGHT.has(word)
    ? -1
    : /^(?:be|de|re|in|un|ex|a)[^aeiou]/.test(word) && later > 0 && names.filter(isVowel).length > 1
      ? later
      : full;
  const lastVowel = names.findLastIndex(isVowel);
  return names.map((name, index) => {
    const sound = SOUNDS[name]!;
    const isAffricate = index > 0 && (name === 'SH' || name === 'ZH') && ['T', 'D'].includes(names[index - 1]!);
    const isLast = isLastWord && index >= lastVowel;
    const stretch =
      (isVowel(name) ? (index === stressed ? 1.18 : LIGHT.has(word) ? 0.72 : 0.86) : 1) *
      (isLast ? 1.35 : 1) *
      (isAffricate ? 0.62 : 1);
    return { sound, milliseconds: sound.milliseconds * stretch, isStressed: index === stressed, isLast };
  });
}

const mixed = (a: number, b: number, t: number) => a + (b - a) * t;
const eased = (t: number) => t * t * (3 - 2 * t);

/** Where the mouth stands at a share of a note's time, moving from the sound before and to the next one. */
function mouth(notes: readonly Note[], index: number, t: number, axis: 0 | 1 | 2): number {
  const { sound, milliseconds } = notes[index]!;
  const at = (note: Note | undefined, end: 'first' | 'last'): number | undefined => {
    if (!note || (note.sound.breath !== undefined && note.sound.voice === 0)) return undefined;
    return end === 'last' && note.sound.glide ? note.sound.glide[axis] : note.sound.formants[axis];
  };
  // Breath has no place of its own: it takes the next sound's.
  const own =
    sound.breath !== undefined && sound.voice === 0
      ? (at(notes[index + 1], 'first') ?? sound.formants[axis])
      : sound.formants[axis];
  const from = sound.glide ? mixed(own, sound.glide[axis], eased(Math.min(1, Math.max(0, (t - 0.2) / 0.65)))) : own;
  const reach = Math.min(0.5, 42 / milliseconds);
  const [before, after] = [at(notes[index - 1], 'last'), at(notes[index + 1], 'first')];
  if (t < reach && before !== undefined) return mixed((before + own) / 2, from, eased(t / reach));
  if (t > 1 - reach && after !== undefined)
    return mixed(from, ((sound.glide?.[axis] ?? own) + after) / 2, eased((t - 1 + reach) / reach));
  return from;
}

interface Loudness {
  voice: number;
  breath: number;
  hiss: number;
}

/** How loud each source is. A stop is silence, a burst, and breath. */
function loudness({ sound, milliseconds }: Note, t: number): Loudness {
  const edge = Math.min(1, Math.min(t, 1 - t) * (milliseconds / 14) + 0.12);
  if (sound.kind !== 'stop')
    return { voice: sound.voice, breath: sound.breath ?? 0, hiss: (sound.hiss?.[0] ?? 0) * edge };
  const [release, passed] = [sound.release ?? 0, t * milliseconds];
  const burstAt = milliseconds - release - 12;
  if (passed < burstAt) return { voice: sound.voice, breath: 0, hiss: 0 };
  const isBurst = passed < burstAt + 12;
  return {
    voice: sound.voice,
    breath: isBurst ? 0.05 : 0.2 * (release > 20 ? 1 : 0.2),
    hiss: isBurst ? (sound.hiss?.[0] ?? 0) * 1.3 : 0,
  };
}

/** The frames of one clause: its sounds, their lengths and its melody. `mark`: what ends it. */
export function* scoreOf(clause: string, mark: string, voice: Voice, speed: number): Steps<Frame[]> {
  const words = spokenWords(clause);
  const notes = words.flatMap((word, index) => notesOf(word, index === words.length - 1));
  const frames: Frame[] = [];
  const asks = mark.includes('?');
  let stress = 0;
  for (const [index, note] of notes.entries()) {
    yield;
    const { sound } = note;
    const milliseconds = note.milliseconds / (speed * voice.tempo);
    const steps = Math.max(2, Math.round(milliseconds / FRAME_MS));
    for (let step = 0; step < steps; step += 1) {
      const t = (step + 0.5) / steps;
      const along = (index + t) / notes.length;
      // Pitch falls along a clause, rises at stress, and at its end goes down, or up where it asks or goes on.
      stress += ((note.isStressed ? 1 : 0) - stress) * 0.12;
      const end = Math.max(0, (along - 0.8) / 0.2);
      const tail = asks ? end * 0.34 : mark === ',' ? end * 0.08 : -end * 0.14;
      const melody = 0.08 - along * 0.16 + stress * 0.13 + tail;
      const { voice: voiced, breath, hiss } = loudness({ ...note, milliseconds }, t);
      frames.push({
        f1: mouth(notes, index, t, 0) * voice.size,
        f2: mouth(notes, index, t, 1) * voice.size,
        f3: mouth(notes, index, t, 2) * voice.size,
        ...{ voice: voiced * (note.isLast ? 1 - end * 0.35 : 1), breath: breath + voiced * voice.breath, hiss },
        hissAt: (sound.hiss?.[1] ?? 5_000) * Math.sqrt(voice.size),
        hissWidth: sound.hiss?.[2] ?? 2_000,
        pitch: voice.pitch * (1 + melody * voice.liveliness),
      });
    }
  }
  return frames;
}
