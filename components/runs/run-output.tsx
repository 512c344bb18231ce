import { useTranslations } from 'next-intl';
import type { RunView } from '@/lib/runs/types';
import { ResultView } from './result-view';

type ShownRun = Pick<RunView, 'output' | 'status'> & Partial<Pick<RunView, 'toolId' | 'options'>>;

/** "table" or "json" where a run makes records; null everywhere else. */
export function recordFormat({ toolId, options }: Pick<ShownRun, 'toolId' | 'options'>): string | null {
  if (toolId !== 'extract') return null;
  return typeof options?.format === 'string' ? options.format : 'table';
}

export function RunOutput({ run, alt }: { run: ShownRun; alt: string }) {
  const t = useTranslations('runs');
  const { text, files = [] } = run.output;
  if (!text && files.length === 0) {
    return <p className="text-muted">{run.status === 'running' ? t('outputComing') : t('outputNone')}</p>;
  }
  return <ResultView output={run.output} title={alt || t('untitled')} format={recordFormat(run)} />;
}
