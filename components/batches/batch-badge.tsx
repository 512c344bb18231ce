import { CircleCheck, CirclePause, CircleSlash, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import type { BatchRowStatus, BatchStatus } from './types';

const LOOKS: Record<BatchStatus, { tone: BadgeTone; Icon: typeof CircleCheck; spins?: true }> = {
  running: { tone: 'accent', Icon: LoaderCircle, spins: true },
  paused: { tone: 'warn', Icon: CirclePause },
  done: { tone: 'good', Icon: CircleCheck },
  cancelled: { tone: 'neutral', Icon: CircleSlash },
};

export function BatchBadge({ status }: { status: BatchStatus }) {
  const t = useTranslations('batches.status');
  const { tone, Icon, spins } = LOOKS[status];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden className={spins && 'animate-spin'} />}>
      {t(status)}
    </Badge>
  );
}

const ROW_TONES: Record<BatchRowStatus, BadgeTone> = {
  waiting: 'neutral',
  running: 'accent',
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'neutral',
};

export function RowBadge({ status }: { status: BatchRowStatus }) {
  const t = useTranslations('batches.row');
  return <Badge tone={ROW_TONES[status]}>{t(status)}</Badge>;
}
