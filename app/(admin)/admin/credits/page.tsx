import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { adjustCreditsAction } from '@/app/actions/admin';
import { one, type Query } from '@/app/_shell/query';
import { AdjustForm } from '@/components/admin/adjust-form';
import { AdjustmentLog } from '@/components/admin/adjustment-log';
import { FindUserForm } from '@/components/admin/find-user-form';
import { UserCard } from '@/components/admin/user-card';
import { ClientMessages } from '@/components/layout/client-messages';
import { PageHeader } from '@/components/ui/page-header';
import { findUser, listAdjustments, type FoundUser } from '@/lib/admin';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.credits');
  return { title: t('title') };
}

async function lookUp(ctx: Ctx, who: string | undefined): Promise<FoundUser | null> {
  if (!who) return null;
  try {
    return await findUser({ ctx, input: who.includes('@') ? { email: who } : { userId: who } });
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, query, { ctx }] = await Promise.all([
    getTranslations('admin.credits'),
    searchParams,
    requireSignedIn('/admin/credits'),
  ]);
  const who = one(query, 'user')?.trim();
  const found = await lookUp(ctx, who);
  const adjustments = await listAdjustments({ ctx, input: { userId: found?.user.id } });
  return (
    <div className="grid max-w-3xl gap-6">
      <PageHeader title={t('title')} lead={t('lead')} />
      <FindUserForm value={who ?? ''} error={who && !found ? t('unknown') : null} />
      {found && (
        <>
          <UserCard {...found} />
          <ClientMessages namespaces={['admin']}>
            <AdjustForm
              key={found.user.id}
              action={adjustCreditsAction}
              user={found.user}
              available={found.credits.available}
              idempotencyKey={ctx.ids.uuid()}
            />
          </ClientMessages>
        </>
      )}
      <AdjustmentLog adjustments={adjustments} />
    </div>
  );
}
