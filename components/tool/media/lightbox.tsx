'use client';

import { ChevronLeft, ChevronRight, Download, Wand2, X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { cx } from '@/components/ui';
import { downloadName, fileIdOf, type ShownFile } from './our-file';

interface LightboxProps {
  toolId: string;
  files: ShownFile[];
  prompt: string;
  mayChange: boolean;
  /** Which one to begin with. */
  first: number;
  onClose(): void;
}

const ROUND = 'grid place-items-center rounded-full bg-night/70 text-paper transition-colors tap hover:bg-night';

function steps(event: KeyboardEvent, count: number): number {
  const forward = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const back = document.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  if (event.key === forward) return 1;
  return event.key === back ? count - 1 : 0;
}

/** The way to the other pictures, and which one this is. */
function Others({ at, count, onMove }: { at: number; count: number; onMove(by: number): void }) {
  const t = useTranslations('media.pictures');
  return (
    <>
      <button
        type="button"
        onClick={() => onMove(count - 1)}
        className={cx(ROUND, 'absolute inset-y-0 start-3 my-auto size-11')}
        aria-label={t('previous')}
      >
        <ChevronLeft aria-hidden className="size-6 rtl:-scale-x-100" />
      </button>
      <button
        type="button"
        onClick={() => onMove(1)}
        className={cx(ROUND, 'absolute inset-y-0 end-3 my-auto size-11')}
        aria-label={t('next')}
      >
        <ChevronRight aria-hidden className="size-6 rtl:-scale-x-100" />
      </button>
      <p role="status" className="absolute inset-x-0 bottom-3 text-center text-sm text-paper">
        {t('position', { number: at + 1, count })}
      </p>
    </>
  );
}

/** A picture as large as the window; the browser's own dialog keeps the focus in it and gives it back. */
export function Lightbox({ toolId, files, prompt, mayChange, first, onClose }: LightboxProps) {
  const t = useTranslations('media.pictures');
  const dialog = useRef<HTMLDialogElement>(null);
  const [at, setAt] = useState(first);
  useEffect(() => {
    const own = dialog.current;
    if (own && !own.open) own.showModal();
    return () => own?.close();
  }, []);
  const file = files[at];
  if (!file) return null;
  const move = (by: number) => setAt((now) => (now + by) % files.length);
  return (
    <dialog
      ref={dialog}
      aria-label={t('large')}
      onClose={onClose}
      onKeyDown={(event) => move(steps(event, files.length))}
      onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}
      className="h-dvh max-h-none w-dvw max-w-none bg-night/95 p-0"
    >
      <div className="pointer-events-none grid size-full place-items-center p-3 sm:p-10">
        <img
          src={file.url}
          alt={t('alt', { prompt })}
          className="pointer-events-auto max-h-[calc(100dvh-6rem)] max-w-full rounded-control object-contain"
        />
      </div>
      <div className="absolute end-3 top-3 flex gap-2">
        {mayChange && (
          <Link
            href={`/tool/image-edit?file=${fileIdOf(file)}`}
            className={ROUND}
            aria-label={t('change', { which: t('single') })}
            title={t('changeHint')}
          >
            <Wand2 aria-hidden className="size-5" />
          </Link>
        )}
        <a
          href={`${file.url}?download=1`}
          download={downloadName(toolId, file, files.length > 1 ? at + 1 : undefined)}
          className={ROUND}
          aria-label={t('download', { which: t('single') })}
        >
          <Download aria-hidden className="size-5" />
        </a>
        <button
          type="button"
          autoFocus
          onClick={() => dialog.current?.close()}
          className={ROUND}
          aria-label={t('close')}
        >
          <X aria-hidden className="size-5" />
        </button>
      </div>
      {files.length > 1 && <Others at={at} count={files.length} onMove={move} />}
    </dialog>
  );
}
