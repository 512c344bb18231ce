import type { ReactNode } from 'react';
import { buttonClass, LinkButton, type ButtonSize, type ButtonVariant } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import type { AdKind, Place } from '@/lib/ads/types';
import type { AdWay } from './types';

export const placeOf = (ways: AdWay[], kind: AdKind): Place => ways.find((way) => way.kind === kind)?.place ?? 'inline';

/**
 * The way to the ad page. Networks that need a policy of their own get it by a full load; a change of page inside the
 * hub would keep the old one.
 */
export function AdLink({
  href,
  place,
  variant,
  size,
  className,
  children,
}: {
  href: string;
  /** Unknown counts as another than in place. */
  place?: Place;
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
  children: ReactNode;
}) {
  // Large letters on a small screen need a second line.
  const look = cx('text-center whitespace-normal!', className);
  if (place === 'inline') {
    return (
      <LinkButton href={href} variant={variant} size={size} className={look}>
        {children}
      </LinkButton>
    );
  }
  return (
    <a href={href} className={buttonClass({ variant, size }, look)}>
      {children}
    </a>
  );
}
