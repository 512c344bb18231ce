import type { ReactNode } from 'react';
import { BottomBar } from './bottom-bar';
import { SiteFooter } from './site-footer';
import { SiteHeader } from './site-header';
import type { Theme } from './theme';
import type { ShellActions, Viewer } from './types';

interface ShellProps {
  appName: string;
  viewer: Viewer | null;
  theme: Theme | undefined;
  actions: ShellActions;
  /** The way to the notices, of somebody who is signed in. */
  bell?: ReactNode;
  /** What is asked of everybody who may be shown ads of other companies; above the page. */
  question?: ReactNode;
  /** There is something to choose about ads. */
  adChoices?: boolean;
  children: ReactNode;
}

/** Header, page, footer; on a phone the bar below for those who are signed in. */
export function Shell({ appName, viewer, theme, actions, bell, question, adChoices = false, children }: ShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader appName={appName} viewer={viewer} actions={actions} bell={bell} />
      {question}
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-7xl flex-1 px-4 pt-6 outline-none sm:px-6 sm:pt-10">
        {children}
      </main>
      <SiteFooter appName={appName} theme={theme} signedIn={viewer !== null} actions={actions} adChoices={adChoices} />
      {viewer && <BottomBar />}
    </div>
  );
}
