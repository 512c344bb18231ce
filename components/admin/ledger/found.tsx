import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { When } from '@/components/ui/when';
import { formatCredits } from '@/lib/format';

export interface Transaction {
  id: string;
  kind: string;
  userId: string | null;
  email: string | null;
  ref: { type: string; id: string };
  external: { source: string; id: string } | null;
  reason: string | null;
  createdAt: string;
  link: { day: string; hash: string } | null;
  entries: { account: string; amount: number; balanceAfter: number | null }[];
}

/** Looks for what was posted; the answer is an address. */
export function FindForm({ value, nothing }: { value: string; nothing: boolean }) {
  const t = useTranslations('ledger.find');
  return (
    <Card>
      <h2 className="mb-4 text-lg">{t('title')}</h2>
      <form method="get" action="/admin/ledger" className="grid gap-3 sm:grid-cols-[1fr_auto] sm:items-end">
        <Field id="find" label={t('label')} error={nothing ? t('nothing') : null}>
          {(control) => (
            <Input {...control} name="find" defaultValue={value} required autoComplete="off" maxLength={255} />
          )}
        </Field>
        <Button type="submit" variant="secondary" className={nothing ? 'sm:mb-7' : undefined}>
          {t('submit')}
        </Button>
      </form>
    </Card>
  );
}

function Entries({ entries }: { entries: Transaction['entries'] }) {
  const t = useTranslations('ledger.find');
  const names = useTranslations('ledger.find.accounts');
  const platform = useTranslations('ledger.accounts.names');
  const nameOf = (account: string) => {
    const own = account as Parameters<typeof names>[0];
    if (names.has(own)) return names(own);
    const theirs = account.replace('platform:', '') as Parameters<typeof platform>[0];
    return platform.has(theirs) ? platform(theirs) : account;
  };
  return (
    <ul className="mt-2 divide-y divide-line rounded-control bg-sunken px-3.5">
      {entries.map(({ account, amount, balanceAfter }, index) => (
        <li key={index} className="flex items-baseline justify-between gap-4 py-2">
          <span>
            {nameOf(account)}
            {balanceAfter !== null && (
              <span className="block text-sm text-muted tabular-nums">
                {t('balance', { amount: formatCredits(balanceAfter) })}
              </span>
            )}
          </span>
          <Coin amount={amount} signed />
        </li>
      ))}
    </ul>
  );
}

function One({ found }: { found: Transaction }) {
  const t = useTranslations('ledger.find');
  const kinds = useTranslations('ledger.find.kinds');
  const kind = found.kind as Parameters<typeof kinds>[0];
  return (
    <li className="py-5 first:pt-0 last:pb-0">
      <h3 className="flex flex-wrap items-baseline justify-between gap-x-4 text-base">
        {kinds.has(kind) ? kinds(kind) : found.kind}
        <span className="font-sans text-sm font-normal text-muted">
          {t('transaction', { id: found.id })} · <When at={found.createdAt} />
        </span>
      </h3>
      <p className="text-sm wrap-anywhere text-muted">
        {found.email && (
          <>
            <Link href={`/admin/credits?user=${found.userId}`} className="underline underline-offset-4">
              {found.email}
            </Link>
            {' · '}
          </>
        )}
        {t('about', found.ref)}
        {found.external && <> · {t('external', found.external)}</>}
      </p>
      {found.reason && <p className="text-[0.9375rem] wrap-anywhere whitespace-pre-wrap">{found.reason}</p>}
      <Entries entries={found.entries} />
      <p className="mt-1.5 text-sm wrap-anywhere text-muted">
        {found.link ? t('sealed', { day: found.link.day, hash: found.link.hash.slice(0, 16) }) : t('open')}
      </p>
    </li>
  );
}

/** What was posted, with its entries. */
export function Found({ items }: { items: Transaction[] }) {
  return (
    <Card>
      <ul className="divide-y divide-line">
        {items.map((found) => (
          <One key={found.id} found={found} />
        ))}
      </ul>
    </Card>
  );
}
