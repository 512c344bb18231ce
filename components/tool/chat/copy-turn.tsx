'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { copyText } from '../take-away';
import { TurnButton } from './turn-button';

/** Copies one turn, as it was written. */
export function CopyTurn({ text }: { text: string }) {
  const t = useTranslations('chat');
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    setCopied(await copyText(text));
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <TurnButton label={copied ? t('copied') : t('copy')} onClick={() => void copy()}>
      {copied ? <Check aria-hidden className="size-4.5 text-good" /> : <Copy aria-hidden className="size-4.5" />}
    </TurnButton>
  );
}
