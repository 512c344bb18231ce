import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { one, type Query } from '@/app/_shell/query';
import { checkLedgerAction, refundRunAction } from '@/app/actions/ledger';
import { Accounts } from '@/components/admin/ledger/accounts';
import { Chain } from '@/components/admin/ledger/chain';
import { CheckNow } from '@/components/admin/ledger/check-now';
import { FindForm, Found } from '@/components/admin/ledger/found';
import { Health } from '@/components/admin/ledger/health';
import { People } from '@/components/admin/ledger/people';
import { RefundForm } from '@/components/admin/ledger/refund-form';
import { ClientMessages } from '@/components/layout/client-messages';
import { PageHeader } from '@/components/ui/page-header';
import { findInLedger, readLedger } from '@/lib/admin';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('ledger');
  return { title: t('title') };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const [t, query, { ctx }] = await Promise.all([
    getTranslations('ledger'),
    searchParams,
    requireSignedIn('/admin/ledger'),
  ]);
  const text = one(query, 'find')?.trim().slice(0, 255) ?? '';
  const [{ health, totals, days }, found] = await Promise.all([
    readLedger({ ctx, input: {} }),
    text ? findInLedger({ ctx, input: { text } }) : null,
  ]);
  const run = found?.run;
  const finder = (
    <>
      <FindForm value={text} nothing={found !== null && found.items.length === 0 && !run} />
      {found && found.items.length > 0 && <Found items={found.items} />}
      {run && (
        <RefundForm
          key={run.id}
          action={refundRunAction}
          run={run}
          email={found?.items[0]?.email ?? run.userId}
          idempotencyKey={ctx.ids.uuid()}
        />
      )}
    </>
  );
  return (
    <ClientMessages namespaces={['ledger']}>
      <div className="grid max-w-3xl gap-6">
        <PageHeader title={t('title')} lead={t('lead')} />
        {/* Whoever looked for something sees it first. */}
        {text && finder}
        <Health health={health} action={<CheckNow action={checkLedgerAction} />} />
        {!text && finder}
        <People totals={totals} />
        <Accounts accounts={health?.accounts ?? []} debt={totals.debt} />
        <Chain days={days} late={health?.late ?? null} />
      </div>
    </ClientMessages>
  );
}
