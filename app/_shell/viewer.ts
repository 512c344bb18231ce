import { cache } from 'react';
import type { Viewer } from '@/components/layout/types';
import { getMe } from '@/lib/auth';
import { getCredits } from '@/lib/credits';
import { countUnread } from '@/lib/notices';
import { pageCtx } from '@/app/_shell/page';

/** Who looks at the page; asked once per request. */
export const viewerOf = cache(async (): Promise<{ appName: string; viewer: Viewer | null }> => {
  const { ctx, services } = await pageCtx();
  const appName = services.env.APP_NAME;
  if (ctx.actor.type !== 'user') return { appName, viewer: null };
  const [me, credits, unread] = await Promise.all([
    getMe({ ctx }),
    getCredits({ ctx, input: {} }),
    countUnread({ ctx }),
  ]);
  return {
    appName,
    viewer: { name: me.name, email: me.email, admin: ctx.actor.role === 'admin', available: credits.available, unread },
  };
});
