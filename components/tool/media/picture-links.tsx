import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { buttonClass } from '@/components/ui/button';
import { pictureForms } from '@/lib/format';
import type { RunView } from '@/lib/runs/types';

interface PictureLinksProps {
  run: Pick<RunView, 'id' | 'output'>;
  className: string;
}

/** A run's pictures in other forms than their own: plain links, so that they work before any script. The hub names the file. */
export function PictureLinks({ run, className }: PictureLinksProps) {
  const t = useTranslations('ui.forms');
  const files = run.output.files ?? [];
  const isOne = files.length === 1;
  return files.flatMap((file, index) =>
    pictureForms(file).map((form) => {
      const words = isOne ? t(form) : t('numbered', { form: t(form), number: index + 1 });
      return (
        <a
          key={`${file.url} ${form}`}
          href={`/api/runs/${run.id}/download?as=${form}${isOne ? '' : `&file=${index + 1}`}`}
          download
          aria-label={t('download', { form: words })}
          className={buttonClass({ variant: 'secondary' }, className)}
        >
          <Download aria-hidden className="size-4" />
          {words}
        </a>
      );
    }),
  );
}
