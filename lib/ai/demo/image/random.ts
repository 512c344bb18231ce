/** Looked up once: where tests run, a look at a global costs more than the sum. */
const { floor, imul } = Math;

export interface Random {
  /** From 0 up to 1. */
  next(): number;
  between(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  chance(probability: number): boolean;
}

/** 32 bits that stand for a text (FNV-1a, mixed). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** The same numbers for the same seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = imul(state ^ (state >>> 15), state | 1);
    t ^= t + imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    pick: (items) => items[floor(next() * items.length)]!,
    chance: (probability) => next() < probability,
  };
}

/** Smooth noise in the plane, from 0 to 1. */
export type Noise = (x: number, y: number) => number;

export function createNoise(random: Random): Noise {
  const lattice = new Float32Array(65_536);
  for (let index = 0; index < lattice.length; index += 1) lattice[index] = random.next();
  return (x, y) => {
    const xi = floor(x);
    const yi = floor(y);
    const fx = x - xi;
    const fy = y - yi;
    const u = fx * fx * (3 - 2 * fx);
    const v = fy * fy * (3 - 2 * fy);
    const top = (yi & 255) << 8;
    const low = ((yi + 1) & 255) << 8;
    const a = lattice[top | (xi & 255)]!;
    const b = lattice[top | ((xi + 1) & 255)]!;
    const c = lattice[low | (xi & 255)]!;
    const d = lattice[low | ((xi + 1) & 255)]!;
    return a + (b - a) * u + (c - a + (a - b - c + d) * u) * v;
  };
}

/** Layers of noise, each finer and fainter. */
export function fractal(noise: Noise, x: number, y: number, octaves: number): number {
  let sum = 0;
  let weight = 0.5;
  let total = 0;
  for (let octave = 0; octave < octaves; octave += 1) {
    sum += noise(x, y) * weight;
    total += weight;
    weight *= 0.5;
    x = x * 2.03 + 17.1;
    y = y * 2.03 + 9.2;
  }
  return sum / total;
}
