import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { requireSignedIn } from '@/app/_shell/page';
import { SiteShell } from '@/app/_shell/site-shell';
import { AdminFrame } from '@/components/admin/admin-frame';
import { countOpenProblems } from '@/lib/support';

/** For operators; to everybody else these pages do not exist. The verbs decide again. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { actor, ctx } = await requireSignedIn('/admin');
  if (actor.role !== 'admin') notFound();
  return (
    <SiteShell>
      <AdminFrame waiting={await countOpenProblems({ ctx })}>{children}</AdminFrame>
    </SiteShell>
  );
}
