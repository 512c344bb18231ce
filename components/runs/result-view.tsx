import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ServerRichText } from '@/components/tool/rich-text/server-rich-text';
import { buttonClass } from '@/components/ui/button';
import { cellText, formatClock, readRecords, type Records } from '@/lib/format';
import type { RunFile, RunView } from '@/lib/runs/types';

export interface ResultViewProps {
  output: RunView['output'];
  /** What it is called, for whoever does not see it. */
  title: string;
  /** Records are shown as a table, unless "json" is asked for; null where they are no records. */
  format: string | null;
}

/** A file's address with the wish to keep it, whatever the address asks already. */
const asDownload = (url: string) => `${url}${url.includes('?') ? '&' : '?'}download=1`;

function FileView({ file, title, number }: { file: RunFile; title: string; number: number }) {
  const t = useTranslations('runs');
  const { url, mediaType } = file;
  return (
    <figure className="grid min-w-0 content-start justify-items-start gap-3">
      {mediaType.startsWith('image/') && (
        <img
          src={url}
          alt={t('pictureOf', { title, number })}
          width={file.width}
          height={file.height}
          className="h-auto max-h-[70dvh] w-auto max-w-full rounded-control border border-line bg-sunken object-contain"
        />
      )}
      {mediaType.startsWith('audio/') && (
        <audio controls preload="metadata" src={url} aria-label={t('soundOf', { title })} className="w-full" />
      )}
      {mediaType.startsWith('video/') && (
        <video
          controls
          playsInline
          preload="metadata"
          src={`${url}#t=0.001`}
          width={file.width}
          height={file.height}
          aria-label={t('filmOf', { title })}
          className="h-auto max-h-[70dvh] w-full rounded-control bg-night"
        />
      )}
      <a href={asDownload(url)} download className={buttonClass({ variant: 'secondary' })}>
        <Download aria-hidden className="size-4.5" />
        {t('download')}
      </a>
    </figure>
  );
}

function RecordTable({ records, title }: { records: Records; title: string }) {
  return (
    <div tabIndex={0} role="region" aria-label={title} className="overflow-x-auto rounded-control border border-line">
      <table className="w-full border-collapse text-[0.9375rem]">
        <thead className="bg-sunken">
          <tr>
            {records.columns.map((column) => (
              <th key={column} scope="col" className="px-3 py-2 text-start align-bottom font-semibold">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.rows.map((row, index) => (
            <tr key={index} className="border-t border-line">
              {records.columns.map((column) => (
                <td key={column} className="min-w-24 px-3 py-2 align-top wrap-anywhere">
                  {cellText(row[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Passages({ segments }: { segments: NonNullable<RunView['output']['segments']> }) {
  return (
    <ol className="grid gap-2">
      {segments.map(({ start, text }, index) => (
        <li key={index} className="grid grid-cols-[4rem_minmax(0,1fr)] gap-2">
          <span className="pt-0.5 text-sm text-muted tabular-nums">{formatClock(start)}</span>
          <span>{text.trim()}</span>
        </li>
      ))}
    </ol>
  );
}

function Words({ output: { text = '', segments = [] }, title, format }: ResultViewProps) {
  const records = format === null ? null : readRecords(text);
  if (segments.length > 0) return <Passages segments={segments} />;
  if (records && format !== 'json') return <RecordTable records={records} title={title} />;
  if (records) return <ServerRichText text={`~~~~json\n${JSON.stringify(JSON.parse(text), null, 2)}\n~~~~`} />;
  return (
    <div className="max-w-prose text-[1.0625rem] leading-relaxed">
      <ServerRichText text={text} />
    </div>
  );
}

/** What came of a run, drawn by the server: nothing of it waits for a script. */
export function ResultView({ output, title, format }: ResultViewProps) {
  const { text, files = [] } = output;
  return (
    <div className="grid gap-6">
      {files.length > 0 && (
        <div className={files.length > 1 ? 'grid gap-4 sm:grid-cols-2' : 'grid'}>
          {files.map((file, index) => (
            <FileView key={file.url} file={file} title={title} number={index + 1} />
          ))}
        </div>
      )}
      {text && <Words output={output} title={title} format={format} />}
    </div>
  );
}
