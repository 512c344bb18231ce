import type { ReactNode } from 'react';
import { cx } from '@/components/ui/cx';
import css from './motion.module.css';
import { stageClass } from './stage-class';
import { momentOf, type CreativeProps } from './types';

/** The picture above its words. The ground of the picture is the paper the words stand on. */
export function Frame({ ad, className, children }: { ad: CreativeProps; className: string; children: ReactNode }) {
  const { scene } = momentOf(ad);
  return (
    <div className={stageClass(ad, className)}>
      <svg aria-hidden viewBox="0 -74 800 458" preserveAspectRatio="xMidYMax slice" className="min-h-0 w-full flex-1">
        {children}
      </svg>
      <div className="px-4 pb-3 @lg:px-6 @lg:pb-5">
        <div className="flex items-center justify-between gap-3">
          <p className="font-display text-base leading-tight font-bold @lg:text-2xl">{ad.strings.headline}</p>
          <span aria-hidden className="flex shrink-0 gap-1 @lg:gap-1.5">
            {ad.strings.lines.map((line, index) => (
              <span
                key={line}
                className={cx('h-1.5 rounded-full bg-current', index === scene ? 'w-4 opacity-90' : 'w-1.5 opacity-30')}
              />
            ))}
          </span>
        </div>
        <p key={scene} className={cx('text-sm opacity-80 @lg:mt-0.5 @lg:text-base', css.say)}>
          {ad.strings.lines[scene]}
        </p>
      </div>
    </div>
  );
}
