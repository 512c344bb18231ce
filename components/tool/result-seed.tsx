'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { copyText } from './take-away';

/** The seed of a picture, to take along: the same seed with the same words gives the same picture. */
export function ResultSeed({ seed }: { seed: string }) {
  const t = useTranslations('media.pictures');
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    setCopied(await copyText(seed));
    setTimeout(() => setCopied(false), 2_500);
  };
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      aria-label={t('copySeed', { seed })}
      onClick={() => void copy()}
      className="inline-flex items-center gap-2 justify-self-start rounded-full border border-line px-3.5 text-sm font-semibold text-muted tabular-nums tap hover:border-edge hover:text-ink"
    >
      <Icon aria-hidden className="size-4" />
      {copied ? t('copied') : t('seed', { seed })}
    </button>
  );
}
