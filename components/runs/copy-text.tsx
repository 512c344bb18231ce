'use client';

import { Check, Copy } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useCopy } from '@/components/tool/use-copy';
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
  const { said, copy } = useCopy(text);
  const Icon = said === 'copied' ? Check : Copy;
  return (
    <span className="contents">
      <Button variant="secondary" onClick={copy} className={hasScript ? undefined : 'invisible'}>
        <Icon aria-hidden className="size-4.5" />
        {said === 'copied' ? words.copied : words.copy}
      </Button>
      <span role="status" className={said === 'copyFailed' ? 'text-sm text-bad' : 'sr-only'}>
        {said ? words[said] : ''}
      </span>
    </span>
  );
}
