import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { RichText } from '@/components/tool/rich-text/rich-text';
import { buttonClass } from '@/components/ui/button';
import type { RunFile, RunView } from '@/lib/runs/types';

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
      {text && (
        <div className="max-w-prose text-[1.0625rem] leading-relaxed">
          <RichText text={text} />
        </div>
      )}
      {files.map((file) =>
        file.mediaType.startsWith('image/') ? <Picture key={file.url} file={file} alt={alt} /> : null,
      )}
    </div>
  );
}
