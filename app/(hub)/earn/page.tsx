import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { Expiring } from '@/components/credits/expiring';
import { EarnPage } from '@/components/earn/earn-page';
import { ClientMessages } from '@/components/layout/client-messages';
import { CountdownIsland } from './countdown-island';
import { earningOf } from './facts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('earn');
  return { title: t('title') };
}

function Clock({ seconds }: { seconds: number }) {
  return (
    <ClientMessages namespaces={[]}>
      {/* A new page brings a new count. */}
      <CountdownIsland key={seconds} seconds={seconds} />
    </ClientMessages>
  );
}

export default async function Page() {
  const { ctx, actor } = await requireSignedIn('/earn');
  const { facts, lots, offersUrl, waitSeconds, resetSeconds } = await earningOf(ctx, actor);
  return (
    <>
      <Expiring lots={lots} now={ctx.clock.now()} quiet />
      <EarnPage
        {...facts}
        offersUrl={offersUrl}
        wait={waitSeconds > 0 ? <Clock seconds={waitSeconds} /> : null}
        reset={<Clock seconds={resetSeconds} />}
      />
    </>
  );
}
