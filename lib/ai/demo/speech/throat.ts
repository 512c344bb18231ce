import { createRandom, type Random } from '../image/random';
import { FRAME_MS, type Frame } from './score';

/** Looked up once: where tests run, a look at a global costs more than the sum. */
const { PI, cos, exp, floor, min, tanh } = Math;

/** Samples a second. */
export const RATE = 22_050;
const PER_FRAME = (RATE * FRAME_MS) / 1_000;
/** Loudness of the whole, and of the sources against each other. */
const GAIN = 0.62;

/** A resonance: what one hollow of the mouth does to sound. */
class Resonator {
  private a = 1;
  private b = 0;
  private c = 0;
  private y1 = 0;
  private y2 = 0;

  tune(frequency: number, width: number): void {
    const radius = exp((-PI * width) / RATE);
    this.c = -radius * radius;
    this.b = 2 * radius * cos((2 * PI * min(frequency, RATE * 0.45)) / RATE);
    this.a = 1 - this.b - this.c;
  }

  pass(input: number): number {
    const output = this.a * input + this.b * this.y1 + this.c * this.y2;
    this.y2 = this.y1;
    this.y1 = output;
    return output;
  }

  /** Lets its band through with the same loudness whatever the frequency: for hissing. */
  band(input: number): number {
    const output = input + this.b * this.y1 + this.c * this.y2;
    const heard = output - this.y2;
    this.y2 = this.y1;
    this.y1 = output;
    return heard;
  }
}

/** Cords, mouth and breath: makes samples out of frames, and keeps its state from one clause to the next. */
export class Throat {
  private readonly hollows = Array.from({ length: 5 }, () => new Resonator());
  private readonly hiss = new Resonator();
  private readonly random: Random;
  private phase = 0;
  private carry = 0;
  private state: Frame | undefined;
  private smoothed = 0;
  private last = 0;

  constructor(
    seed: number,
    private readonly size: number,
  ) {
    this.random = createRandom(seed);
  }

  /** Opening, closing quickly, closed: the flow of air through the cords, by the share of one vibration. */
  private flow(): number {
    const t = this.phase;
    if (t < 0.42) return 0.5 - 0.5 * cos((PI * t) / 0.42);
    return t < 0.6 ? cos((PI * (t - 0.42)) / 0.36) : 0;
  }

  /** The samples of one frame, from -1 to 1, into `out` from `at` on. Answers how many. */
  render(frame: Frame, out: Float32Array, at: number): number {
    const before = this.state ?? { ...frame, voice: 0, breath: 0, hiss: 0 };
    this.state = frame;
    const [first, second, third, fourth, fifth] = this.hollows;
    first!.tune(frame.f1, 60 + frame.f1 * 0.05);
    second!.tune(frame.f2, 80 + frame.f2 * 0.02);
    third!.tune(frame.f3, 130);
    fourth!.tune(3_500 * this.size, 220);
    fifth!.tune(4_500 * this.size, 300);
    this.hiss.tune(frame.hissAt, frame.hissWidth);
    const hissGain = min(1, frame.hissWidth / 6_000);
    this.carry += PER_FRAME;
    const count = floor(this.carry);
    this.carry -= count;
    let flowBefore = this.smoothed;
    for (let index = 0; index < count; index += 1) {
      const t = (index + 1) / count;
      const voice = before.voice + (frame.voice - before.voice) * t;
      const breath = before.breath + (frame.breath - before.breath) * t;
      const hiss = before.hiss + (frame.hiss - before.hiss) * t;
      const pitch = before.pitch + (frame.pitch - before.pitch) * t;
      this.phase += pitch / RATE;
      // No two vibrations are quite alike.
      if (this.phase >= 1) this.phase += -1 + (this.random.next() - 0.5) * 0.012;
      const flow = this.flow();
      // What reaches the ear is the change of the flow.
      const source = (flow - flowBefore) * 5.5 * voice;
      flowBefore = flow;
      const noise = this.random.next() + this.random.next() - 1;
      let sound = source + noise * breath * 0.5;
      for (const hollow of this.hollows) sound = hollow.pass(sound);
      // Mouths radiate high sounds better than low ones.
      const heard = sound - this.last * 0.62;
      this.last = sound;
      const whole = heard * 3.6 + this.hiss.band(noise * hiss) * hissGain;
      out[at + index] = tanh(whole * GAIN);
    }
    this.smoothed = flowBefore;
    return count;
  }
}
