import Link from 'next/link';
import { cx } from '@/components/ui/cx';

/** An M whose valley catches a coin. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={cx('size-8 shrink-0', className)}>
      <path
        d="M4.5 27.5V12.6L16 22.4l11.5-9.8v14.9"
        fill="none"
        stroke="var(--color-accent)"
        strokeWidth="5.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="16" cy="8.6" r="5.6" fill="#e8a317" />
      <path d="M13.2 8.9a2.9 2.9 0 0 1 2.6-3.1" fill="none" stroke="#fde9b3" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}

/** The mark and the name, linking home. */
export function Wordmark({ name }: { name: string }) {
  return (
    <Link
      href="/"
      className="inline-flex items-center gap-2 font-display text-[1.3rem] font-extrabold tracking-tight tap"
    >
      <LogoMark />
      <span>{name}</span>
    </Link>
  );
}
