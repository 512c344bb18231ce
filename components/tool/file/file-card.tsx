'use client';

import { FileText, Music, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui';
import type { KnownFile } from './upload-client';
import { useFileFacts } from './use-file-facts';

function Mark({ file }: { file: KnownFile }) {
  if (file.kind === 'image')
    return (
      <a href={file.url} target="_blank" rel="noreferrer" className="shrink-0" tabIndex={-1} aria-hidden>
        <img src={file.url} alt="" className="size-16 rounded-lg bg-sunken object-cover sm:size-20" />
      </a>
    );
  const Icon = file.kind === 'audio' ? Music : FileText;
  return (
    <span className="grid size-12 shrink-0 place-items-center rounded-lg bg-kind-soft text-kind-ink">
      <Icon aria-hidden className="size-5.5" />
    </span>
  );
}

/** The file that rides with the form. */
export function FileCard({ file, onRemove }: { file: KnownFile; onRemove(): void }) {
  const t = useTranslations('fileField');
  const facts = useFileFacts();
  const name = file.name || t('nameless', { kind: file.kind });
  return (
    <div className="grid gap-3 rounded-control border border-line bg-page p-3">
      <div className="flex items-center gap-3.5">
        <Mark file={file} />
        <p className="min-w-0 flex-1">
          <span className="line-clamp-2 text-[0.9375rem] font-semibold wrap-anywhere">{name}</span>
          <span className="text-sm text-muted tabular-nums">{facts(file)}</span>
        </p>
        <Button
          variant="quiet"
          className="px-0!"
          onClick={onRemove}
          aria-label={t('remove', { name })}
          title={t('removeHint')}
        >
          <Trash2 aria-hidden className="size-5" />
        </Button>
      </div>
      {file.kind === 'audio' && (
        <audio controls preload="metadata" src={file.url} className="w-full" aria-label={t('listen', { name })} />
      )}
    </div>
  );
}
