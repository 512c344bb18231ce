import type { Canvas } from './canvas';
import { clamp } from './colour';
import { createNoise, fractal, type Random } from './random';

export interface FinishInput {
  canvas: Canvas;
  /** Receives 8-bit pixels. */
  rgb: Uint8Array;
  style: string;
  random: Random;
}

/** Turns light into bytes, with the grain, paper or vignette of the style; a trace of grain also hides banding. */
export function* finish({ canvas, rgb, style, random }: FinishInput): Generator<void, void, void> {
  const { width, height, unit, pixels } = canvas;
  const isPaper = style === 'watercolour';
  const isPhoto = style === 'photo';
  const noise = createNoise(random);
  const grain = isPhoto ? 0.035 : isPaper ? 0.02 : 0.008;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      const edge = Math.hypot(x / width - 0.5, y / height - 0.5);
      let light = 1 - (isPhoto ? 0.55 : isPaper ? 0 : 0.16) * Math.max(0, edge - 0.25);
      let bleach = 0;
      if (isPaper) {
        const bloom = fractal(noise, (x / unit) * 5, (y / unit) * 5, 4);
        light += (noise((x / unit) * 180, (y / unit) * 180) - 0.5) * 0.05 - Math.abs(bloom - 0.5) * 0.1;
        const border = Math.min(x, y, width - 1 - x, height - 1 - y) / unit + (bloom - 0.5) * 0.05;
        bleach = clamp(1 - (border - 0.03) * 45) * 0.97 + bloom * 0.16;
      }
      const speck = (random.next() - 0.5) * grain;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = pixels[at + channel]! * light + speck;
        rgb[at + channel] = clamp(value + (0.975 - channel * 0.012 - value) * Math.min(1, bleach)) * 255 + 0.5;
      }
    }
    yield;
  }
}
