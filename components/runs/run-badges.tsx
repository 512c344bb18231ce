import { FlaskConical, LoaderCircle, Zap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { RunView } from '@/lib/runs/types';
import { STATUS_TONES } from './run-words';

/** How a run ended, and where its answer came from. */
export function RunBadges({
  run,
  quietSuccess = false,
}: {
  run: Pick<RunView, 'status' | 'cached' | 'joined' | 'demo'>;
  quietSuccess?: boolean;
}) {
  const t = useTranslations('runs');
  const demo = useTranslations('common');
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {!(quietSuccess && run.status === 'succeeded') && (
        <Badge
          tone={STATUS_TONES[run.status]}
          icon={run.status === 'running' ? <LoaderCircle aria-hidden className="animate-spin" /> : undefined}
        >
          {t(`status.${run.status}`)}
        </Badge>
      )}
      {run.cached && (
        <Badge tone="coin" icon={<Zap aria-hidden />}>
          {t(run.joined ? 'joined' : 'cached')}
        </Badge>
      )}
      {run.demo && <Badge icon={<FlaskConical aria-hidden />}>{demo('demo')}</Badge>}
    </span>
  );
}
