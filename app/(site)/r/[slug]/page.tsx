import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { AdPage } from '@/app/_shell/ad-page';
import { ConsentStrip } from '@/app/_shell/consent-strip';
import { pageCtx } from '@/app/_shell/page';
import { DisplayUnits } from '@/components/ads/display/display-units';
import { SharedPage } from '@/components/runs/shared-page';
import { displayUnits } from '@/lib/ads';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { titleOf } from '@/lib/format';
import { openShare } from '@/lib/runs';
import { getTool } from '@/lib/tools';

interface Props {
  params: Promise<{ slug: string }>;
}

/** Whatever a link leads to is looked up at each visit: a revoked one is gone at once. */
export const dynamic = 'force-dynamic';

const NO_ROBOTS = { index: false, follow: false, noarchive: true, nosnippet: true } as const;

const find = cache(async (slug: string) => {
  const { ctx } = await pageCtx();
  const shared = await openShare({ ctx, input: { slug } }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  const [tool, t] = await Promise.all([
    getTool({ ctx, input: { toolId: shared.toolId } }).catch(() => null),
    getTranslations('shared'),
  ]);
  const asked = titleOf(Object.fromEntries(shared.input.map(({ id, text }) => [id, text])));
  return { shared, tool, title: asked || t('made', { tool: tool?.name ?? shared.toolId }) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  // A link that is not there is the page's to say: thrown from here it would be drawn by script alone.
  const found = await params.then(({ slug }) => find(slug)).catch(() => null);
  if (!found) return { robots: NO_ROBOTS };
  const t = await getTranslations('shared');
  const { shared, tool, title } = found;
  const description = t('description', { tool: tool?.name ?? shared.toolId, app: getEnv().APP_NAME });
  return {
    ...{ title, description, robots: NO_ROBOTS, referrer: 'same-origin' },
    openGraph: { type: 'article', title, description },
    twitter: { card: 'summary', title, description },
  };
}

export default async function Page({ params }: Props) {
  const { slug } = await params;
  const [{ shared, tool, title }, { ctx }] = await Promise.all([find(slug), pageCtx()]);
  const { childDirected } = ctx.settings.current().ads.consent;
  return (
    <>
      <AdPage path={`/r/${slug}`} />
      <SharedPage
        shared={shared}
        tool={tool}
        labels={Object.fromEntries((tool?.fields ?? []).map(({ id, label }) => [id, label]))}
        title={title}
      />
      <DisplayUnits units={displayUnits({ ctx, input: { placement: 'sharedResult' } })} childDirected={childDirected} />
      <ConsentStrip at="display" />
    </>
  );
}
