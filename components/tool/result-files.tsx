'use client';

import { useTranslations } from 'next-intl';
import { Skeleton } from '@/components/ui';
import type { RunFile, ToolValues } from './types';

type ShownFile = Pick<RunFile, 'url' | 'mediaType'> & Partial<RunFile>;

/** Width and height as asked for ("1024x768"), until the file says its own. */
function sizeAsked(requested: ToolValues | null): { width: number; height: number } {
  const [width, height] = (requested?.options.size ?? '').split('x').map(Number);
  return width && height ? { width, height } : { width: 1024, height: 1024 };
}

/** Only our own stored files are shown: what a model says can make no other request. */
const isOurs = (url: string): boolean => /^\/api\/files\/[\w-]+$/.test(url);

/** Pictures with their room reserved, so that nothing on the page moves when they come. */
export function ResultFiles({
  files,
  requested,
  prompt,
  pending,
}: {
  files: ShownFile[];
  requested: ToolValues | null;
  prompt: string;
  pending: boolean;
}) {
  const t = useTranslations('tool.result');
  const asked = sizeAsked(requested);
  const box = (width: number, height: number) => ({
    aspectRatio: `${width} / ${height}`,
    maxInlineSize: `min(100%, calc(70vh * ${width / height}))`,
  });
  if (files.length === 0 && pending) {
    return (
      <div className="mx-auto w-full" style={box(asked.width, asked.height)}>
        <Skeleton className="size-full" />
      </div>
    );
  }
  return files
    .filter((file) => isOurs(file.url) && file.mediaType.startsWith('image/'))
    .map((file) => {
      const width = file.width ?? asked.width;
      const height = file.height ?? asked.height;
      return (
        // eslint-plugin-next's <Image> would send private files through an optimizer; they are served as they are.
        <img
          key={file.url}
          src={file.url}
          alt={t('imageAlt', { prompt })}
          width={width}
          height={height}
          className="mx-auto w-full rounded-control bg-sunken"
          style={box(width, height)}
        />
      );
    });
}
