'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

interface NavLinkProps {
  href: string;
  /** Address beginnings that belong to this entry besides its own. */
  also?: string[];
  /** Pages below the address are not meant. */
  exact?: boolean;
  className: string;
  children: ReactNode;
}

/** A link that knows whether the reader is there: `aria-current`, which the styles follow. */
export function NavLink({ href, also = [], exact = false, className, children }: NavLinkProps) {
  const path = usePathname() ?? '/';
  const inside = (start: string) => path === start || (!exact && start !== '/' && path.startsWith(`${start}/`));
  const current = [href, ...also].some(inside);
  return (
    <Link href={href} aria-current={current ? 'page' : undefined} className={className}>
      {children}
    </Link>
  );
}
