import type { ComponentProps } from 'react';
import { cx } from './cx';

/** A surface that stands on the page. */
export function Card({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cx('rounded-card border border-line bg-surface p-5 sm:p-6', className)} {...rest} />;
}

/** A card's heading with what may stand beside it. */
export function CardHeader({ title, aside, id }: { title: string; aside?: React.ReactNode; id?: string }) {
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
      <h2 id={id} className="text-lg">
        {title}
      </h2>
      {aside}
    </div>
  );
}
