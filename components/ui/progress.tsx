import { cx } from './cx';

interface ProgressProps {
  value: number;
  max: number;
  /** What is progressing; read by screen readers. */
  label: string;
  /** How far it is, in words; without it the percentage is read. */
  valueText?: string;
  tone?: 'accent' | 'coin' | 'kind';
  className?: string;
}

const FILLS = { accent: 'bg-accent', coin: 'bg-coin', kind: 'bg-kind' } as const;

/** How much of something is done. A `max` of 0 is shown as full. */
export function Progress({ value, max, label, valueText, tone = 'accent', className }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 1;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      aria-valuetext={valueText}
      className={cx('h-2 overflow-hidden rounded-full bg-line', className)}
    >
      <div
        className={cx(
          'h-full origin-left rounded-full transition-transform duration-300 rtl:origin-right',
          FILLS[tone],
        )}
        style={{ transform: `scaleX(${share})` }}
      />
    </div>
  );
}
