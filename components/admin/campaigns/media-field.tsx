'use client';

import { LoaderCircle, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState, type ChangeEvent, type RefObject } from 'react';
import { Button, buttonClass } from '@/components/ui/button';
import type { CampaignMedia } from '@/lib/ads/types';

export type SendMedia = (file: File) => Promise<{ ok: true; media: CampaignMedia } | { ok: false; code: string }>;

/** The form the file goes by where no script runs: it stands outside of the campaign's own. */
export const MEDIA_FORM = 'media-form';

const ACCEPTED = 'image/png,image/jpeg,image/webp,video/mp4,video/webm';
const REFUSALS = ['payload_too_large', 'unsupported_media_type', 'invalid_input'] as const;

interface MediaFieldProps {
  media: CampaignMedia | null;
  /** Why the last file was refused: a code of the API. */
  refused?: string | undefined;
  error?: string | undefined;
  send: SendMedia;
  onChange(media: CampaignMedia | null): void;
  /** A file is on its way: what is saved now would be without it. */
  isSending: boolean;
  onSending(isSending: boolean): void;
}

function useRefusal(): (code: string) => string {
  const t = useTranslations('adminCampaigns.refused');
  return (code) => t(REFUSALS.find((known) => known === code) ?? 'other');
}

function Facts({ media }: { media: CampaignMedia }) {
  const t = useTranslations('adminCampaigns.form');
  const { width, height, mediaType, bytes } = media;
  const facts = [mediaType.split('/')[1]?.toUpperCase(), t('size', { size: Math.ceil(bytes / 1024) })];
  if (width !== null && height !== null) facts.push(t('pixels', { width, height }));
  return <p className="text-sm text-muted tabular-nums">{facts.join(' · ')}</p>;
}

function Thumbnail({ media }: { media: CampaignMedia }) {
  const look = 'size-20 shrink-0 rounded-control object-cover';
  return media.type === 'video' ? (
    <video src={media.url} muted playsInline preload="metadata" className={look} />
  ) : (
    <img src={media.url} alt="" className={look} />
  );
}

interface ChooseProps {
  input: RefObject<HTMLInputElement | null>;
  isSending: boolean;
  words: string;
  onChoose(event: ChangeEvent<HTMLInputElement>): Promise<void>;
}

function Choose({ input, isSending, words, onChoose }: ChooseProps) {
  const t = useTranslations('adminCampaigns.form');
  const Icon = isSending ? LoaderCircle : Upload;
  return (
    <label
      className={buttonClass(
        { variant: 'secondary' },
        'relative cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-accent',
      )}
    >
      <Icon aria-hidden className={isSending ? 'size-4 animate-spin motion-reduce:animate-none' : 'size-4'} />
      {isSending ? t('sending') : words}
      <input
        ref={input}
        type="file"
        name="file"
        form={MEDIA_FORM}
        accept={ACCEPTED}
        onChange={(event) => void onChoose(event)}
        className="absolute inset-0 cursor-pointer opacity-0"
      />
    </label>
  );
}

/** The picture or film: sent as soon as it is chosen; without script by a form and a button of its own. */
export function MediaField({ media, refused, error, send, onChange, isSending, onSending }: MediaFieldProps) {
  const t = useTranslations('adminCampaigns.form');
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState(refused);
  const wordsOf = useRefusal();

  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const [file] = event.currentTarget.files ?? [];
    if (!file || isSending) return;
    onSending(true);
    setProblem(undefined);
    const answer = await send(file);
    onSending(false);
    // The same file may be chosen again.
    if (input.current) input.current.value = '';
    if (answer.ok) onChange(answer.media);
    else setProblem(answer.code);
  }

  const wrong = error ?? (problem && wordsOf(problem));
  return (
    <div id="media" className="grid gap-3">
      <input type="hidden" name="creative.mediaId" value={media?.id ?? ''} />
      <p className="text-sm text-muted">{t('mediaHint')}</p>
      <div className="flex flex-wrap items-center gap-4">
        {media && <Thumbnail media={media} />}
        <div className="grid min-w-0 gap-2">
          {media && <Facts media={media} />}
          <div className="flex flex-wrap gap-2">
            <Choose input={input} isSending={isSending} words={t(media ? 'other' : 'choose')} onChoose={choose} />
            <noscript>
              <button type="submit" form={MEDIA_FORM} className={buttonClass({ variant: 'secondary' })}>
                {t('send')}
              </button>
            </noscript>
            {media && (
              <Button variant="quiet" onClick={() => onChange(null)} className="noscript:hidden">
                {t('remove')}
              </Button>
            )}
          </div>
        </div>
      </div>
      {wrong && (
        <p role="alert" className="text-sm font-medium text-bad">
          {wrong}
        </p>
      )}
    </div>
  );
}
