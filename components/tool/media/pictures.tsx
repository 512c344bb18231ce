'use client';

import { Download, Maximize2, Wand2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { cx } from '@/components/ui';
import { downloadName, fileIdOf, type ShownFile } from './our-file';

/** Comes when somebody looks closer. */
const Lightbox = dynamic(() => import('./lightbox').then((module) => module.Lightbox), { ssr: false });

interface PicturesProps {
  toolId: string;
  files: ShownFile[];
  prompt: string;
  /** Width and height that were asked for, until a file says its own. */
  asked: { width: number; height: number };
  /** Whether the reader may work on with it: not where the pictures are somebody else's. */
  mayChange: boolean;
}

const ROUND =
  'grid place-items-center rounded-full bg-night/70 text-paper backdrop-blur-xs transition-colors tap hover:bg-night';

/** Room is kept for a picture of this shape, so that nothing on the page moves when it comes; never taller than the window. */
const room = (width: number, height: number, columns: number) => ({
  aspectRatio: `${width} / ${height}`,
  maxInlineSize: columns === 1 ? `min(100%, calc(70vh * ${width / height}))` : undefined,
});

function Picture({
  file,
  number,
  count,
  onOpen,
  ...props
}: Omit<PicturesProps, 'files'> & { file: ShownFile; number: number; count: number; onOpen(): void }) {
  const t = useTranslations('media.pictures');
  const width = file.width ?? props.asked.width;
  const height = file.height ?? props.asked.height;
  const which = count > 1 ? t('numbered', { number }) : t('single');
  return (
    <li className="group relative mx-auto w-full" style={room(width, height, count)}>
      <button
        type="button"
        onClick={onOpen}
        aria-label={t('open', { which })}
        className="block size-full cursor-zoom-in overflow-hidden rounded-control bg-sunken"
      >
        <img
          src={file.url}
          alt={t('alt', { prompt: props.prompt })}
          width={width}
          height={height}
          className="size-full object-cover"
        />
      </button>
      <span
        aria-hidden
        className={cx(
          ROUND,
          'pointer-events-none absolute start-2 top-2 hidden group-hover:grid pointer-coarse:hidden!',
        )}
      >
        <Maximize2 className="size-4.5" />
      </span>
      {/* Where pictures are small they would hide them; opened large, each has the same beside it. */}
      <span className={cx('absolute end-2 bottom-2 gap-2', count > 1 ? 'hidden sm:flex' : 'flex')}>
        {props.mayChange && (
          <Link
            href={`/tool/image-edit?file=${fileIdOf(file)}`}
            className={ROUND}
            aria-label={t('change', { which })}
            title={t('changeHint')}
          >
            <Wand2 aria-hidden className="size-4.5" />
          </Link>
        )}
        <a
          href={`${file.url}?download=1`}
          download={downloadName(props.toolId, file, count > 1 ? number : undefined)}
          className={ROUND}
          aria-label={t('download', { which })}
          title={t('download', { which })}
        >
          <Download aria-hidden className="size-4.5" />
        </a>
      </span>
    </li>
  );
}

/** One to four pictures: each opens large, can be taken away, and can be changed further. */
export function Pictures(props: PicturesProps) {
  const t = useTranslations('media.pictures');
  const [open, setOpen] = useState<number | null>(null);
  const { files } = props;
  return (
    <>
      <ul aria-label={t('label')} className={cx('grid gap-3', files.length > 1 && 'grid-cols-2')}>
        {files.map((file, index) => (
          <Picture
            key={file.url}
            {...props}
            file={file}
            number={index + 1}
            count={files.length}
            onOpen={() => setOpen(index)}
          />
        ))}
      </ul>
      {open !== null && (
        <Lightbox
          mayChange={props.mayChange}
          toolId={props.toolId}
          files={files}
          prompt={props.prompt}
          first={open}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
