import { ChevronRight, Type } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { cx } from '@/components/ui/cx';
import type { CampaignFigures, CampaignPhase, CampaignView } from '@/lib/ads/types';
import { useFigures } from './figures';

export type Listed = CampaignView & { figures: CampaignFigures };

const TONES: Record<CampaignPhase, BadgeTone> = {
  draft: 'neutral',
  waiting: 'accent',
  running: 'good',
  paused: 'warn',
  over: 'warn',
  ended: 'neutral',
};

export function PhaseBadge({ phase }: { phase: CampaignPhase }) {
  const t = useTranslations('adminCampaigns.phases');
  return <Badge tone={TONES[phase]}>{t(phase)}</Badge>;
}

/** From when to when, in words. */
export function useSchedule(): (campaign: Pick<CampaignView, 'startsAt' | 'endsAt'>) => string {
  const t = useTranslations('adminCampaigns.schedule');
  const format = useFormatter();
  const day = (iso: string) =>
    format.dateTime(new Date(iso), {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  return ({ startsAt, endsAt }) => {
    if (startsAt && endsAt) return t('between', { from: day(startsAt), until: day(endsAt) });
    if (startsAt) return t('from', { from: day(startsAt) });
    return endsAt ? t('until', { until: day(endsAt) }) : t('always');
  };
}

function Mark({ media }: Pick<Listed, 'media'>) {
  const look = 'size-16 shrink-0 rounded-control object-cover';
  if (media?.type === 'image') return <img src={media.url} alt="" loading="lazy" className={look} />;
  if (media) return <video src={media.url} muted playsInline preload="metadata" className={look} />;
  return (
    <span aria-hidden className={cx(look, 'grid place-items-center bg-accent-soft text-accent-strong')}>
      <Type className="size-6" />
    </span>
  );
}

function Row({ campaign }: { campaign: Listed }) {
  const t = useTranslations('adminCampaigns');
  const schedule = useSchedule();
  const figures = useFigures(campaign.figures);
  return (
    <li className="relative grid gap-4 border-t border-line p-4 first:border-t-0 hover:bg-sunken sm:px-5">
      <div className="flex items-center gap-4">
        <Mark media={campaign.media} />
        <div className="grid min-w-0 flex-1 gap-0.5">
          <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <Link
              href={`/admin/campaigns/${campaign.id}`}
              className="font-semibold wrap-anywhere after:absolute after:inset-0"
            >
              {campaign.name}
            </Link>
            <PhaseBadge phase={campaign.phase} />
          </p>
          <p className="truncate">{campaign.creative.headline}</p>
          <p className="text-sm text-muted">
            {schedule(campaign)} · {t('weight', { weight: String(campaign.weight) })}
          </p>
        </div>
        <ChevronRight aria-hidden className="size-4.5 shrink-0 text-muted rtl:-scale-x-100" />
      </div>
      {campaign.state !== 'draft' && (
        <dl className="grid grid-cols-3 gap-x-4 gap-y-2 sm:grid-cols-5">
          {figures.map(({ name, value }) => (
            <div key={name} className="min-w-0">
              <dt className="truncate text-sm text-muted">{name}</dt>
              <dd className="font-semibold tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

/** House ads, one after the other; the whole of each leads to its page. */
export function CampaignList({ items }: { items: readonly Listed[] }) {
  return (
    <ul className="overflow-hidden rounded-card border border-line bg-surface">
      {items.map((campaign) => (
        <Row key={campaign.id} campaign={campaign} />
      ))}
    </ul>
  );
}
