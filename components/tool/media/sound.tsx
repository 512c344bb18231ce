'use client';

import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { ToolArt } from '@/components/gallery/tool-art';
import { useFileFacts } from '../file/use-file-facts';
import { fileIdOf, type ShownFile } from './our-file';

/** A sound with the browser's own controls: they know the keyboard, the lock screen and the headphones. */
export function Sound({
  file,
  toolId,
  player,
}: {
  file: ShownFile;
  toolId: string;
  player?: RefObject<HTMLAudioElement | null>;
}) {
  const t = useTranslations('media');
  const facts = useFileFacts();
  return (
    <figure className="grid gap-3 rounded-card bg-kind-soft p-4 sm:p-5">
      <figcaption className="flex items-center gap-3.5">
        <span className="grid size-13 shrink-0 place-items-center rounded-control bg-surface">
          <ToolArt toolId={toolId} className="w-10" />
        </span>
        <span className="grid">
          <span className="font-semibold text-kind-ink">{t('sound.title')}</span>
          <span className="text-sm text-muted tabular-nums">
            {facts({ ...file, id: fileIdOf(file), name: '', kind: 'audio', bytes: file.bytes ?? 0 })}
          </span>
        </span>
      </figcaption>
      <audio ref={player} controls preload="metadata" src={file.url} aria-label={t('sound.label')} className="w-full" />
    </figure>
  );
}
