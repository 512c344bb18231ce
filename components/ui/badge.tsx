import type { ReactNode } from 'react';
import { cx } from './cx';

export type BadgeTone = 'neutral' | 'kind' | 'accent' | 'coin' | 'good' | 'bad' | 'warn';

const TONES: Record<BadgeTone, string> = {
  neutral: 'bg-sunken text-muted',
  kind: 'bg-kind-soft text-kind-ink',
  accent: 'bg-accent-soft text-accent-strong',
  coin: 'bg-coin-soft text-coin-ink',
  good: 'bg-good-soft text-good',
  bad: 'bg-bad-soft text-bad',
  warn: 'bg-warn-soft text-warn',
};

/** A short fact about the thing it stands on. The words carry it; the colour only helps. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
  className,
}: {
  tone?: BadgeTone;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1 rounded-md px-2 py-0.5 text-[0.8125rem] font-semibold whitespace-nowrap',
        '[&_svg]:size-3.5',
        TONES[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
