import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';

/** A table that scrolls inside itself on a small screen. `caption` is read to those who do not see it. */
export function Table({ caption, head, children }: { caption: string; head: ReactNode; children: ReactNode }) {
  return (
    // A scrollable region has to be reachable by keyboard.
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full border-collapse text-start text-[0.9375rem]">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-sm text-muted">{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

type CellProps = { numeric?: boolean };

export function Th({ numeric, className, ...rest }: ComponentProps<'th'> & CellProps) {
  return (
    <th
      scope="col"
      className={cx('px-3 py-2 font-medium first:ps-0 last:pe-0', numeric ? 'text-end' : 'text-start', className)}
      {...rest}
    />
  );
}

export function Td({ numeric, className, ...rest }: ComponentProps<'td'> & CellProps) {
  return (
    <td
      className={cx(
        'border-b border-line px-3 py-2.5 align-top first:ps-0 last:pe-0',
        numeric && 'text-end tabular-nums',
        className,
      )}
      {...rest}
    />
  );
}
