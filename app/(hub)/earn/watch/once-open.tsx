'use client';

import { useState, type ReactNode } from 'react';

/**
 * A page that was open stays so: the claim that reaches the cap of the day loads the page anew, which must not take away
 * what says that it was paid. `closed` is false while an ad can be watched.
 */
export function OnceOpen({ closed, children }: { closed: ReactNode | false; children: ReactNode }) {
  const [opened, setOpened] = useState(closed === false);
  if (closed === false && !opened) setOpened(true);
  return opened ? children : closed;
}
