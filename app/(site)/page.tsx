import { exchangesOf, runPriceOf } from '@/app/_shell/exchanges';
import { pageCtx } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { viewerOf } from '@/app/_shell/viewer';
import { HomePage } from '@/components/gallery/home-page';
import type { GalleryTool, Sought } from '@/components/gallery/types';
import { ClientMessages } from '@/components/layout/client-messages';
import type { Settings } from '@/lib/settings';
import { adKindOf, listTools, type ToolView } from '@/lib/tools';

const KINDS = ['text', 'image', 'audio', 'video'] as const;
/** Longer questions find nothing anyway. */
const MOST_ASKED = 100;

function soughtBy(query: Awaited<Query>): Sought {
  const kind = one(query, 'kind');
  return { q: (one(query, 'q') ?? '').slice(0, MOST_ASKED), kind: KINDS.find((known) => known === kind) ?? null };
}

function toGallery(
  { id, name, kind, group, description, price, unavailable }: ToolView,
  ads: Settings['ads'],
): GalleryTool {
  const { reward } = ads[adKindOf(kind)];
  const count = unavailable === null && reward > 0 ? Math.ceil(price.from / reward - 1e-9) : null;
  return { id, name, kind, group, description, price, unavailable, ads: count };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [query, { ctx }, { viewer }] = await Promise.all([searchParams, pageCtx(), viewerOf()]);
  const { items } = await listTools({ ctx });
  const settings = ctx.settings.current();
  return (
    <ClientMessages namespaces={['finder']}>
      <HomePage
        tools={items.map((tool) => toGallery(tool, settings.ads))}
        exchanges={exchangesOf(settings, items)}
        viewer={viewer}
        welcomeBonus={settings.rewards.welcomeBonus}
        dailyCap={settings.ads.dailyCap}
        textPrice={runPriceOf(items, 'text') ?? settings.prices.text.standard}
        demoOnly={ctx.ai.providers().every((provider) => provider.demo)}
        sought={soughtBy(query)}
      />
    </ClientMessages>
  );
}
