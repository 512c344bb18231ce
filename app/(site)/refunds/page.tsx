import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { pageCtx } from '@/app/_shell/page';
import { RefundsPage, type PublishedReason } from '@/components/refunds/refunds-page';
import { REASONS, STOP_FLOOR_PARTS } from '@/lib/runs';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('refunds');
  return { title: t('title'), description: t('lead') };
}

const PUBLISHED = Object.entries(REASONS).map(([code, reason]) => ({ code, ...reason })) as PublishedReason[];

export default async function Page() {
  const { ctx } = await pageCtx();
  return (
    <RefundsPage
      reasons={PUBLISHED}
      moderationLimit={ctx.settings.current().runs.moderationRefundsPerDay}
      floorPercent={100 / STOP_FLOOR_PARTS}
    />
  );
}
