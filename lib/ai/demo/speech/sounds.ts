/** What the mouth does for one sound. Frequencies are in hertz, for a voice of middle size. */
export interface Sound {
  /** Where the first three resonances of the mouth stand. */
  formants: readonly [number, number, number];
  /** Where they move to, of a sound that glides. */
  glide?: readonly [number, number, number];
  milliseconds: number;
  /** How loud the voice is, from 0 to 1. */
  voice: number;
  /** Hissing: how loud, around which frequency, how wide. */
  hiss?: readonly [loudness: number, frequency: number, width: number];
  /** Breath through the open mouth, from 0 to 1. */
  breath?: number;
  kind: 'vowel' | 'liquid' | 'nasal' | 'hiss' | 'stop';
  /** Of a stop: milliseconds of breath behind the burst. */
  release?: number;
}

type Three = readonly [number, number, number];
const vowel = (formants: Three, milliseconds: number, glide?: Three): Sound => ({
  formants,
  milliseconds,
  voice: 1,
  kind: 'vowel',
  ...(glide ? { glide } : {}),
});
const stop = (formants: Three, voice: number, hiss: Sound['hiss'], release: number): Sound => ({
  formants,
  milliseconds: 78,
  voice,
  kind: 'stop',
  release,
  ...(hiss ? { hiss } : {}),
});
const hissing = (formants: Three, voice: number, hiss: Sound['hiss'], milliseconds: number): Sound => ({
  formants,
  milliseconds,
  voice,
  kind: 'hiss',
  ...(hiss ? { hiss } : {}),
});

export const SOUNDS: Readonly<Record<string, Sound>> = {
  IY: vowel([285, 2_250, 2_950], 125),
  IH: vowel([400, 1_920, 2_560], 95),
  EY: vowel([490, 1_900, 2_550], 150, [330, 2_200, 2_800]),
  EH: vowel([560, 1_770, 2_500], 110),
  AE: vowel([690, 1_680, 2_430], 145),
  AA: vowel([740, 1_120, 2_450], 145),
  AO: vowel([580, 880, 2_450], 145),
  OW: vowel([520, 960, 2_400], 150, [370, 820, 2_350]),
  UH: vowel([440, 1_060, 2_280], 95),
  UW: vowel([320, 920, 2_250], 130),
  AH: vowel([630, 1_230, 2_500], 105),
  AX: vowel([500, 1_440, 2_500], 65),
  ER: vowel([480, 1_300, 1_680], 130),
  AY: vowel([740, 1_220, 2_450], 185, [380, 2_020, 2_650]),
  AW: vowel([740, 1_250, 2_450], 185, [420, 900, 2_350]),
  OY: vowel([550, 860, 2_450], 195, [380, 1_980, 2_600]),
  L: { formants: [360, 1_080, 2_750], milliseconds: 72, voice: 0.62, kind: 'liquid' },
  R: { formants: [340, 1_150, 1_520], milliseconds: 72, voice: 0.62, kind: 'liquid' },
  W: { formants: [300, 680, 2_200], milliseconds: 68, voice: 0.6, kind: 'liquid' },
  Y: { formants: [275, 2_220, 3_000], milliseconds: 62, voice: 0.6, kind: 'liquid' },
  M: { formants: [270, 1_050, 2_150], milliseconds: 74, voice: 0.42, kind: 'nasal' },
  N: { formants: [270, 1_600, 2_600], milliseconds: 68, voice: 0.42, kind: 'nasal' },
  NG: { formants: [270, 2_050, 2_700], milliseconds: 82, voice: 0.42, kind: 'nasal' },
  F: hissing([340, 1_100, 2_100], 0, [0.11, 6_800, 4_200], 98),
  V: hissing([260, 1_150, 2_250], 0.42, [0.05, 6_500, 4_200], 66),
  TH: hissing([340, 1_350, 2_550], 0, [0.09, 6_200, 3_800], 92),
  DH: hissing([270, 1_350, 2_550], 0.45, [0.035, 6_000, 3_800], 52),
  S: hissing([330, 1_500, 2_600], 0, [0.3, 7_200, 2_200], 108),
  Z: hissing([270, 1_500, 2_600], 0.3, [0.17, 7_200, 2_200], 82),
  SH: hissing([330, 1_750, 2_500], 0, [0.34, 3_300, 1_300], 112),
  ZH: hissing([280, 1_750, 2_500], 0.32, [0.18, 3_300, 1_300], 82),
  HH: { formants: [500, 1_450, 2_500], milliseconds: 62, voice: 0, breath: 0.3, kind: 'hiss' },
  P: stop([320, 880, 2_200], 0, [0.14, 900, 1_400], 42),
  B: stop([240, 900, 2_250], 0.16, [0.09, 850, 1_400], 6),
  T: stop([320, 1_780, 2_650], 0, [0.26, 5_400, 2_600], 38),
  D: stop([240, 1_720, 2_600], 0.16, [0.14, 4_600, 2_600], 7),
  K: stop([320, 2_050, 2_350], 0, [0.22, 2_200, 1_100], 46),
  G: stop([240, 2_000, 2_350], 0.16, [0.13, 2_100, 1_100], 9),
};

/** Two sounds that are written as one. */
export const PAIRS: Readonly<Record<string, readonly [string, string]>> = { CH: ['T', 'SH'], JH: ['D', 'ZH'] };
