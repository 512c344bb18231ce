import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { Expiring } from '@/components/credits/expiring';
import { EarnPage } from '@/components/earn/earn-page';
import type { AdWay } from '@/components/earn/types';
import { adStatus } from '@/lib/ads';
import { AD_KINDS, type AdStatus } from '@/lib/ads/types';
import { getCredits } from '@/lib/credits';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('earn');
  return { title: t('title') };
}

/** How often each kind still fits under today's cap. */
function waysOf({ kinds, today }: Pick<AdStatus, 'kinds' | 'today'>): AdWay[] {
  return AD_KINDS.map((kind) => {
    const { watchSeconds, reward } = kinds[kind];
    return { kind, watchSeconds, reward, leftToday: Math.floor(today.remaining / reward) };
  });
}

export default async function Page() {
  const { ctx } = await requireSignedIn('/earn');
  const [status, credits] = await Promise.all([adStatus({ ctx, input: {} }), getCredits({ ctx, input: {} })]);
  const bonusLeft = credits.lots.filter((lot) => lot.source === 'bonus').reduce((sum, lot) => sum + lot.remaining, 0);
  return (
    <>
      <Expiring lots={credits.lots} now={ctx.clock.now()} quiet />
      <EarnPage
        ways={waysOf(status)}
        today={status.today}
        activeKind={status.session?.kind ?? null}
        waitSeconds={status.cooldownLeftSeconds}
        cooldownSeconds={status.cooldownSeconds}
        bonusLeft={bonusLeft}
      />
    </>
  );
}
