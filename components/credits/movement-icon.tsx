import {
  AudioLines,
  Clapperboard,
  CreditCard,
  Gift,
  Hourglass,
  Image as ImageIcon,
  MonitorPlay,
  PenLine,
  RotateCcw,
  Sparkles,
  Undo2,
  UserRoundCog,
} from 'lucide-react';
import { cx } from '@/components/ui/cx';
import type { StatementEntry } from '@/lib/credits/types';
import type { Subject } from './types';

const ICONS = {
  text: PenLine,
  image: ImageIcon,
  audio: AudioLines,
  video: Clapperboard,
  back: RotateCcw,
  expired: Hourglass,
  operator: UserRoundCog,
  taken: Undo2,
  royalty: Sparkles,
  ad: MonitorPlay,
  bought: CreditCard,
  gift: Gift,
} as const;

type Moved = Pick<StatementEntry, 'kind' | 'source'>;

const BY_KIND: Partial<Record<StatementEntry['kind'], keyof typeof ICONS>> = {
  settle: 'back',
  release: 'back',
  refund: 'back',
  expire: 'expired',
  adjust: 'operator',
  clawback: 'taken',
  royalty: 'royalty',
};

function iconName({ kind, source }: Moved, subject: Subject | undefined): keyof typeof ICONS {
  const known = BY_KIND[kind];
  if (known) return known;
  if (kind === 'hold') return subject?.type === 'run' ? subject.kind : 'text';
  if (source === 'ad') return 'ad';
  return source === 'purchase' || source === 'subscription' ? 'bought' : 'gift';
}

/** A movement's mark: the tool's in its hue, what comes in green, the rest quiet. */
export function MovementIcon({
  entry,
  subject,
}: {
  entry: Pick<StatementEntry, 'kind' | 'source' | 'amount'>;
  subject: Subject | undefined;
}) {
  const Icon = ICONS[iconName(entry, subject)];
  const tool = subject?.type === 'run';
  return (
    <span
      aria-hidden
      className={cx(
        'grid size-10 shrink-0 place-items-center rounded-full',
        tool && `kind-${subject.kind} bg-kind-soft text-kind-ink`,
        !tool && (entry.amount > 0 ? 'bg-good-soft text-good' : 'bg-sunken text-muted'),
      )}
    >
      <Icon className="size-4.5" />
    </span>
  );
}
