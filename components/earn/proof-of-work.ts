/** SHA-256 in plain script: a page on a local network's address has no `crypto.subtle`. Checked against Node's in tests. */
const FRACTION = 2 ** 32;

function fractions(root: (prime: number) => number, count: number): Uint32Array {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    let prime = true;
    for (let factor = 2; factor * factor <= candidate; factor += 1) if (candidate % factor === 0) prime = false;
    if (prime) found.push((root(candidate) % 1) * FRACTION);
  }
  return Uint32Array.from(found);
}

const START = fractions(Math.sqrt, 8);
const ROUND = fractions(Math.cbrt, 64);
const schedule = new Uint32Array(64);

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function mix(state: Uint32Array, block: DataView, offset: number): void {
  for (let i = 0; i < 16; i += 1) schedule[i] = block.getUint32(offset + i * 4);
  for (let i = 16; i < 64; i += 1) {
    const early = schedule[i - 15]!;
    const late = schedule[i - 2]!;
    const low = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const high = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    schedule[i] = schedule[i - 16]! + low + schedule[i - 7]! + high;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[i]! + schedule[i]!) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = state[i]! + word));
}

/** SHA-256 of an ASCII text as eight words. */
export function sha256Words(text: string): Uint32Array {
  const length = ((text.length + 8) >> 6) * 64 + 64;
  const block = new DataView(new ArrayBuffer(length));
  for (let i = 0; i < text.length; i += 1) block.setUint8(i, text.charCodeAt(i));
  block.setUint8(text.length, 0x80);
  block.setUint32(length - 4, text.length * 8);
  const state = START.slice();
  for (let offset = 0; offset < length; offset += 64) mix(state, block, offset);
  return state;
}

/** How many zero bits a hash begins with, counted up to 32. */
const zeroBits = (hash: Uint32Array): number => Math.clz32(hash[0]!);

const SLICE_MS = 12;

/**
 * The digits that prove the work; some tens of thousands of hashes for 16 bits. Works in slices, so that the page stays
 * quick, and ends with null when `signal` is aborted.
 */
export async function solveProof(
  { salt, bits }: { salt: string; bits: number },
  signal?: AbortSignal,
): Promise<string | null> {
  for (let digits = 0; !signal?.aborted;) {
    const until = performance.now() + SLICE_MS;
    while (performance.now() < until) {
      for (const stop = digits + 50; digits < stop; digits += 1) {
        if (zeroBits(sha256Words(`${salt}:${digits}`)) >= bits) return String(digits);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return null;
}

/** What is sent as `challenge.answer` for a local challenge. */
export function localAnswer(digits: string, picked: readonly number[]): string {
  return `${digits}:${picked.toSorted((a, b) => a - b).join(',')}`;
}
