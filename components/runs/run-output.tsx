import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { buttonClass } from '@/components/ui/button';
import type { RunFile, RunView } from '@/lib/runs/types';
import { paragraphs } from './run-words';

/** Model text is untrusted: it is shown as the characters it consists of, nothing in it becomes markup. */
export function PlainText({ text }: { text: string }) {
  return (
    <div className="grid max-w-prose gap-4 text-[1.0625rem] leading-relaxed wrap-anywhere whitespace-pre-wrap">
      {paragraphs(text).map((part, index) => (
        <p key={index}>{part}</p>
      ))}
    </div>
  );
}

function Picture({ file, alt }: { file: RunFile; alt: string }) {
  const t = useTranslations('runs');
  return (
    <figure className="grid justify-items-start gap-3">
      <img
        src={file.url}
        alt={alt}
        width={file.width}
        height={file.height}
        className="h-auto max-h-[70dvh] w-auto max-w-full rounded-control border border-line bg-sunken object-contain"
      />
      <a href={file.url} download className={buttonClass({ variant: 'secondary' })}>
        <Download aria-hidden className="size-4.5" />
        {t('download')}
      </a>
    </figure>
  );
}

export function RunOutput({ run, alt }: { run: Pick<RunView, 'output' | 'status'>; alt: string }) {
  const t = useTranslations('runs');
  const { text, files = [] } = run.output;
  if (!text && files.length === 0) {
    return <p className="text-muted">{run.status === 'running' ? t('outputComing') : t('outputNone')}</p>;
  }
  return (
    <div className="grid gap-6">
      {text && <PlainText text={text} />}
      {files.map((file) =>
        file.mediaType.startsWith('image/') ? <Picture key={file.url} file={file} alt={alt} /> : null,
      )}
    </div>
  );
}
