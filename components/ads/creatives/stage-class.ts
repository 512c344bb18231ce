import { cx } from '@/components/ui/cx';
import css from './motion.module.css';
import type { CreativeProps } from './types';

/** The whole place of an ad, in which things move only while it plays, and not for whom motion is reduced. */
export const stageClass = ({ playing, reducedMotion }: Pick<CreativeProps, 'playing' | 'reducedMotion'>, own: string) =>
  cx('@container absolute inset-0 flex flex-col', css.stage, !playing && css.paused, reducedMotion && css.still, own);
