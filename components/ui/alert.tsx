import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx';

export type AlertTone = 'info' | 'good' | 'warn' | 'bad';

const LOOKS = {
  info: { box: 'border-line bg-sunken', mark: 'text-muted', Icon: Info },
  good: { box: 'border-good/30 bg-good-soft', mark: 'text-good', Icon: CircleCheck },
  warn: { box: 'border-warn/30 bg-warn-soft', mark: 'text-warn', Icon: TriangleAlert },
  bad: { box: 'border-bad/30 bg-bad-soft', mark: 'text-bad', Icon: CircleAlert },
} as const;

interface AlertProps {
  tone?: AlertTone;
  title?: ReactNode;
  children?: ReactNode;
  /** `alert` interrupts a screen reader, `status` waits; leave it out for what was there from the start. */
  role?: 'alert' | 'status';
  className?: string;
}

export function Alert({ tone = 'info', title, children, role, className }: AlertProps) {
  const { box, mark, Icon } = LOOKS[tone];
  return (
    <div role={role} className={cx('flex gap-3 rounded-control border p-3.5 text-[0.9375rem]', box, className)}>
      <Icon aria-hidden className={cx('mt-0.5 size-5 shrink-0', mark)} />
      <div className="grid min-w-0 gap-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className={title ? 'text-muted' : undefined}>{children}</div>}
      </div>
    </div>
  );
}
