import { useState } from 'react';

export interface Balance {
  available: number;
  /** An answer said how much there is; it holds until the page itself brings another number. */
  heard(available: number): void;
  /** What was heard is out of date; the page's number counts again. */
  forget(): void;
}

/** The balance as last heard. Credits. */
export function useBalance(fromPage: number): Balance {
  const [last, setLast] = useState<{ fromPage: number; value: number } | null>(null);
  return {
    available: last && last.fromPage === fromPage ? last.value : fromPage,
    heard: (value) => setLast({ fromPage, value }),
    forget: () => setLast(null),
  };
}
