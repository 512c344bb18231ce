'use client';

import { Check } from 'lucide-react';
import { useEffect, useState } from 'react';

/** A short confirmation at the bottom that goes by itself. Give it a new `nonce` to say the same thing again. */
export function Toast({ message, nonce, showMs = 4000 }: { message: string | null; nonce?: number; showMs?: number }) {
  const [gone, setGone] = useState<string | null>(null);
  const current = message === null ? null : `${nonce ?? 0}:${message}`;
  useEffect(() => {
    if (current === null) return;
    const timer = setTimeout(() => setGone(current), showMs);
    return () => clearTimeout(timer);
  }, [current, showMs]);
  const visible = current !== null && gone !== current;
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 bottom-24 z-50 grid justify-items-center sm:bottom-8"
    >
      {visible && (
        <p className="flex items-center gap-2 rounded-full bg-ink px-5 py-3 font-medium text-page shadow-float">
          <Check aria-hidden className="size-4" />
          {message}
        </p>
      )}
    </div>
  );
}
