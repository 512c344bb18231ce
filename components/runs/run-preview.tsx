import { useTranslations } from 'next-intl';
import { readRecords } from '@/lib/format';
import type { RunFile, RunView } from '@/lib/runs/types';
import { excerptOf } from './run-words';

const of = (files: readonly RunFile[], kind: string) =>
  files.filter(({ mediaType }) => mediaType.startsWith(`${kind}/`));
const MOST_PICTURES = 4;

/** Up to four pictures in a row, and how many more there are. */
function Pictures({ files, title }: { files: RunFile[]; title: string }) {
  const t = useTranslations('runs');
  const more = files.length - MOST_PICTURES;
  return (
    <ul className="flex gap-2">
      {files.slice(0, MOST_PICTURES).map((file, index) => (
        <li key={file.url} className="relative size-20 shrink-0 overflow-hidden rounded-control bg-sunken sm:size-24">
          <img
            src={file.url}
            alt={t('pictureOf', { title, number: index + 1 })}
            width={96}
            height={96}
            loading="lazy"
            className="size-full object-cover"
          />
          {more > 0 && index === MOST_PICTURES - 1 && (
            <span className="absolute inset-0 grid place-items-center bg-night/60 font-semibold text-paper">
              <span aria-hidden>+{more}</span>
              <span className="sr-only">{t('more', { count: more })}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What came of a run, small: the beginning of its text, its pictures, or a player. */
export function RunPreview({
  run,
  title,
}: {
  run: Pick<RunView, 'toolId' | 'output' | 'message' | 'status'>;
  title: string;
}) {
  const t = useTranslations('runs');
  const files = run.output.files ?? [];
  const [pictures, sounds, films] = [of(files, 'image'), of(files, 'audio'), of(files, 'video')];
  const records = run.toolId === 'extract' ? readRecords(run.output.text ?? '') : null;
  const excerpt = records
    ? t('records', { count: records.rows.length, columns: records.columns.join(', ') })
    : excerptOf(run.output.text);
  return (
    <>
      {pictures.length > 0 && <Pictures files={pictures} title={title} />}
      {sounds.slice(0, 1).map(({ url }) => (
        <audio
          key={url}
          controls
          preload="none"
          src={url}
          aria-label={t('soundOf', { title })}
          className="h-11 w-full max-w-sm"
        />
      ))}
      {films.slice(0, 1).map(({ url }) => (
        <video
          key={url}
          controls
          playsInline
          preload="metadata"
          src={`${url}#t=0.001`}
          aria-label={t('filmOf', { title })}
          className="aspect-video w-full max-w-xs rounded-control bg-night"
        />
      ))}
      {excerpt !== '' && <p className="line-clamp-2 wrap-anywhere text-muted">{excerpt}</p>}
      {excerpt === '' && files.length === 0 && run.message && <p className="text-muted">{run.message}</p>}
    </>
  );
}
