'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCopy } from '../use-copy';
import { TurnButton } from './turn-button';

/** Copies one turn, as it was written. */
export function CopyTurn({ text }: { text: string }) {
  const t = useTranslations('chat');
  const { said, copy } = useCopy(text);
  const copied = said === 'copied';
  return (
    <TurnButton label={copied ? t('copied') : t('copy')} onClick={copy}>
      {copied ? <Check aria-hidden className="size-4.5 text-good" /> : <Copy aria-hidden className="size-4.5" />}
    </TurnButton>
  );
}
