import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** The way up from a page that belongs to another one, above its title. The words name where it leads. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="-ms-1 flex w-fit items-center gap-1.5 rounded-control px-1 text-sm font-semibold text-muted tap hover:text-ink"
    >
      <ArrowLeft aria-hidden className="size-4 shrink-0 rtl:-scale-x-100" />
      {children}
    </Link>
  );
}
