import type { ReactNode } from 'react';
import { SiteShell } from '@/app/_shell/site-shell';

export default function Layout({ children }: { children: ReactNode }) {
  return <SiteShell>{children}</SiteShell>;
}
