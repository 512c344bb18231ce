import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { formatCredits } from '@/lib/format';

interface AccountsProps {
  accounts: { account: string; out: number; in: number }[];
  /** What people owe, which is on their own accounts. */
  debt: number;
}

const SINKS = ['revenue', 'breakage', 'royalty-payable', 'clawback'] as const;
const SOURCES = [
  ...(['ad', 'daily', 'streak', 'referral', 'bonus', 'offer'] as const),
  ...(['royalty', 'purchase', 'subscription', 'admin'] as const),
];

type Account = (typeof SINKS)[number] | (typeof SOURCES)[number];

function Line({ name, amount, note }: { name: string; amount: number; note: string | null }) {
  return (
    <li className="flex items-baseline justify-between gap-4 py-2.5">
      <span>
        {name}
        {note && <span className="block text-sm text-muted">{note}</span>}
      </span>
      <Coin amount={amount} />
    </li>
  );
}

const round = (credits: number) => Math.round(credits * 1e6) / 1e6;

/** Where credits came from and where they went, since the beginning. */
export function Accounts({ accounts, debt }: AccountsProps) {
  const t = useTranslations('ledger.accounts');
  const sums = new Map(accounts.map((sum) => [sum.account.replace('platform:', ''), sum]));
  const lines = (names: readonly Account[], source: boolean) => {
    const noteOf = (account: Account, amount: string) =>
      source ? t('back', { amount }) : t('out', { account, amount });
    return names.flatMap((name) => {
      const sum = sums.get(name);
      if (!sum) return [];
      const [main, other] = source ? [sum.out, sum.in] : [sum.in, sum.out];
      const note = other > 0 ? noteOf(name, formatCredits(other)) : null;
      return [<Line key={name} name={t(`names.${name}`)} amount={round(main - other)} note={note} />];
    });
  };
  return (
    <Card>
      <CardHeader title={t('title')} />
      <p className="-mt-3 mb-3 text-sm text-muted">{accounts.length === 0 ? t('empty') : t('lead')}</p>
      {accounts.length > 0 && (
        <div className="grid gap-x-10 gap-y-4 sm:grid-cols-2">
          <section>
            <h3 className="text-base">{t('minted')}</h3>
            <ul className="divide-y divide-line">{lines(SOURCES, true)}</ul>
          </section>
          <section>
            <h3 className="text-base">{t('others')}</h3>
            <ul className="divide-y divide-line">
              {lines(SINKS, false)}
              <Line name={t('debt')} amount={debt} note={null} />
            </ul>
          </section>
        </div>
      )}
    </Card>
  );
}
