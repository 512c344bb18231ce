import type { Step } from './step';

const crop = (width: number, height: number, wantedWidth: number, wantedHeight: number) => {
  const [wide, high] = [Math.max(1, Math.round(wantedWidth)), Math.max(1, Math.round(wantedHeight))];
  return { left: Math.floor((width - wide) / 2), top: Math.floor((height - high) / 2), width: wide, height: high };
};

/** The largest part of this shape, from the middle. */
const shaped =
  (ratio: number): Step =>
  ({ image, width, height }) =>
    image.extract(crop(width, height, Math.min(width, height * ratio), Math.min(height, width / ratio)));

export const square = shaped(1);
export const wide = shaped(16 / 9);
export const tall = shaped(4 / 5);

export const zoom: Step = ({ image, width, height, strength }) => {
  const share = Math.max(0.4, 0.7 / strength);
  return image.extract(crop(width, height, width * share, height * share)).resize(width, height, { fit: 'fill' });
};

export const mirror: Step = ({ image }) => image.flop();
export const upsideDown: Step = ({ image }) => image.flip();

/** By the degrees that the wish names; to the right where it names none. */
export const turn: Step = ({ image, wish }) => {
  const named = /(\d{1,3})\s*(?:°|deg|grad)/.exec(wish)?.[1] ?? /\b(45|90|180|270)\b/.exec(wish)?.[1];
  const degrees = Number(named ?? 90) % 360;
  const isLeft = /\b(left|counter|anti-?clockwise|links|gauche|izquierda)/.test(wish);
  return image.rotate(isLeft ? -degrees : degrees, { background: { r: 255, g: 255, b: 255, alpha: 0 } });
};

export const frame: Step = ({ image, width, height }) => {
  const border = Math.max(4, Math.round(Math.min(width, height) / 22));
  const background = { r: 252, g: 250, b: 245, alpha: 1 };
  return image.extend({ top: border, left: border, right: border, bottom: border * 2, background });
};
