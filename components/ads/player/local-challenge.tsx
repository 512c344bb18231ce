'use client';

import { Check, LoaderCircle } from 'lucide-react';
import { useTranslations, type Messages } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button, cx } from '@/components/ui';
import { localAnswer, solveProof } from '@/components/earn/proof-of-work';
import type { LocalChallenge as Facts } from '@/lib/risk/types';

type Group = keyof Messages['challenge']['groups'];
type Word = keyof Messages['challenge']['words'];

/** The digits of the proof as soon as they are found, whatever the person does meanwhile. */
function useProof({ proof }: Facts): React.RefObject<Promise<string | null> | null> {
  const found = useRef<Promise<string | null> | null>(null);
  const { salt, bits } = proof;
  useEffect(() => {
    const leaving = new AbortController();
    found.current = solveProof({ salt, bits }, leaving.signal);
    return () => leaving.abort();
  }, [salt, bits]);
  return found;
}

/** Words to sort, by mouse, finger, keyboard or ear: nothing is to be seen or heard that is not written. */
export function LocalChallenge({ challenge, onSolve }: { challenge: Facts; onSolve(answer: string): void }) {
  const t = useTranslations('challenge');
  const { group, words, pick } = challenge.question;
  const [picked, setPicked] = useState<number[]>([]);
  const [sending, setSending] = useState(false);
  const proof = useProof(challenge);
  const toggle = (index: number) =>
    // One too many takes the place of the oldest choice.
    setPicked((now) => (now.includes(index) ? now.filter((one) => one !== index) : [...now, index].slice(-pick)));
  const ready = picked.length === pick && !sending;
  const send = async () => {
    if (!ready) return;
    setSending(true);
    const digits = await proof.current;
    if (digits) onSolve(localAnswer(digits, picked));
  };
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <fieldset className="grid min-w-0 gap-2.5">
        <legend className="mb-2.5 font-semibold">{t('pick', { pick, group: t(`groups.${group as Group}`) })}</legend>
        <div className="grid grid-cols-[repeat(auto-fit,minmax(min(8rem,100%),1fr))] gap-2">
          {words.map((word, index) => (
            <label
              key={word}
              className={cx(
                'flex cursor-pointer items-center justify-center gap-2 rounded-control border px-3 font-semibold tap',
                'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
                picked.includes(index) ? 'border-ink bg-ink text-page' : 'border-edge/60 bg-surface hover:border-ink',
              )}
            >
              <input
                type="checkbox"
                className="peer sr-only"
                checked={picked.includes(index)}
                onChange={() => toggle(index)}
              />
              <Check aria-hidden className={cx('size-4 shrink-0', !picked.includes(index) && 'hidden')} />
              {t(`words.${word as Word}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <Button type="submit" variant="coin" aria-disabled={!ready} className="justify-self-start">
        {sending && <LoaderCircle aria-hidden className="size-4 animate-spin motion-reduce:hidden" />}
        {sending ? t('working') : t('send')}
      </Button>
    </form>
  );
}
