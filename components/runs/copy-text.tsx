'use client';

import { Check, Copy } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { copyText } from '@/components/tool/take-away';
import { Button } from '@/components/ui/button';

export interface CopyWords {
  copy: string;
  copied: string;
  copyFailed: string;
}

const never = () => () => undefined;

/** Copies a text, and says so. Without script it is not there: what it would copy can be selected. */
export function CopyText({ text, words }: { text: string; words: CopyWords }) {
  const hasScript = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const [said, setSaid] = useState<'copied' | 'copyFailed' | null>(null);
  const copy = async () => {
    setSaid((await copyText(text)) ? 'copied' : 'copyFailed');
    setTimeout(() => setSaid(null), 2_500);
  };
  const Icon = said === 'copied' ? Check : Copy;
  return (
    <span className="contents">
      <Button variant="secondary" onClick={() => void copy()} className={hasScript ? undefined : 'invisible'}>
        <Icon aria-hidden className="size-4.5" />
        {said === 'copied' ? words.copied : words.copy}
      </Button>
      <span role="status" className={said === 'copyFailed' ? 'text-sm text-bad' : 'sr-only'}>
        {said ? words[said] : ''}
      </span>
    </span>
  );
}
