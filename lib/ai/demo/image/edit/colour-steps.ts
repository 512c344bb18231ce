import type { Sharp } from 'sharp';
import { mix, type Rgb } from '../colour';
import type { Step } from './step';

type Matrix = [[number, number, number], [number, number, number], [number, number, number]];
/** How much of red, green and blue the eye takes for brightness. */
const LUMA = [0.299, 0.587, 0.114] as const;

const scaled = (image: Sharp, red: number, green: number, blue: number) => image.linear([red, green, blue], [0, 0, 0]);
const towards = (value: number, strength: number) => 1 + (value - 1) * strength;

export const greyscale: Step = ({ image }) =>
  image.recomb([[...LUMA], [...LUMA], [...LUMA]]).linear([1.06, 1.06, 1.06], [-6, -6, -6]);

export const sepia: Step = ({ image, strength }) => {
  const tone: Matrix = [
    [0.393, 0.769, 0.189],
    [0.349, 0.686, 0.168],
    [0.272, 0.534, 0.131],
  ];
  const share = Math.min(1, 0.85 * strength);
  const row = (index: 0 | 1 | 2): [number, number, number] => {
    const [red, green, blue] = tone[index].map((part, column) => part * share + (column === index ? 1 - share : 0));
    return [red!, green!, blue!];
  };
  return image.recomb([row(0), row(1), row(2)]);
};

export const warm: Step = ({ image, strength }) =>
  scaled(image, towards(1.15, strength), towards(1.02, strength), towards(0.82, strength));
export const cool: Step = ({ image, strength }) =>
  scaled(image, towards(0.84, strength), towards(0.98, strength), towards(1.16, strength));
export const night: Step = ({ image, strength }) =>
  scaled(image, 0.36 / strength, 0.42 / strength, towards(0.68, 1 / strength));
export const brighter: Step = ({ image, strength }) => image.modulate({ brightness: towards(1.28, strength) });
export const darker: Step = ({ image, strength }) => image.modulate({ brightness: towards(0.68, strength) });
export const vivid: Step = ({ image, strength }) => image.modulate({ saturation: towards(1.65, strength) });
export const muted: Step = ({ image, strength }) =>
  image.modulate({ saturation: 0.5 / strength, brightness: towards(1.06, strength) });

export const contrast: Step = ({ image, strength }) => {
  const gain = towards(1.35, strength);
  return image.linear([gain, gain, gain], Array<number>(3).fill(128 - 128 * gain));
};

/** Black becomes the one colour, white the other, and grey what lies between. */
export function duotone(dark: Rgb, light: Rgb): Step {
  const row = (channel: 0 | 1 | 2): [number, number, number] => {
    const [red, green, blue] = LUMA;
    const span = light[channel] - dark[channel];
    return [red * span, green * span, blue * span];
  };
  return ({ image }) => {
    const base = [dark[0], dark[1], dark[2]].map((part) => part * 255);
    return image.recomb([row(0), row(1), row(2)]).linear([1, 1, 1], base);
  };
}

/** Pulls shadows and lights towards two colours and leaves the rest as it was. */
export function grade(shadow: Rgb, light: Rgb): Step {
  return ({ image, strength }) => {
    const share = Math.min(0.7, 0.5 * strength);
    const white = mix([1, 1, 1], light, share);
    const black = mix([0, 0, 0], shadow, share * 0.7);
    const channels = [0, 1, 2] as const;
    return image.linear(
      channels.map((channel) => white[channel] - black[channel]),
      channels.map((channel) => black[channel] * 255),
    );
  };
}
