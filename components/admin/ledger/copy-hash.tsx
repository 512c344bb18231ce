'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';

interface CopyHashProps {
  hash: string;
  /** Names the button. */
  label: string;
  copied: string;
}

/** The ends of a hash; the button copies all of it. Without script the whole one is in the title, to select from there. */
export function CopyHash({ hash, label, copied }: CopyHashProps) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(hash);
    setDone(true);
  };
  const Icon = done ? Check : Copy;
  return (
    <span className="inline-flex items-center gap-1">
      <code title={hash} className="font-mono text-sm">{`${hash.slice(0, 8)}…${hash.slice(-8)}`}</code>
      <button
        type="button"
        onClick={() => void copy().catch(() => setDone(false))}
        aria-label={label}
        className="grid place-items-center rounded-control text-muted tap hover:bg-sunken hover:text-ink"
      >
        <Icon aria-hidden className="size-4.5" />
      </button>
      <span role="status" className="sr-only">
        {done ? copied : ''}
      </span>
    </span>
  );
}
