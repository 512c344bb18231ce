import type { Step } from './step';

export const blur: Step = ({ image, width, height, strength }) =>
  image.blur(Math.max(1, (Math.min(width, height) / 110) * strength));

export const sharpen: Step = ({ image, strength }) => image.sharpen({ sigma: 1.4 * strength, m1: 0.6, m2: 3 });

export const invert: Step = ({ image }) => image.negate({ alpha: false });

/** Lines where light changes, dark on white. Filters run in an order of sharp's own: the negative is part of `linear`. */
export const sketch: Step = ({ image }) =>
  image
    .flatten({ background: '#fff' })
    .greyscale()
    .convolve({ width: 3, height: 3, kernel: [-1, -1, -1, -1, 8, -1, -1, -1, -1] })
    .linear(-3, 255)
    .toColourspace('srgb');

/** Smooth areas with hard edges, then few colours. */
export const poster: Step = ({ image, width, height }) =>
  image.median(Math.min(7, width, height)).png({ palette: true, colours: 14, dither: 0 });

/** Noise of one small tile, laid all over. */
export const grain: Step = ({ image, width, height, random, strength }) => {
  const side = Math.min(128, width, height);
  const input = Buffer.alloc(side * side * 4);
  for (let at = 0; at < input.length; at += 4) {
    const level = 128 + (random.next() - 0.5) * 190 * strength;
    input.set([level, level, level, 150], at);
  }
  const raw = { width: side, height: side, channels: 4 as const };
  return image.composite([{ input, raw, tile: true, blend: 'soft-light' }]);
};

/** Darker towards the corners: one small drawing, stretched over the picture. */
export const vignette: Step = ({ image, width, height, strength }) => {
  const input = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><radialGradient id="g" r="0.72"><stop offset="0.5" stop-opacity="0"/><stop offset="1" stop-opacity="${Math.min(0.9, 0.72 * strength)}"/></radialGradient><rect width="100%" height="100%" fill="url(#g)"/></svg>`,
  );
  return image.composite([{ input, blend: 'over' }]);
};
