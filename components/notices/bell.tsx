import { Bell as BellIcon } from 'lucide-react';
import Link from 'next/link';

interface BellProps {
  /** Unread ones, counted up to 100. */
  unread: number;
  /** What a screen reader hears; "#" stands for the number. */
  words: { none: string; some: string };
}

const MOST_SHOWN = 99;

/** The way to the notices, with how many are new. */
export function Bell({ unread, words }: BellProps) {
  const number = unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread);
  return (
    <Link
      href="/notices"
      aria-label={unread > 0 ? words.some.replace('#', number) : words.none}
      className="relative grid place-items-center rounded-full text-muted tap hover:bg-sunken hover:text-ink"
    >
      <BellIcon aria-hidden className="size-5" />
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute -end-0.5 top-0.5 min-w-5 rounded-full border-2 border-page bg-accent px-1 text-center text-xs leading-4 font-bold text-on-accent tabular-nums"
        >
          {number}
        </span>
      )}
    </Link>
  );
}
