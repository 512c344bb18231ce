import type { RefObject } from 'react';

/** On a phone the result lies below the form, and its heading above its own buttons. */
export function showResult(heading: RefObject<HTMLHeadingElement | null>): void {
  requestAnimationFrame(() => {
    const section = heading.current?.closest('section');
    const top = section?.getBoundingClientRect().top ?? 0;
    if (top < 0 || top > window.innerHeight * 0.6) section?.scrollIntoView?.({ block: 'start', behavior: 'smooth' });
  });
}
