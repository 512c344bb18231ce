import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { When } from '@/components/ui/when';

interface UserCardProps {
  user: { id: string; email: string; name: string | null; role: string; createdAt: string; suspendedAt: string | null };
  credits: { available: number; held: number; debt: number };
}

const AMOUNTS = ['available', 'held', 'debt'] as const;

export function UserCard({ user, credits }: UserCardProps) {
  const t = useTranslations('admin.credits');
  return (
    <Card>
      <p className="flex flex-wrap items-center gap-2 text-lg font-semibold wrap-anywhere">
        {user.email}
        {user.role === 'admin' && <Badge tone="accent">{t('operator')}</Badge>}
        {user.suspendedAt && <Badge tone="bad">{t('suspended')}</Badge>}
      </p>
      <p className="text-sm wrap-anywhere text-muted">
        {user.name && `${user.name} · `}
        {user.id} · {t.rich('since', { date: () => <When at={user.createdAt} style="day" /> })}
      </p>
      <dl className="mt-4 grid grid-cols-3 gap-4">
        {AMOUNTS.map((name) => (
          <div key={name}>
            <dt className="text-sm text-muted">{t(name)}</dt>
            <dd>
              <Coin amount={credits[name]} className="text-xl" />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
