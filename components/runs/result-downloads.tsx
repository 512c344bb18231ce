import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { buttonClass } from '@/components/ui/button';
import { PictureLinks } from '@/components/tool/media/picture-links';
import { pictureForms, textForms } from '@/lib/format';
import type { RunView } from '@/lib/runs/types';
import { CopyText } from './copy-text';

/** The forms a result can be taken away in: plain links, so that they work before any script. */
export function ResultDownloads({ run }: { run: Pick<RunView, 'id' | 'toolId' | 'output'> }) {
  const t = useTranslations('runs.takeAway');
  const forms = useTranslations('ui.forms');
  const offered = textForms(run);
  const hasPictures = run.output.files?.some((file) => pictureForms(file).length > 0) ?? false;
  if (offered.length === 0 && !hasPictures) return null;
  return (
    <div
      role="group"
      aria-label={t('title')}
      className="mt-6 flex flex-wrap items-center gap-2 border-t border-line pt-4"
    >
      {offered.length > 0 && (
        <CopyText
          text={run.output.text ?? ''}
          words={{ copy: t('copy'), copied: t('copied'), copyFailed: t('copyFailed') }}
        />
      )}
      {offered.map((form) => (
        <a
          key={form}
          href={`/api/runs/${run.id}/download?as=${form}`}
          download
          aria-label={forms('download', { form: forms(form) })}
          className={buttonClass({ variant: 'secondary' }, 'px-3!')}
        >
          <Download aria-hidden className="size-4.5" />
          {forms(form)}
        </a>
      ))}
      <PictureLinks run={run} className="px-3!" />
    </div>
  );
}
