'use client';

import { useTranslations } from 'next-intl';
import type { ShownFile } from './our-file';

/** A film with the browser's own controls; its first frame is its poster, and its room is kept before it comes. */
export function Film({
  file,
  prompt,
  asked,
}: {
  file: ShownFile;
  prompt: string;
  asked: { width: number; height: number };
}) {
  const t = useTranslations('media.film');
  const width = file.width ?? asked.width;
  const height = file.height ?? asked.height;
  return (
    <video
      controls
      playsInline
      loop
      preload="metadata"
      // A phone shows no frame before it plays, unless the address asks for one.
      src={`${file.url}#t=0.001`}
      width={width}
      height={height}
      aria-label={t('label', { prompt })}
      className="mx-auto w-full rounded-control bg-night"
      style={{ aspectRatio: `${width} / ${height}`, maxInlineSize: `min(100%, calc(72vh * ${width / height}))` }}
    />
  );
}
