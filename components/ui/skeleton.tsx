import { cx } from './cx';

/** The place of something that is still coming; give it the size of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx('animate-pulse rounded-control bg-line/70', className)} />;
}
