'use client';

import { Camera, FileText, ImagePlus, Mic, Music, type LucideIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef, useState, type ChangeEvent } from 'react';
import { Button, LinkButton, cx } from '@/components/ui';
import { buttonClass } from '@/components/ui/button';
import type { ControlProps } from '@/components/ui/field';
import type { InputField } from '../types';

/** Comes when somebody wants to record. */
const Recorder = dynamic(() => import('../recorder/recorder').then((module) => module.Recorder), { ssr: false });

interface ChooseFileProps {
  field: InputField;
  control: ControlProps;
  accept: string | undefined;
  /** Something is held over it. */
  over: boolean;
  signInHref: string | null;
  /** How large the file may be. */
  megabytes: number;
  send(file: File): void;
}

type Wanted = 'image' | 'audio' | 'document';
const ICONS: Record<Wanted, LucideIcon> = { image: ImagePlus, audio: Music, document: FileText };

const wantedBy = ({ accepts }: InputField): Wanted => accepts?.[0] ?? 'document';

function sendPicked(input: HTMLInputElement, send: (file: File) => void): void {
  const file = input.files?.[0];
  // The same file again must count as a choice again.
  input.value = '';
  if (file) send(file);
}

const onPicked = (send: (file: File) => void) => (event: ChangeEvent<HTMLInputElement>) =>
  sendPicked(event.target, send);

/** A file chosen while the script was still on its way: no event told of it, yet the page's own input holds it. */
function useChosenBefore(send: (file: File) => void) {
  const input = useRef<HTMLInputElement>(null);
  const take = useEffectEvent(() => {
    if (input.current) sendPicked(input.current, send);
  });
  useEffect(() => take(), []);
  return input;
}

/** A phone's camera; computers have none worth a button. */
function TakePhoto({ id, send }: { id: string; send(file: File): void }) {
  const t = useTranslations('fileField');
  const before = useChosenBefore(send);
  return (
    <label
      className={buttonClass(
        { variant: 'secondary' },
        'hidden! cursor-pointer has-focus-visible:outline-2 pointer-coarse:inline-flex!',
      )}
    >
      <Camera aria-hidden className="size-4" />
      {t('takePhoto')}
      <input
        ref={before}
        id={`${id}-camera`}
        type="file"
        accept="image/*"
        capture="environment"
        className="sr-only"
        onChange={onPicked(send)}
      />
    </label>
  );
}

function SignInFirst({ href, wanted }: { href: string; wanted: Wanted }) {
  const t = useTranslations('fileField');
  return (
    <div className="grid justify-items-start gap-3 rounded-control border border-dashed border-edge p-4 sm:flex sm:items-center sm:justify-between">
      <p className="text-[0.9375rem] text-muted">{t('signInFirst', { kind: wanted })}</p>
      <LinkButton href={href} variant="secondary">
        {t('signIn')}
      </LinkButton>
    </div>
  );
}

/** The empty field: one big target, and the ways a device has beside it. */
export function ChooseFile({ field, control, accept, over, signInHref, megabytes, send }: ChooseFileProps) {
  const t = useTranslations('fileField');
  const [recording, setRecording] = useState(false);
  const before = useChosenBefore(send);
  const wanted = wantedBy(field);
  const Icon = ICONS[wanted];
  if (signInHref !== null) return <SignInFirst href={signInHref} wanted={wanted} />;
  if (recording) return <Recorder onTake={send} onClose={() => setRecording(false)} />;
  return (
    <div className="grid gap-2">
      <label
        className={cx(
          'group relative flex min-h-26 cursor-pointer items-center gap-4 rounded-control border-2 border-dashed px-4 py-4 transition-colors',
          'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
          over ? 'border-kind bg-kind-soft' : 'border-edge/60 bg-page hover:border-kind hover:bg-kind-soft/50',
          control['aria-invalid'] && 'border-bad',
        )}
      >
        <span className="grid size-12 shrink-0 place-items-center rounded-full bg-kind-soft text-kind-ink transition-transform group-hover:-translate-y-0.5">
          <Icon aria-hidden className="size-5.5" />
        </span>
        <span className="grid gap-0.5">
          <span className="font-semibold text-kind-ink">{over ? t('drop') : t('choose', { kind: wanted })}</span>
          <span className="text-sm text-muted">
            <span className="pointer-coarse:hidden">{t('dropHint')} </span>
            {t('types', { kind: wanted, most: megabytes })}
          </span>
        </span>
        <input
          {...control}
          ref={before}
          type="file"
          accept={accept}
          className="absolute size-px opacity-0"
          onChange={onPicked(send)}
        />
      </label>
      {(field.recordable || wanted === 'image') && (
        <div className="flex flex-wrap gap-2">
          {field.recordable && (
            <Button variant="secondary" onClick={() => setRecording(true)}>
              <Mic aria-hidden className="size-4" />
              {t('record')}
            </Button>
          )}
          {wanted === 'image' && <TakePhoto id={control.id} send={send} />}
        </div>
      )}
    </div>
  );
}
