import { AudioLines, Clapperboard, Image as ImageIcon, PenLine, Star } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Coin } from '@/components/ui/coin';
import { When } from '@/components/ui/when';
import type { RunView } from '@/lib/runs/types';
import { RunBadges } from './run-badges';
import { runTitle } from './run-words';

const ICONS = { text: PenLine, image: ImageIcon, audio: AudioLines, video: Clapperboard } as const;

/** The first picture of a run, or its kind's mark. */
function Thumb({ run }: { run: RunView }) {
  const Icon = ICONS[run.kind];
  const picture = run.output.files?.find((file) => file.mediaType.startsWith('image/'));
  return (
    <span className="grid size-14 shrink-0 place-items-center overflow-hidden rounded-control bg-kind-soft text-kind-ink sm:size-16">
      {picture ? (
        <img src={picture.url} alt="" width={64} height={64} loading="lazy" className="size-full object-cover" />
      ) : (
        <Icon aria-hidden className="size-6" />
      )}
    </span>
  );
}

function RunRow({ run, toolName }: { run: RunView; toolName: string }) {
  const t = useTranslations('runs');
  return (
    <li
      className={`kind-${run.kind} relative flex items-start gap-4 rounded-card border border-line bg-surface p-3 transition-colors hover:border-edge sm:p-4`}
    >
      <Thumb run={run} />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 text-sm text-muted">
          <span className="font-semibold text-kind-ink">{toolName}</span>
          {run.favourite && (
            <>
              <Star aria-hidden className="size-4 fill-coin text-coin" />
              <span className="sr-only">{t('favourite')}</span>
            </>
          )}
        </p>
        <h2 className="line-clamp-2 font-sans text-base font-semibold tracking-normal">
          <Link href={`/runs/${run.id}`} className="after:absolute after:inset-0 after:rounded-card">
            {runTitle(run) || t('untitled')}
          </Link>
        </h2>
        <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-muted">
          <When at={run.createdAt} />
          <RunBadges run={run} quietSuccess />
        </div>
      </div>
      <Coin amount={run.credits.charged} />
    </li>
  );
}

interface RunListProps {
  runs: RunView[];
  /** By tool id. */
  toolNames: Record<string, string>;
}

export function RunList({ runs, toolNames }: RunListProps) {
  return (
    <ul className="grid grid-cols-1 gap-3">
      {runs.map((run) => (
        <RunRow key={run.id} run={run} toolName={toolNames[run.toolId] ?? run.toolId} />
      ))}
    </ul>
  );
}
