import { getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { setTheme, signOut } from '@/app/actions/shell';
import { Shell } from '@/components/layout/shell';
import { THEME_COOKIE, themeFrom } from '@/components/layout/theme';
import { consentNeed } from '@/lib/ads';
import { BellIsland } from './bell-island';
import { ConsentStrip } from './consent-strip';
import { pageCtx } from './page';
import { viewerOf } from './viewer';

/** The shell of every page but the sign-in forms, with what it has to know about the person. */
export async function SiteShell({ children }: { children: ReactNode }) {
  const [{ appName, viewer }, { ctx }, jar, t] = await Promise.all([
    viewerOf(),
    pageCtx(),
    cookies(),
    getTranslations('notices.bell'),
  ]);
  const { partners } = consentNeed({ ctx });
  return (
    <Shell
      appName={appName}
      viewer={viewer}
      theme={themeFrom(jar.get(THEME_COOKIE)?.value)}
      actions={{ setTheme, signOut }}
      bell={viewer && <BellIsland unread={viewer.unread} words={{ none: t('none'), some: t('some') }} />}
      question={<ConsentStrip at="shell" />}
      adChoices={partners.length > 0}
    >
      {children}
    </Shell>
  );
}
